# SPDX-License-Identifier: GPL-3.0-or-later
# To wake all for one item wakes most of them in vain.
import threading
import time

CONSUMERS, ITEMS = 5, 40


def futile_wakes(wake_all):
    ready, items, closed, futile = threading.Condition(), [], False, 0

    def consume():
        nonlocal futile
        while True:
            with ready:
                while not items:  # a loop, not an if
                    if closed:
                        return
                    ready.wait()
                    futile += not items and not closed
                items.pop()

    consumers = [threading.Thread(target=consume) for _ in range(CONSUMERS)]
    for consumer in consumers:
        consumer.start()
    for item in range(ITEMS):
        time.sleep(0.004)
        with ready:
            items.append(item)
            if wake_all:
                ready.notify_all()
            else:
                ready.notify()
    while items:
        time.sleep(0.004)
    with ready:
        closed = True
        ready.notify_all()
    for consumer in consumers:
        consumer.join()
    return futile


if __name__ == "__main__":
    woke_all, woke_one = futile_wakes(True), futile_wakes(False)
    print(f"wakes in vain for {ITEMS} items: {woke_all} with notify_all(),",
          f"{woke_one} with notify()")
    assert woke_all > 2 * woke_one + ITEMS
