# SPDX-License-Identifier: GPL-3.0-or-later
# A sensor is read late if the computing is a thread under the same GIL,
# and in time if it is a process.
import multiprocessing
import statistics
import sys
import threading
import time

PERIOD, READINGS = 0.010, 50


def compute(stop):
    while not stop.is_set():
        sum(i * i for i in range(1000))


def median_lateness():
    lateness, due = [], time.monotonic() + PERIOD
    for _ in range(READINGS):
        time.sleep(max(0, due - time.monotonic()))
        lateness.append(1000 * (time.monotonic() - due))
        due += PERIOD
    return statistics.median(lateness)


def beside(worker, stop):
    worker.start()
    time.sleep(0.2)  # until it is there
    late = median_lateness()
    stop.set()
    worker.join()
    return late


if __name__ == "__main__":
    stop = multiprocessing.Event()
    process = beside(multiprocessing.Process(target=compute, args=(stop,)), stop)
    stop = threading.Event()
    thread = beside(threading.Thread(target=compute, args=(stop,)), stop)
    print(f"late by {thread:.2f} ms beside a thread, by {process:.2f} ms beside a process")
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        print("cannot tell: this Python has no GIL")
    elif process > 2:
        print("cannot tell: the machine was busy")
    else:
        assert thread > process
