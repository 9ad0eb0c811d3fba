# SPDX-License-Identifier: GPL-3.0-or-later
# Low holds a lock, high waits for it, and middle keeps low from the processor.
import multiprocessing
import os
import time


def compute(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def low(lock, high_begins, middle_begins):
    with lock:
        high_begins.release()
        middle_begins.release()
        compute(0.01)


def high(lock, waited):
    asked = time.monotonic()
    with lock:
        waited.value = time.monotonic() - asked


def compete(priority, ready, begin, body, *args):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # all on one processor
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(priority))
    ready.release()
    begin.acquire()
    body(*args)


def wait_of_high(seconds):
    lock, waited = multiprocessing.Lock(), multiprocessing.Value("d", 0)
    ready, *begin = (multiprocessing.Semaphore(0) for _ in range(4))
    bodies = ((low, lock, begin[2], begin[1]), (compute, seconds), (high, lock, waited))
    children = [multiprocessing.Process(target=compete, args=(i + 1, ready, begin[i], *body))
                for i, body in enumerate(bodies)]
    for child in children:
        child.start()
    for _ in children:
        ready.acquire()
    begin[0].release()  # low begins, and lets the others begin once it has the lock
    for child in children:
        child.join()
    return waited.value


if __name__ == "__main__":
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    except (AttributeError, PermissionError):
        print("cannot tell: this system gives no fixed priorities to this user")
    else:
        for seconds in (0.05, 0.2):
            waited = wait_of_high(seconds)
            print(f"middle computes {1000 * seconds:.0f} ms: high waited {1000 * waited:.0f} ms")
            assert waited >= 0.9 * seconds
