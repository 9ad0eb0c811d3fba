# SPDX-License-Identifier: GPL-3.0-or-later
# Waits overlap in threads, for whoever waits needs neither processor nor GIL.
import time
from concurrent.futures import ThreadPoolExecutor


def request(number):
    begin = time.perf_counter()
    time.sleep(0.05)  # lets go of the GIL, as waiting for a server does
    return time.perf_counter() - begin


if __name__ == "__main__":
    begin = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(request, range(12)))
    took = time.perf_counter() - begin
    print(f"12 requests waited {1000 * sum(waits):.0f} ms in all, and took {1000 * took:.0f} ms")
    assert took >= 0.15 and sum(waits) > 2 * took
