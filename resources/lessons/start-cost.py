# SPDX-License-Identifier: GPL-3.0-or-later
# To start a process costs many times as much as to start a thread.
import multiprocessing
import threading
import time


def nothing():
    pass


def cost(kind):
    seconds = []
    for _ in range(15):
        begin = time.perf_counter()
        worker = kind(target=nothing)
        worker.start()
        worker.join()
        seconds.append(time.perf_counter() - begin)
    return 1e6 * min(seconds)  # other programs can only add to it


if __name__ == "__main__":
    thread, process = cost(threading.Thread), cost(multiprocessing.Process)
    print(f"thread: {thread:.0f} µs, process: {process:.0f} µs by",
          multiprocessing.get_start_method())
    assert process > 2 * thread
