# SPDX-License-Identifier: GPL-3.0-or-later
# Python's library has no shared lock. Here is one: do readers pass a writer who waits?
import threading
import time


class SharedLock:
    def __init__(self, writers_first):
        self.condition, self.writers_first = threading.Condition(), writers_first
        self.readers = self.waiting_writers = 0
        self.writing = False

    def read(self, look):
        with self.condition:
            self.condition.wait_for(lambda: not self.writing and not (
                self.writers_first and self.waiting_writers))
            self.readers += 1
        look()
        with self.condition:
            self.readers -= 1
            self.condition.notify_all()

    def write(self, change):
        with self.condition:
            self.waiting_writers += 1
            self.condition.wait_for(lambda: not self.writing and self.readers == 0)
            self.waiting_writers -= 1
            self.writing = True
        change()
        with self.condition:
            self.writing = False
            self.condition.notify_all()


def times(writers_first):
    lock, count = SharedLock(writers_first), {"read": 0, "write": 0}
    end = time.monotonic() + 0.3

    def visit(way):
        while time.monotonic() < end:
            getattr(lock, way)(lambda: time.sleep(0.003))
            count[way] += 1

    ways = ["read"] * 3 + ["write"] * 2
    visitors = [threading.Thread(target=visit, args=(way,)) for way in ways]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return count


if __name__ == "__main__":
    readers_first, writers_first = times(False), times(True)
    print("readers first:", readers_first, "writers first:", writers_first)
    assert readers_first["read"] > readers_first["write"]
    assert writers_first["write"] > writers_first["read"]
