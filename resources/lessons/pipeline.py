# SPDX-License-Identifier: GPL-3.0-or-later
# A pipeline passes as many items as its narrowest stage, here the filter.
import threading
import time
from queue import Queue

ITEMS = 30
unfiltered, filtered = Queue(4), Queue(4)
worked = []


def work(seconds):
    begin = time.perf_counter()
    time.sleep(seconds)
    worked.append(time.perf_counter() - begin)


def read():
    for item in range(ITEMS):
        work(0.006)
        unfiltered.put(item)
    unfiltered.put(None)  # no more to come


def apply_filter():
    while (item := unfiltered.get()) is not None:
        work(0.020)
        filtered.put(item)
    unfiltered.put(None)  # for the other one


if __name__ == "__main__":
    begin = time.perf_counter()
    workers = [threading.Thread(target=stage) for stage in (read, apply_filter, apply_filter)]
    for worker in workers:
        worker.start()
    written = []
    for _ in range(ITEMS):
        written.append(filtered.get())
        work(0.006)
    for worker in workers:
        worker.join()
    took = time.perf_counter() - begin
    print(f"{1000 * took / ITEMS:.1f} ms for an item, the two filters need 10;",
          f"its work takes {1000 * sum(worked) / ITEMS:.1f} ms")
    assert took >= ITEMS * 0.010 and sum(worked) > 1.5 * took
    assert sorted(written) == list(range(ITEMS))
