# SPDX-License-Identifier: GPL-3.0-or-later
# A thread that talks to a server waits for the GIL at each request
# while another one computes.
import multiprocessing
import sys
import threading
import time


def serve(connection):
    while request := connection.recv_bytes():
        connection.send_bytes(request)


def requests(connection, seconds=0.5):
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        connection.send_bytes(b"x")  # lets go of the GIL, and must take it again
        connection.recv_bytes()  # the same
        done += 1
    return done / seconds


def compute(stop, seconds):
    while not stop.is_set():
        sum(range(1000))
    seconds.append(time.thread_time())


if __name__ == "__main__":
    here, there = multiprocessing.Pipe()  # a pair of sockets
    server = multiprocessing.Process(target=serve, args=(there,))
    server.start()
    requests(here, 0.1)  # until the server is there
    alone = requests(here)
    stop, computed = threading.Event(), []
    computing = threading.Thread(target=compute, args=(stop, computed))
    computing.start()
    beside = requests(here)
    stop.set()
    computing.join()
    here.send_bytes(b"")
    server.join()
    print(f"requests per second: {alone:.0f} alone, {beside:.0f} beside computing")
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        print("cannot tell: this Python has no GIL")
    elif computed[0] < 0.4:
        print("cannot tell: the machine was busy, so the thread that computes hardly ran")
    else:
        assert alone > 3 * beside
