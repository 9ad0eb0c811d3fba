# SPDX-License-Identifier: GPL-3.0-or-later
# Four ways to count together: one is wrong, and the three right ones do not cost the same.
import itertools
import threading
import time

WORKERS, TIMES = 2, 200_000
lock, ticket = threading.Lock(), itertools.count(1)
unlocked = locked = atomic = 0
private = [0] * WORKERS


def one_more(number):
    return number + 1


def count_unlocked(me):
    global unlocked
    for _ in range(TIMES):
        unlocked = one_more(unlocked)


def count_locked(me):
    global locked
    for _ in range(TIMES):
        with lock:
            locked = one_more(locked)


def count_atomic(me):
    for _ in range(TIMES):
        next(ticket)  # one step, written in C


def count_private(me):
    mine = 0  # nobody else sees it
    for _ in range(TIMES):
        mine += 1
    private[me] = mine


if __name__ == "__main__":
    seconds = {}
    for way in (count_unlocked, count_locked, count_atomic, count_private):
        workers = [threading.Thread(target=way, args=(me,)) for me in range(WORKERS)]
        begin = time.process_time()  # counts all threads
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        seconds[way] = time.process_time() - begin
    atomic = next(ticket) - 1
    results = (unlocked, locked, atomic, sum(private))
    for way, result in zip(seconds, results):
        print(f"{way.__name__}: {result}, {1000 * seconds[way]:.0f} ms of computing")
    assert locked == atomic == sum(private) == WORKERS * TIMES >= unlocked
    assert seconds[count_private] < seconds[count_locked]
