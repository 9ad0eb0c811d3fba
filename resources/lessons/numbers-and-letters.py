# SPDX-License-Identifier: GPL-3.0-or-later
# Two tasks that mostly sleep take as long together as the longer one takes alone.
import threading
import time

printed = []


def numbers():
    for number in range(1, 6):
        printed.append(str(number))
        time.sleep(0.100)


def letters():
    for letter in "abcde":
        printed.append(letter)
        time.sleep(0.150)


if __name__ == "__main__":
    begin = time.perf_counter()
    tasks = [threading.Thread(target=task) for task in (numbers, letters)]
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    total = time.perf_counter() - begin
    print(" ".join(printed))
    print(f"{total:.2f} s together; one after the other they sleep for 1.25 s")
    assert 0.7 < total < 1.2
