# SPDX-License-Identifier: GPL-3.0-or-later
# A call in C that keeps the GIL holds up all other threads until it
# returns; one that lets go of the GIL holds up nobody.
import hashlib
import sys
import threading
import time


def keeps_gil():
    pow(3, 3_000_001)


def lets_go():
    hashlib.pbkdf2_hmac("sha256", b"word", b"salt", 400_000)


def sleep_beside(call):
    """Returns how long the call took, how often the sleeper woke up
    meanwhile, and the longest time between two wake-ups."""
    wake_ups, stop = [], threading.Event()

    def sleeper():
        while not stop.is_set():
            wake_ups.append(time.perf_counter())
            time.sleep(0.001)  # lets go of the GIL, and wants it back
        wake_ups.append(time.perf_counter())

    thread = threading.Thread(target=sleeper)
    thread.start()
    time.sleep(0.05)
    begin = time.perf_counter()
    call()
    end = time.perf_counter()
    stop.set()
    thread.join()
    longest = max(b - a for a, b in zip(wake_ups, wake_ups[1:]))
    return end - begin, sum(begin < moment < end for moment in wake_ups), longest


if __name__ == "__main__":
    for call in (keeps_gil, lets_go):
        took, wake_ups, longest = sleep_beside(call)
        print(f"{call.__name__}: a call of {1000 * took:.0f} ms, {wake_ups} wake-ups meanwhile,",
              f"at most {1000 * longest:.0f} ms between two")
        if not getattr(sys, "_is_gil_enabled", lambda: True)():
            print("cannot tell: this Python has no GIL")
        elif call is keeps_gil:
            assert longest > took / 2
        else:
            assert wake_ups > 5
