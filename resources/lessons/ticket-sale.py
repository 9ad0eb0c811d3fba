# SPDX-License-Identifier: GPL-3.0-or-later
# To look and then to act is two steps: between them another seller sells the same seat.
import contextlib
import threading
import time

SEATS = 200


def sale(box_office):
    seats_left, sold = SEATS, 0

    def sell():
        nonlocal seats_left, sold
        while True:
            with box_office:
                seen = seats_left
                if seen <= 0:
                    return
                time.sleep(0.0001)  # the payment
                seats_left = seen - 1
                sold += 1

    sellers = [threading.Thread(target=sell) for _ in range(2)]
    for seller in sellers:
        seller.start()
    for seller in sellers:
        seller.join()
    return sold


if __name__ == "__main__":
    without, with_lock = sale(contextlib.nullcontext()), sale(threading.Lock())
    print(f"of {SEATS} seats {without} are sold without a lock, {with_lock} with one")
    assert with_lock == SEATS < without
