# SPDX-License-Identifier: GPL-3.0-or-later
# Three threads count together. What one does between reading and writing is protected by a lock.
import threading
import time

lock = threading.Lock()
counter = 0


def count(times):
    global counter
    for _ in range(times):
        with lock:
            value = counter
            time.sleep(0.001)
            counter = value + 1


workers = [threading.Thread(target=count, args=(20,), name=f"counter {n}") for n in range(1, 4)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print("counted", counter)
