# SPDX-License-Identifier: GPL-3.0-or-later
# Two threads that only compute. They take turns: one of them holds the GIL, the other one wants it.
import threading


def compute():
    total = 0
    for number in range(3_000_000):
        total += number * number


workers = [threading.Thread(target=compute, name=f"compute {n}") for n in (1, 2)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print("both are done")
