# SPDX-License-Identifier: GPL-3.0-or-later
# The main thread starts a worker, goes on at once, and waits for it in join.
import threading
import time

done = []


def work():
    print("hello from the worker")
    time.sleep(0.2)
    done.append("the work")


if __name__ == "__main__":
    worker = threading.Thread(target=work)
    worker.start()  # returns at once
    print("hello from main")

    begin = time.perf_counter()
    worker.join()  # returns when the worker has ended
    print(f"main waited {1000 * (time.perf_counter() - begin):.0f} ms in join")
    assert done == ["the work"] and not worker.is_alive()
