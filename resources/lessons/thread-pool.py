# SPDX-License-Identifier: GPL-3.0-or-later
# Ten tasks that wait, on five threads: two turns.
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def task(number):
    time.sleep(0.06)
    return number, threading.current_thread().name


if __name__ == "__main__":
    begin = time.perf_counter()
    with ThreadPoolExecutor(max_workers=5) as executor:
        futures = [executor.submit(task, number) for number in range(1, 11)]
        results = [future.result() for future in futures]
    took = time.perf_counter() - begin
    threads = {name for _, name in results}
    print(f"ten tasks of 60 ms on {len(threads)} threads took {1000 * took:.0f} ms")
    assert [number for number, _ in results] == list(range(1, 11))
    assert 2 <= len(threads) <= 5 and took >= 0.12
