# SPDX-License-Identifier: GPL-3.0-or-later
# However many workers there are, the time inside the lock adds up.
import threading
import time

WORKERS, ROUNDS = 3, 20


def run(outside, inside):
    lock, waits = threading.Lock(), []

    def work():
        for _ in range(ROUNDS):
            time.sleep(outside)  # side by side
            if not lock.acquire(blocking=False):
                waits.append(1)
                lock.acquire()
            try:
                time.sleep(inside)  # one at a time
            finally:
                lock.release()

    workers = [threading.Thread(target=work) for _ in range(WORKERS)]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin, len(waits)


if __name__ == "__main__":
    for outside, inside in ((0.002, 0.004), (0.005, 0.001)):
        took, waits = run(outside, inside)
        least = max(ROUNDS * (outside + inside), WORKERS * ROUNDS * inside)
        print(f"{1000 * inside:.0f} of 6 ms inside: {took:.3f} s, at least {least:.3f} s;",
              f"{waits} of {WORKERS * ROUNDS} had to wait")
        assert took >= least
        if inside > outside:
            most = waits
    assert waits < most
