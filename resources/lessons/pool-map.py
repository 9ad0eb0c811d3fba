# SPDX-License-Identifier: GPL-3.0-or-later
# map gives back the results in the order of the items, whoever is done first.
import time
from multiprocessing import Pool


def square(number):
    time.sleep(0.05 * (6 - number))  # the first takes longest
    return number * number


if __name__ == "__main__":
    with Pool(4) as pool:
        results = pool.map(square, [1, 2, 3, 4, 5], chunksize=1)
        finished = list(pool.imap_unordered(square, [1, 2, 3, 4, 5]))
    print("map gives back", results, "and they were finished as", finished)
    assert results == [1, 4, 9, 16, 25] == sorted(finished)
    if finished == results:
        print("cannot tell: this time they were finished in the order of the list")
