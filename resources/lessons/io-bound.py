# SPDX-License-Identifier: GPL-3.0-or-later
# Waits overlap in threads, for whoever waits needs neither processor nor GIL.
import time
from concurrent.futures import ThreadPoolExecutor


def request(number):
    time.sleep(0.05)  # lets go of the GIL, as waiting for a server does
    return number


if __name__ == "__main__":
    begin = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(request, range(12)))
    took = time.perf_counter() - begin
    print(f"12 requests of 50 ms by 4 threads took {1000 * took:.0f} ms")
    assert answers == list(range(12))
    assert 0.15 <= took < 0.45
