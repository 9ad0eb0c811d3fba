# SPDX-License-Identifier: GPL-3.0-or-later
# Two threads that pause between their lines: while one sleeps, the other one works.
import threading
import time


def print_numbers():
    for number in range(1, 6):
        time.sleep(0.1)
        print(number)


def print_letters():
    for letter in "abcde":
        time.sleep(0.15)
        print(letter)


numbers = threading.Thread(target=print_numbers, name="numbers")
letters = threading.Thread(target=print_letters, name="letters")
numbers.start()
letters.start()
numbers.join()
letters.join()
print("both are done")
