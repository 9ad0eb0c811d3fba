# SPDX-License-Identifier: GPL-3.0-or-later
# A crash ends its process with all threads in it; other processes go on.
import ctypes
import multiprocessing
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def work(number, finished):
    time.sleep(0.1)
    if number == 1:
        ctypes.string_at(0)  # reads where nobody may
    time.sleep(0.2)
    finished[number] = 1


def four_threads(_, finished):
    threads = [threading.Thread(target=work, args=(n, finished)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run(target, *numbers):
    finished = multiprocessing.Array("i", 4)  # memory that all see
    children = [multiprocessing.Process(target=target, args=(number, finished))
                for number in numbers]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [child.exitcode for child in children], sum(finished)


if __name__ == "__main__":
    codes, alive = run(work, 0, 1, 2, 3)
    print("four processes:", alive, "finished, exit codes", codes)
    assert alive == 3 and codes[1] != 0 == codes[0] == codes[2] == codes[3]

    codes, alive = run(four_threads, 0)
    print("four threads of a process:", alive, "finished, exit code", codes)
    assert alive == 0 != codes[0]

    tasks = [(time.sleep, 9), (ctypes.string_at, 0), (time.sleep, 9), (time.sleep, 9)]
    with ProcessPoolExecutor(2) as pool:  # a pool breaks as a whole
        futures = [pool.submit(*task) for task in tasks]
        broken = [isinstance(future.exception(), BrokenProcessPool) for future in futures]
    print("a pool's tasks:", sum(broken), "of 4 failed with the one that crashed")
    assert all(broken)
