# SPDX-License-Identifier: GPL-3.0-or-later
# Two processes that write to one cache line slow each other down.
import statistics
import time
from multiprocessing import Array, Barrier, Process

TIMES, REPEATS = 200_000, 5
NEAR, FAR = 1, 32  # 8 bytes each: 1 lies beside 0, 32 on another line


def count(counters, index, seconds, place, begin):
    for repeat in range(REPEATS):
        begin.wait()
        cpu = time.process_time()
        for _ in range(TIMES):
            counters[index] += 1
        seconds[place + repeat] = time.process_time() - cpu


def both(counters, other):
    seconds, begin = Array("d", 2 * REPEATS, lock=False), Barrier(2)
    workers = [Process(target=count, args=(counters, 0, seconds, 0, begin)),
               Process(target=count, args=(counters, other, seconds, REPEATS, begin))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return statistics.median(seconds)


if __name__ == "__main__":
    counters = Array("q", 64, lock=False)
    near, far = both(counters, NEAR), both(counters, FAR)
    print(f"side by side an addition takes {near / far:.2f} times as long as far apart")
    assert counters[0] == 2 * REPEATS * TIMES
    assert counters[NEAR] == counters[FAR] == REPEATS * TIMES
    if near < 1.1 * far:
        print("cannot tell: the two did not run at the same time")
