# SPDX-License-Identifier: GPL-3.0-or-later
# Tasks that wait for tasks of their own pool take all workers, and nothing moves.
import time
from concurrent.futures import ThreadPoolExecutor, wait


def picture():
    time.sleep(0.03)
    return "picture"


def page_that_waits(pool, limit):
    time.sleep(0.03)
    try:
        return pool.submit(picture).result(timeout=limit)  # keeps its worker meanwhile
    except TimeoutError:
        return None


def page_that_returns(pool):
    time.sleep(0.03)
    return pool.submit(picture)  # the future; its worker is free again


def waits_inside(workers, limit):
    with ThreadPoolExecutor(workers) as pool:
        pages = [pool.submit(page_that_waits, pool, limit) for _ in range(2)]
        return sum(page.result() is not None for page in pages)


def waits_outside(workers):
    with ThreadPoolExecutor(workers) as pool:
        pages = [pool.submit(page_that_returns, pool) for _ in range(2)]
        wait(pages)
        return sum(page.result().result() == "picture" for page in pages)


if __name__ == "__main__":
    stuck, larger, outside = waits_inside(2, limit=0.5), waits_inside(3, limit=20), waits_outside(2)
    print("two workers, waiting inside:", stuck, "of 2 pictures in time")
    print("three workers:", larger, "- two workers, waiting outside:", outside)
    assert stuck == 0 and larger == outside == 2
