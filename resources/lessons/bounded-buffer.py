# SPDX-License-Identifier: GPL-3.0-or-later
# A bounded buffer makes the faster side wait for the slower one.
import threading
import time
from queue import Queue

ITEMS, ROOM = 40, 4
buffer, levels = Queue(maxsize=ROOM), []


def produce():
    for item in range(ITEMS):
        time.sleep(0.002)
        buffer.put(item)  # waits while it is full
        levels.append(buffer.qsize())
    for _ in range(2):
        buffer.put(None)  # no more to come


def consume():
    while buffer.get() is not None:
        time.sleep(0.024)


if __name__ == "__main__":
    begin = time.perf_counter()
    workers = [threading.Thread(target=work) for work in (produce, consume, consume)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - begin
    print(f"{ITEMS / took:.0f} items in a second: the consumers manage 83, the producer 500")
    print(f"full after {levels.count(ROOM)} of {ITEMS} items")
    assert took >= ITEMS / 2 * 0.024
    assert max(levels) <= ROOM and levels.count(ROOM) > ITEMS / 4
