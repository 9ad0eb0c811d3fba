# SPDX-License-Identifier: GPL-3.0-or-later
# A pool of four processes maps a function over a list; the results come in the order of the list.
from multiprocessing import Pool


def square(number):
    for _ in range(300_000):
        pass
    return number * number


if __name__ == "__main__":
    with Pool(4) as pool:
        print(pool.map(square, [1, 2, 3, 4, 5]))
