# SPDX-License-Identifier: GPL-3.0-or-later
# Each writes its flag, then reads the other's. Under the GIL at least one sees the other's.
import collections
import sys
import threading

ROUNDS = 3000
flags, seen, results = [0, 0], [0, 0], collections.Counter()


def note():  # at the barrier, while both wait
    results["".join(map(str, seen))] += 1
    flags[:] = seen[:] = 0, 0


end_of_round = threading.Barrier(2, action=note)


def work(me):
    for _ in range(ROUNDS):
        flags[me] = 1
        seen[me] = flags[1 - me]
        end_of_round.wait()


if __name__ == "__main__":
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that they come between each other's steps
    workers = [threading.Thread(target=work, args=(me,)) for me in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sys.setswitchinterval(usual)
    print("what the two saw, and how often:", dict(results))
    assert sum(results.values()) == ROUNDS
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        print("cannot tell: this Python has no GIL")
    else:
        assert "00" not in results
