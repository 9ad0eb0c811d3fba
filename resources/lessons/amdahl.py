# SPDX-License-Identifier: GPL-3.0-or-later
# A quarter of the work cannot be shared out: no number of workers makes it 4 times as fast.
import time
from concurrent.futures import ThreadPoolExecutor

SERIAL, PARALLEL, PARTS = 0.08, 0.24, 8


def part(_):
    time.sleep(PARALLEL / PARTS)  # sleeps, so neither GIL nor processor is missed


def seconds(workers):
    with ThreadPoolExecutor(workers) as pool:
        begin = time.perf_counter()
        time.sleep(SERIAL)
        list(pool.map(part, range(PARTS)))
        return time.perf_counter() - begin


def law(workers):
    share = PARALLEL / (SERIAL + PARALLEL)
    return 1 / ((1 - share) + share / workers)


if __name__ == "__main__":
    for workers in (2, 4, 8):
        speedup = (SERIAL + PARALLEL) / seconds(workers)
        print(f"{workers} workers: {speedup:.2f} times as fast, by the law {law(workers):.2f}")
        assert speedup <= law(workers)
    if speedup < 1:
        print("cannot tell: the machine was busy")
    print(f"1,000 workers: by the law {law(1000):.2f}")
    assert law(1_000_000) < 4
