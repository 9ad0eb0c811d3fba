# SPDX-License-Identifier: GPL-3.0-or-later
# Two threads that compute hand the GIL to each other:
# together they take as long as one after the other.
import sys
import threading
import time

turns = []


def compute():
    for _ in range(1500):
        sum(i * i for i in range(1000))
        me = threading.get_ident()
        if not turns or turns[-1] != me:
            turns.append(me)


if __name__ == "__main__":
    threads = [threading.Thread(target=compute) for _ in range(2)]
    begin, cpu = time.perf_counter(), time.process_time()  # the latter counts all threads
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, cpu = time.perf_counter() - begin, time.process_time() - cpu
    print(f"{1000 * cpu:.0f} ms of computing took {1000 * took:.0f} ms")
    print(f"the GIL changed hands {len(turns) - 1} times; an interval is",
          f"{1000 * sys.getswitchinterval():.0f} ms")
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        print("cannot tell: this Python has no GIL")
    else:
        assert cpu < 1.2 * took and len(turns) > 2
