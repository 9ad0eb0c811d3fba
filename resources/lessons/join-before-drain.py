# SPDX-License-Identifier: GPL-3.0-or-later
# A child does not end before its queue has taken everything. So read first, then join.
import multiprocessing


def child(results, size):
    results.put("x" * size)


def start(size):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=child, args=(results, size))
    process.start()
    return process, results


if __name__ == "__main__":
    large = 1_000_000  # more than a pipe has room for
    process, results = start(large)
    process.join(timeout=2)  # without the timeout both wait for ever
    stuck = process.is_alive()
    print("joined first: the child still waits:", stuck)
    received = len(results.get(timeout=30))  # makes room, so the child can end
    process.join()
    print("after reading:", received, "characters, exit code", process.exitcode)
    assert stuck and received == large and process.exitcode == 0

    process, results = start(size=100)
    process.join()  # works by luck
    print("a small result fits into the pipe, exit code", process.exitcode)
    assert len(results.get(timeout=30)) == 100

    process, results = start(large)
    received = len(results.get(timeout=30))
    process.join()
    print("read first:", received, "characters, exit code", process.exitcode)
    assert received == large and process.exitcode == 0
