# SPDX-License-Identifier: GPL-3.0-or-later
# Eight tasks run in three processes that are kept and used again.
import os
import time
from concurrent.futures import ProcessPoolExecutor


def task(number):
    time.sleep(0.05)
    return os.getpid()


if __name__ == "__main__":  # without it each child would start children
    with ProcessPoolExecutor(max_workers=3) as executor:
        futures = [executor.submit(task, number) for number in range(8)]
        workers = [future.result() for future in futures]
    print("parent", os.getpid(), "workers", *sorted(set(workers)))
    assert 1 <= len(set(workers)) <= 3
    assert os.getpid() not in workers
