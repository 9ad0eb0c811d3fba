# SPDX-License-Identifier: GPL-3.0-or-later
# A phase takes as long as its slowest worker, and the others wait for it at the barrier.
import random
import threading
import time

N, PHASES = 4, 6
barrier = threading.Barrier(N)


def part(phase, me):  # each time another one is slow
    return 0.02 * (2.5 if phase % N == me else 1) * random.uniform(0.8, 1.2)


parts = [[part(phase, me) for me in range(N)] for phase in range(PHASES)]


def work(me):
    for phase in range(PHASES):
        time.sleep(parts[phase][me])
        barrier.wait()  # for the slowest


if __name__ == "__main__":
    begin = time.perf_counter()
    workers = [threading.Thread(target=work, args=(me,)) for me in range(N)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - begin
    average, slowest = sum(map(sum, parts)) / N, sum(map(max, parts))
    print(f"average {average:.3f} s, always the slowest {slowest:.3f} s, took {took:.3f} s")
    assert took > 0.99 * slowest > 1.2 * average
