# SPDX-License-Identifier: GPL-3.0-or-later
# Heavy computation on as many processes as asked for: each has a GIL of its own.
from concurrent.futures import ProcessPoolExecutor


def sum_of_squares(limit):
    return sum(number * number for number in range(limit))


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        for result in executor.map(sum_of_squares, [400_000, 500_000, 600_000, 700_000]):
            print(result)
