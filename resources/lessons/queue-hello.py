# SPDX-License-Identifier: GPL-3.0-or-later
# Processes talk through a queue; it keeps the order of each sender.
import multiprocessing
import os
import queue
import random
import time


def hello(messages, me):
    for number in range(5):
        time.sleep(random.uniform(0, 0.02))
        messages.put((me, number, os.getpid()))


if __name__ == "__main__":
    messages = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=hello, args=(messages, me))
               for me in range(4)]
    for worker in workers:
        worker.start()
    received = []
    try:
        for _ in range(20):
            received.append(messages.get(timeout=30))  # a child that died sends nothing
    except queue.Empty:
        print("a child did not say all:", [worker.exitcode for worker in workers])
    for worker in workers:
        worker.join()
    print("in this order:", *(me for me, _, _ in received))
    for me, worker in enumerate(workers):
        of_one = [message for message in received if message[0] == me]
        assert of_one == [(me, number, worker.pid) for number in range(5)]
