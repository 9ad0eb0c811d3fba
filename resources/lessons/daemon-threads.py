# SPDX-License-Identifier: GPL-3.0-or-later
# A daemon thread is cut off when its program ends; other threads are waited for.
import multiprocessing
import threading
import time


def save(lines, begun, written):
    for _ in range(lines):
        begun.value += 1
        time.sleep(0.02)  # here it can be cut off
        written.value += 1


def program(daemon, begun, written):
    helper = threading.Thread(target=save, args=(50, begun, written), daemon=daemon)
    helper.start()
    time.sleep(0.1)  # its own work; then it ends without a join


def lines_of(daemon):
    begun, written = multiprocessing.Value("i", 0), multiprocessing.Value("i", 0)
    process = multiprocessing.Process(target=program, args=(daemon, begun, written))
    process.start()
    process.join()
    return begun.value, written.value, process.exitcode


if __name__ == "__main__":
    begun, written, code = lines_of(daemon=True)
    print(f"daemon: {begun} lines begun, {written} of 50 written, exit code {code}")
    assert written < 50 and code == 0
    begun, written, code = lines_of(daemon=False)
    print(f"not a daemon: {written} of 50 written, exit code {code}")
    assert written == 50 and code == 0
