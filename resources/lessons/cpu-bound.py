# SPDX-License-Identifier: GPL-3.0-or-later
# Threads share one GIL and compute in turns; processes compute side by side.
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def compute(n):
    begin, cpu = time.perf_counter(), time.thread_time()
    sum(i * i for i in range(n))
    return begin, time.perf_counter(), time.thread_time() - cpu


def processors_at_once(executor):
    with executor(2) as workers:
        list(workers.map(time.sleep, [0.2] * 2))  # both are there when it begins
        begins, ends, cpu = zip(*workers.map(compute, [2_000_000] * 2))
    return sum(cpu) / (max(ends) - min(begins))


if __name__ == "__main__":
    threads = processors_at_once(ThreadPoolExecutor)
    processes = processors_at_once(ProcessPoolExecutor)
    print(f"processors used at once: {threads:.2f} by threads, {processes:.2f} by processes")
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        print("cannot tell: this Python has no GIL")
    elif processes < 1.4:
        print("cannot tell: there were no two processors free")
    else:
        assert threads < 1.2 < processes
