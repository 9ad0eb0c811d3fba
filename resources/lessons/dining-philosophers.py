# SPDX-License-Identifier: GPL-3.0-or-later
# All take the left fork first: nobody can eat. The lower one first: everybody eats.
import threading
import time

N, MEALS = 5, 5


def dinner(lower_first):
    forks = [threading.Lock() for _ in range(N)]
    all_hold_one = threading.Barrier(N)
    eaten = [0] * N

    def dine(me):
        first, second = me, (me + 1) % N
        if lower_first:
            first, second = sorted((first, second))
        for _ in range(MEALS):
            with forks[first]:
                if not lower_first:
                    all_hold_one.wait()
                if forks[second].acquire(timeout=5 if lower_first else 0.1):
                    try:
                        time.sleep(0.003)  # eats
                        eaten[me] += 1
                    finally:
                        forks[second].release()
                if not lower_first:
                    all_hold_one.wait()  # nobody gives up before the others

    table = [threading.Thread(target=dine, args=(me,)) for me in range(N)]
    for philosopher in table:
        philosopher.start()
    for philosopher in table:
        philosopher.join()
    return eaten


if __name__ == "__main__":
    ring, ordered = dinner(lower_first=False), dinner(lower_first=True)
    print("left fork first, for 0.1 s each time:", ring)
    print("lower fork first:", ordered)
    assert ring == [0] * N and ordered == [MEALS] * N
