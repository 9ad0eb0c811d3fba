# SPDX-License-Identifier: GPL-3.0-or-later
# A lock that anybody may grab lets more through
# than one that is handed to whoever waits longest.
import collections
import threading
import time


class FairLock:
    def __init__(self):
        self.guard, self.held, self.line = threading.Lock(), False, collections.deque()

    def __enter__(self):
        with self.guard:
            if not self.held:
                self.held = True
                return
            my_turn = threading.Lock()
            my_turn.acquire()
            self.line.append(my_turn)
        my_turn.acquire()  # until the one before lets it go

    def __exit__(self, *_):
        with self.guard:
            if self.line:
                self.line.popleft().release()
            else:
                self.held = False


def passes(lock):
    count, end = [0, 0, 0], time.perf_counter() + 0.4

    def pass_through(me):
        while time.perf_counter() < end:
            with lock:
                count[me] += 1

    workers = [threading.Thread(target=pass_through, args=(i,)) for i in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return count


if __name__ == "__main__":
    barging, fair = passes(threading.Lock()), passes(FairLock())
    print("barging:", barging, "fair:", fair)
    assert sum(barging) > 1.5 * sum(fair)
