# SPDX-License-Identifier: GPL-3.0-or-later
# A semaphore with two permits lets two in at a time.
import threading
import time

gate, counting = threading.Semaphore(2), threading.Lock()
inside = most = 0


def stay():
    global inside, most
    with counting:
        inside += 1
        most = max(most, inside)
    time.sleep(0.02)
    with counting:
        inside -= 1


def visit():
    for _ in range(3):
        with gate:  # waits while two others are inside
            stay()


def visit_by_hand():
    for _ in range(3):
        gate.acquire()
        try:
            stay()
        finally:
            gate.release()


if __name__ == "__main__":
    begin = time.perf_counter()
    workers = [threading.Thread(target=way) for way in 3 * (visit, visit_by_hand)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - begin
    print(f"at most {most} were inside; 18 stays of 20 ms took {1000 * took:.0f} ms")
    assert most == 2 and took >= 0.18
