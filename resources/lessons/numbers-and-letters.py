# SPDX-License-Identifier: GPL-3.0-or-later
# Two tasks that mostly sleep take as long together as the longer one takes alone.
import threading
import time

printed, alone = [], []


def numbers():
    for number in range(1, 6):
        printed.append(str(number))
        time.sleep(0.100)


def letters():
    for letter in "abcde":
        printed.append(letter)
        time.sleep(0.150)


def timed(task):
    begin = time.perf_counter()
    task()
    alone.append(time.perf_counter() - begin)


if __name__ == "__main__":
    begin = time.perf_counter()
    tasks = [threading.Thread(target=timed, args=(task,)) for task in (numbers, letters)]
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    total = time.perf_counter() - begin
    print(" ".join(printed))
    print(f"{total:.2f} s for both; one needed {alone[0]:.2f} s, the other {alone[1]:.2f} s")
    assert max(alone) <= total < 0.9 * sum(alone)
