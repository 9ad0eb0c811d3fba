# SPDX-License-Identifier: GPL-3.0-or-later
# Threads that compute share one GIL. Native code can let go of it,
# processes and interpreters have their own.
import concurrent.futures as futures
import hashlib
import sys
import time

data = bytes(20_000_000)


def timed(function, *words):
    begin, cpu = time.perf_counter(), time.thread_time()
    function(*words)
    return begin, time.perf_counter(), time.thread_time() - cpu


def in_python():
    return timed(sum, (i * i for i in range(1_000_000)))


def in_native_code():
    return timed(hashlib.sha256, data)  # lets go of the GIL while it computes


def processors_at_once(executor, function):
    with executor(2) as workers:
        list(workers.map(time.sleep, [0.2] * 2))  # both are there when it begins
        two = [workers.submit(function) for _ in range(2)]
        begins, ends, cpu = zip(*(future.result() for future in two))
    return sum(cpu) / (max(ends) - min(begins))


if __name__ == "__main__":
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    threads = processors_at_once(futures.ThreadPoolExecutor, in_python)
    print(f"processors used at once by threads: {threads:.2f}", "under a GIL" if gil else "")
    ways = {"native code": processors_at_once(futures.ThreadPoolExecutor, in_native_code),
            "processes": processors_at_once(futures.ProcessPoolExecutor, in_python)}
    if hasattr(futures, "InterpreterPoolExecutor"):  # since Python 3.14
        executor = futures.InterpreterPoolExecutor
        ways["interpreters"] = processors_at_once(executor, in_python)
    print("by", ", ".join(f"{way}: {processors:.2f}" for way, processors in ways.items()))
    assert not gil or threads < 1.2
    if min(ways.values()) < 1.3:
        print("cannot tell: there were no two processors free")
