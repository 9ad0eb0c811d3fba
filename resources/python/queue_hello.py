# SPDX-License-Identifier: GPL-3.0-or-later
# Four processes say who they are, through a queue to the parent.
import multiprocessing


def say_hello(queue, number):
    queue.put(f"hello from worker {number}")


if __name__ == "__main__":
    greetings = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=say_hello, args=(greetings, n), name=f"worker {n}")
        for n in range(1, 5)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        print(greetings.get())
    for worker in workers:
        worker.join()
