# SPDX-License-Identifier: GPL-3.0-or-later
# More workers than processors take turns: no more of them compute at once.
import os
import time
from multiprocessing import Barrier, Process, Queue, Value

STEPS = 1600


def work(steps, counter, all_are_there, results):
    all_are_there.wait()
    begin, cpu = time.perf_counter(), time.process_time()
    for _ in range(steps):
        sum(range(4000))  # its own work
        with counter.get_lock():  # what all share
            counter.value += 1
    results.put((begin, time.perf_counter(), time.process_time() - cpu))


def run(workers):
    counter, all_are_there, results = Value("i", 0), Barrier(workers), Queue()
    words = (STEPS // workers, counter, all_are_there, results)
    children = [Process(target=work, args=words) for _ in range(workers)]
    for child in children:
        child.start()
    begins, ends, cpu = zip(*(results.get(timeout=30) for _ in children))
    for child in children:
        child.join()
    assert counter.value == STEPS
    took = max(ends) - min(begins)
    return 1000 * took, sum(cpu) / took


if __name__ == "__main__":
    for workers in (1, 2, 4, 8):
        took, at_once = run(workers)
        print(f"{workers} workers: {took:.0f} ms, {at_once:.1f} of them computed at once")
        assert at_once < min(workers, os.cpu_count()) + 0.2
