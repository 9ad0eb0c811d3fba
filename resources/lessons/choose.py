# SPDX-License-Identifier: GPL-3.0-or-later
# Tasks that wait are as fast in threads as in processes; tasks that compute are not.
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def task(io_share):
    time.sleep(0.020 * io_share)
    end = time.thread_time() + 0.020 * (1 - io_share)  # process_time counts all threads
    while time.thread_time() < end:
        pass


def seconds(workers, io_share):
    begin = time.perf_counter()
    list(workers.map(task, [io_share] * 16))
    return time.perf_counter() - begin


if __name__ == "__main__":
    took = {}
    for executor in (ThreadPoolExecutor, ProcessPoolExecutor):
        with executor(4) as workers:
            list(workers.map(time.sleep, [0.2] * 4))  # all are there when it begins
            took[executor] = [seconds(workers, share) for share in (0, 0.5, 1)]
        print(f"{executor.__name__}, waiting 0, 50 and 100 %:",
              *(f"{1000 * s:.0f} ms" for s in took[executor]))
    threads, processes = took.values()
    assert threads[2] >= 0.08 and processes[2] >= 0.08
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        print("cannot tell: this Python has no GIL")
    elif processes[0] > 0.24:
        print("cannot tell: there were no two processors free")
    else:
        assert threads[0] > 1.2 * processes[0]
