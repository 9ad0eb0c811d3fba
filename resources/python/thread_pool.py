# SPDX-License-Identifier: GPL-3.0-or-later
# Ten tasks that wait for a network, on five threads.
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def download(number):
    time.sleep(0.1)
    return f"page {number}"


with ThreadPoolExecutor(max_workers=5) as executor:
    futures = [executor.submit(download, n) for n in range(1, 11)]
    for future in as_completed(futures):
        print(future.result())
