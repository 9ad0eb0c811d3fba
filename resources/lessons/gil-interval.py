# SPDX-License-Identifier: GPL-3.0-or-later
# Whoever wants the GIL back waits for a switch interval,
# or until one long call in C is done.
import statistics
import sys
import threading
import time


def in_python(stop):
    while not stop.is_set():
        sum(1 for _ in range(1000))


def in_one_call(stop):
    while not stop.is_set():
        pow(3, 1_000_001)  # no switch before it is done


def longest_and_median_wait(computing):
    stop, waits = threading.Event(), []
    worker = threading.Thread(target=computing, args=(stop,))
    worker.start()
    end = time.perf_counter() + 0.4
    while time.perf_counter() < end:
        begin = time.perf_counter()
        time.sleep(0.001)  # lets go of the GIL, and wants it back
        waits.append(1000 * (time.perf_counter() - begin) - 1)
    stop.set()
    worker.join()
    return max(waits), statistics.median(waits)


if __name__ == "__main__":
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.020)
    _, long = longest_and_median_wait(in_python)
    sys.setswitchinterval(0.001)
    _, short = longest_and_median_wait(in_python)
    longest, _ = longest_and_median_wait(in_one_call)
    sys.setswitchinterval(usual)
    print(f"waits for the GIL: {short:.1f} ms with an interval of 1 ms, {long:.1f} with 20 ms")
    print(f"beside long calls in C, with an interval of 1 ms: {longest:.0f} ms")
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        print("cannot tell: this Python has no GIL")
    elif long < 15 or longest < 10:
        print("cannot tell: the machine was busy, and the GIL often free")
    else:
        assert short < long and short < longest
