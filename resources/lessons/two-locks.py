# SPDX-License-Identifier: GPL-3.0-or-later
# Each holds what the other wants: a deadlock. In the same order it cannot happen.
import threading
import time


def transfers(opposite):
    a, b = threading.Lock(), threading.Lock()
    begin, made = threading.Barrier(2), []

    def transfer(first, second):
        begin.wait()  # both begin together
        for _ in range(50):
            with first:
                time.sleep(0.002)
                with second:  # the other one holds it and waits for `first`
                    made.append(1)

    orders = ((a, b), (b, a) if opposite else (a, b))
    workers = [threading.Thread(target=transfer, args=order, daemon=True)
               for order in orders]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=0.3 if opposite else None)
    return len(made), any(worker.is_alive() for worker in workers)


if __name__ == "__main__":
    same, waits = transfers(opposite=False)
    print(f"same order: {same} of 100 transfers")
    assert same == 100 and not waits

    opposite, waits = transfers(opposite=True)
    print(f"opposite order: {opposite} of 100 transfers, then a deadlock: {waits}")
    assert waits and opposite < 100
