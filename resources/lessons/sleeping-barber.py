# SPDX-License-Identifier: GPL-3.0-or-later
# The barber is faster than the customers come, and yet some find all chairs taken.
import random
import threading
import time

CUSTOMERS, CHAIRS = 200, 3
chairs, waiting = threading.Semaphore(CHAIRS), threading.Semaphore(0)
street, shop = random.Random(1), random.Random(2)
closed, slept = False, 0


def barber():
    global slept
    while not closed:
        if not waiting.acquire(blocking=False):
            slept += 1
            waiting.acquire()  # sleeps while nobody waits
        chairs.release()
        time.sleep(shop.expovariate(1 / 0.0036))


if __name__ == "__main__":
    worker = threading.Thread(target=barber)
    worker.start()
    turned_away = 0
    for _ in range(CUSTOMERS):
        time.sleep(street.expovariate(1 / 0.0040))
        if chairs.acquire(blocking=False):  # does not wait for a chair
            waiting.release()
        else:
            turned_away += 1
    closed = True
    waiting.release()  # wakes him to go home
    worker.join()
    print(f"turned away: {turned_away} of {CUSTOMERS}; the barber slept {slept} times")
    assert 0 < turned_away < CUSTOMERS / 2 and slept > 0
