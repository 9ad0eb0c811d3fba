# SPDX-License-Identifier: GPL-3.0-or-later
# Different processes blur the rows of a picture, for no row needs another one's result.
import time
from multiprocessing import Pool

WIDTH, HEIGHT, RADIUS = 160, 120, 2
picture = [[x * y % 256 for x in range(WIDTH)] for y in range(HEIGHT)]


def blur_row(y):
    rows, result = picture[max(0, y - RADIUS):y + RADIUS + 1], []
    for x in range(WIDTH):
        near = [pixel for row in rows for pixel in row[max(0, x - RADIUS):x + RADIUS + 1]]
        result.append(sum(near) // len(near))
    return result


def timed(mapping, *words):
    begin = time.perf_counter()
    blurred = list(mapping(blur_row, range(HEIGHT), *words))
    return blurred, 1000 * (time.perf_counter() - begin)


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(time.sleep, [0.2] * 2, chunksize=1)  # both are there when it begins
        (alone, one), (together, two) = timed(map), timed(pool.map, HEIGHT // 8)
    print(f"one process: {one:.0f} ms, two: {two:.0f} ms")
    assert alone == together != picture
    if two > 0.8 * one:
        print("cannot tell how much faster: there were no two processors free")
