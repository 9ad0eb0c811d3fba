# SPDX-License-Identifier: GPL-3.0-or-later
# Threads mix up what they note in one variable. A variable for each
# thread keeps it apart, and processes have their own in any case.
import multiprocessing
import random
import threading
import time


class Current:
    user = None


shared, local = Current(), threading.local()


def mixed_up(current, user):
    wrong = 0
    for _ in range(20):
        current.user = user
        time.sleep(random.uniform(0.001, 0.003))  # ask the database
        wrong += current.user != user
    return wrong


def in_threads(current):
    wrong = []
    threads = [threading.Thread(target=lambda user=user: wrong.append(mixed_up(current, user)))
               for user in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(wrong)


def in_a_process(user):
    return mixed_up(shared, user)


if __name__ == "__main__":
    with multiprocessing.Pool(3) as pool:
        processes = sum(pool.map(in_a_process, range(3), chunksize=1))
    one, each = in_threads(shared), in_threads(local)
    print(f"of 60 requests mixed up: {one} with one variable, {each} with one for each thread,")
    print(f"{processes} in processes")
    assert one > 0 and each == 0 and processes == 0
