# SPDX-License-Identifier: GPL-3.0-or-later
# A pipeline passes as many items as its narrowest stage, here the filter.
import threading
import time
from queue import Queue

ITEMS = 30
to_filter, to_write = Queue(4), Queue(4)


def read():
    for item in range(ITEMS):
        time.sleep(0.006)
        to_filter.put(item)
    to_filter.put(None)  # no more to come


def apply_filter():
    while (item := to_filter.get()) is not None:
        time.sleep(0.020)
        to_write.put(item)
    to_filter.put(None)  # for the other one


if __name__ == "__main__":
    begin = time.perf_counter()
    workers = [threading.Thread(target=work) for work in (read, apply_filter, apply_filter)]
    for worker in workers:
        worker.start()
    written = []
    for _ in range(ITEMS):
        written.append(to_write.get())
        time.sleep(0.006)
    for worker in workers:
        worker.join()
    took = time.perf_counter() - begin
    print(f"{1000 * took / ITEMS:.1f} ms for an item: two filters need 10, one by one takes 32")
    assert ITEMS * 0.010 <= took < ITEMS * 0.032
    assert sorted(written) == list(range(ITEMS))
