# SPDX-License-Identifier: GPL-3.0-or-later
# Nobody tells a receiver that its sender died. It must look itself.
import multiprocessing
import os
import queue
import time


def send(messages):
    for number in range(6):
        if number == 3:
            messages.close()
            messages.join_thread()  # what was put is in the pipe now
            os._exit(7)  # dies, without a last word
        messages.put(number)


def receive_for(messages, timeout):
    received = []
    try:
        while len(received) < 6:
            received.append(messages.get(timeout=timeout))  # without it: for ever
    except queue.Empty:
        return received


def receive_while_alive(messages, sender):
    received = []
    while len(received) < 6:
        alive = sender.is_alive()  # asked first, so that nothing is overlooked
        try:
            received.append(messages.get(timeout=0.05))
        except queue.Empty:
            if not alive:
                return received


if __name__ == "__main__":
    for way in ("time-out", "watch"):
        messages = multiprocessing.Queue()
        sender = multiprocessing.Process(target=send, args=(messages,))
        sender.start()
        if way == "time-out":
            sender.join()
            begin = time.perf_counter()
            received = receive_for(messages, 0.4)
            waited = time.perf_counter() - begin
            print(f"got {received}, waited {waited:.1f} s for more, and nobody said why")
            assert waited >= 0.4
        else:
            received = receive_while_alive(messages, sender)
            print(f"got {received}, and the sender's exit code is {sender.exitcode}")
            assert sender.exitcode == 7
        assert received == [0, 1, 2]
        sender.join()
