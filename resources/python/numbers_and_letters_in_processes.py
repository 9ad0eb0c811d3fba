# SPDX-License-Identifier: GPL-3.0-or-later
# The same two workers as processes: each has an interpreter of its own.
import multiprocessing
import time


def print_numbers():
    for number in range(1, 6):
        time.sleep(0.1)
        print(number, flush=True)


def print_letters():
    for letter in "abcde":
        time.sleep(0.15)
        print(letter, flush=True)


if __name__ == "__main__":
    numbers = multiprocessing.Process(target=print_numbers, name="numbers")
    letters = multiprocessing.Process(target=print_letters, name="letters")
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()
    print("both are done")
