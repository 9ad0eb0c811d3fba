# SPDX-License-Identifier: GPL-3.0-or-later
# A semaphore that was released once too often lets one more in.
import threading
import time


def careless_visit(gate):
    try:
        raise OSError("no connection")  # before the acquire
        gate.acquire()
    finally:
        gate.release()  # although nothing was acquired


def most_inside(gate):
    inside, most, counting = 0, 0, threading.Lock()

    def visit():
        nonlocal inside, most
        with gate:  # acquires first, and releases what it acquired
            with counting:
                inside += 1
                most = max(most, inside)
            time.sleep(0.05)
            with counting:
                inside -= 1

    workers = [threading.Thread(target=visit) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return most


if __name__ == "__main__":
    plain, bounded, refused = threading.Semaphore(2), threading.BoundedSemaphore(2), False
    try:
        careless_visit(plain)
    except OSError:
        pass  # handled, but the gate has three permits now
    try:
        careless_visit(bounded)
    except ValueError as error:
        refused = True
        print("the bounded semaphore says:", error)
    many, right = most_inside(plain), most_inside(bounded)
    print(f"inside at once: {many} with the plain semaphore, {right} with the bounded one")
    assert many == 3 and refused and right == 2
