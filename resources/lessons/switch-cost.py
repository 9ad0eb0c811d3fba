# SPDX-License-Identifier: GPL-3.0-or-later
# A token passes between two processes about as fast as between two threads.
import multiprocessing
import os
import threading
import time

PASSES = 2000


def pass_on(mine, other, begin):
    begin.wait()
    for _ in range(PASSES):
        mine.acquire()  # until the other one lets it go
        other.release()


def cost(kind, lock, barrier):
    here, there, begin = lock(), lock(), barrier(3)
    there.acquire()
    workers = [kind(target=pass_on, args=(here, there, begin)),
               kind(target=pass_on, args=(there, here, begin))]
    for worker in workers:
        worker.start()
    begin.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    return 1e6 * (time.perf_counter() - started) / (2 * PASSES)


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):  # all on one processor
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    kinds = ((threading.Thread, threading.Lock, threading.Barrier),
             (multiprocessing.Process, multiprocessing.Lock, multiprocessing.Barrier))
    threads, processes = (min(cost(*kind) for _ in range(3)) for kind in kinds)
    print(f"a pass between threads: {threads:.1f} µs, between processes: {processes:.1f} µs")
    assert processes < 10 * threads
