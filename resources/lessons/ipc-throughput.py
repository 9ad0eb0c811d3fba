# SPDX-License-Identifier: GPL-3.0-or-later
# What goes through a pipe is copied twice; in shared memory only what is touched travels.
import multiprocessing
import statistics
import time
from multiprocessing import shared_memory

SIZE, USED, MESSAGES = 1 << 22, 4096, 20  # 4 MiB, of which 4 KiB are new


def through_pipe(connection):
    while message := connection.recv_bytes():
        connection.send_bytes(message[:1])  # got it


def in_shared_memory(connection, name):
    memory = shared_memory.SharedMemory(name)
    while connection.recv_bytes():
        bytes(memory.buf[:USED])  # looks at what is new
        connection.send_bytes(b"x")
    memory.close()


def microseconds(receiver, send, *words):
    here, there = multiprocessing.Pipe()
    child = multiprocessing.Process(target=receiver, args=(there, *words))
    child.start()
    send(here)  # until the child is there
    here.recv_bytes()
    took = []
    for _ in range(MESSAGES):
        begin = time.perf_counter()
        send(here)
        here.recv_bytes()
        took.append(time.perf_counter() - begin)
    here.send_bytes(b"")
    child.join()
    return 1e6 * statistics.median(took)


if __name__ == "__main__":
    message, new = bytes(SIZE), bytes(USED)
    pipe = microseconds(through_pipe, lambda here: here.send_bytes(message))

    memory = shared_memory.SharedMemory(create=True, size=SIZE)
    try:
        def write(here):
            memory.buf[:USED] = new  # where the other one reads it
            here.send_bytes(b"x")  # it is there
        shared = microseconds(in_shared_memory, write, memory.name)
    finally:
        memory.close()
        memory.unlink()  # nobody else gives it back
    print(f"4 MiB through a pipe: {pipe:.0f} µs, in shared memory: {shared:.0f} µs")
    assert shared < pipe
