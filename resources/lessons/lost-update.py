# SPDX-License-Identifier: GPL-3.0-or-later
# Two threads add to a counter. What one writes between the other's read and write is lost.
import threading

ADDITIONS = 300_000
lock = threading.Lock()
counter = 0


def one_more(number):
    return number + 1


def add():
    global counter
    for _ in range(ADDITIONS):
        seen = counter  # read
        counter = one_more(seen)  # write: what came between is lost


def add_with_lock():
    global counter
    for _ in range(ADDITIONS):
        with lock:  # read and write are one step for all others
            counter = one_more(counter)


def count(function):
    global counter
    counter = 0
    workers = [threading.Thread(target=function) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter


if __name__ == "__main__":
    results = [count(add) for _ in range(5)]
    print("without a lock:", *results)
    print("with a lock:", count(add_with_lock))
    assert max(results) <= 2 * ADDITIONS == counter
    if min(results) == 2 * ADDITIONS:
        print("cannot tell: nothing was lost in five runs. That was luck.")
