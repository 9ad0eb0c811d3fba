# SPDX-License-Identifier: GPL-3.0-or-later
# What a thread writes its creator sees; a process writes to memory of its own.
import multiprocessing
import threading

value = [1]


def write(shared=None):
    value[0] = 42
    if shared is not None:
        shared.value = 42


if __name__ == "__main__":
    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    seen_of_thread = value[0]

    value[0] = 1
    shared = multiprocessing.Value("i", 1)  # memory that both see
    process = multiprocessing.Process(target=write, args=(shared,))
    process.start()
    process.join()

    print("a thread wrote 42, I see", seen_of_thread)
    print("a process wrote 42, I see", value[0], "and in shared memory", shared.value)
    assert (seen_of_thread, value[0], shared.value) == (42, 1, 42)
