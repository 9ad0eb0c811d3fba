# SPDX-License-Identifier: GPL-3.0-or-later
# Each task costs something to hand out, and a single task keeps a single worker busy.
import os
import time
from multiprocessing import Pool

ITEMS = 2000


def work(_):
    sum(range(2000))  # some 20 µs
    return os.getpid()


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(time.sleep, [0.2] * 2, chunksize=1)  # both are there when it begins
        handing_out, workers = {}, {}
        for chunk in (1, 50, ITEMS):
            begin, cpu = time.perf_counter(), time.process_time()
            pids = pool.map(work, range(ITEMS), chunksize=chunk)
            took = 1000 * (time.perf_counter() - begin)
            handing_out[chunk] = 1000 * (time.process_time() - cpu)  # of this process
            workers[chunk] = len(set(pids))
            print(f"{ITEMS // chunk} tasks for {workers[chunk]} workers: {took:.0f} ms,",
                  f"handing out took {handing_out[chunk]:.1f} ms of computing")
    assert workers[ITEMS] == 1
    assert handing_out[1] > 2 * handing_out[50]
