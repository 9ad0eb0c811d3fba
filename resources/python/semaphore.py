# SPDX-License-Identifier: GPL-3.0-or-later
# Six visitors, and two of them are inside at a time.
import threading
import time

gate = threading.Semaphore(2)


def visit():
    with gate:
        time.sleep(0.05)


visitors = [threading.Thread(target=visit, name=f"visitor {n}") for n in range(1, 7)]
for visitor in visitors:
    visitor.start()
for visitor in visitors:
    visitor.join()
print("all have been inside")
