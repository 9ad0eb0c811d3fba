# SPDX-License-Identifier: GPL-3.0-or-later
# One long task among short ones: shared out beforehand or one by one, begun first or last.
import time
from multiprocessing import Pool

SHORT, LONG = [0.008] * 20, [0.1]
ORDERS = {"last": SHORT + LONG, "first": LONG + SHORT}
CHUNKS = {"static": 11, "dynamic": 1}


def milliseconds(pool, place, way):
    begin = time.perf_counter()
    pool.map(time.sleep, ORDERS[place], chunksize=CHUNKS[way])
    return 1000 * (time.perf_counter() - begin)


if __name__ == "__main__":
    took = {(place, way): [] for place in ORDERS for way in CHUNKS}
    with Pool(2) as pool:
        pool.map(time.sleep, [0.2] * 2, chunksize=1)  # both are there when it begins
        for _ in range(3):
            for place, way in took:
                took[place, way].append(milliseconds(pool, place, way))
    print("half of all the work: 130 ms")
    for place, way in took:
        print(f"long task {place}, {way}: {min(took[place, way]):.0f} ms")
    assert min(took["first", "dynamic"]) < min(took["last", "dynamic"])
    assert min(took["first", "dynamic"]) < min(took["first", "static"])
