# SPDX-License-Identifier: GPL-3.0-or-later
# One long task among short ones: shared out beforehand or one by one, begun first or last.
import time
from multiprocessing import Pool

SHORT, LONG = [0.008] * 20, [0.1]


def seconds(pool, tasks, chunk):
    best = 9
    for _ in range(2):
        begin = time.perf_counter()
        pool.map(time.sleep, tasks, chunksize=chunk)
        best = min(best, time.perf_counter() - begin)
    return 1000 * best


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(time.sleep, [0.2] * 2, chunksize=1)  # both are there when it begins
        print("half of all the work: 130 ms")
        took = {}
        for place, tasks in (("last", SHORT + LONG), ("first", LONG + SHORT)):
            for way, chunk in (("static", 11), ("dynamic", 1)):
                took[way, place] = seconds(pool, tasks, chunk)
                print(f"long task {place}, {way}: {took[way, place]:.0f} ms")
    assert took["dynamic", "first"] < took["dynamic", "last"]
    assert took["dynamic", "first"] < took["static", "first"]
