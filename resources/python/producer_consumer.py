# SPDX-License-Identifier: GPL-3.0-or-later
# A producer that is faster than its consumer, with room for three between them.
import queue
import threading
import time

basket = queue.Queue(maxsize=3)
done = threading.Event()


def produce():
    for number in range(12):
        basket.put(number)
    basket.put(None)


def consume():
    while basket.get() is not None:
        time.sleep(0.02)
    done.set()


threading.Thread(target=produce, name="producer").start()
threading.Thread(target=consume, name="consumer").start()
done.wait()
print("all is consumed")
