# SPDX-License-Identifier: GPL-3.0-or-later
# A fork copies a lock as it is, but not the thread that would let it go.
import os
import threading
import warnings

log_lock = threading.Lock()


def logger(inside, forked):
    with log_lock:
        inside.set()
        forked.wait()


def who_gets_it():
    inside, forked = threading.Event(), threading.Event()
    threading.Thread(target=logger, args=(inside, forked)).start()
    inside.wait()
    with warnings.catch_warnings(record=True) as warned:  # since Python 3.12
        warnings.simplefilter("always")
        pid = os.fork()
    if pid == 0:
        os._exit(log_lock.acquire(timeout=0.5))  # 1 if it got the lock
    forked.set()
    got = log_lock.acquire(timeout=20)
    child_got = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return got, bool(child_got), warned


if __name__ == "__main__":
    if hasattr(os, "fork"):
        parent, child, warned = who_gets_it()
        print("the parent got the lock:", parent, "- its child got it:", child)
        for warning in warned:
            print(warning.category.__name__ + ":", str(warning.message).partition(", ")[2])
        assert parent and not child
    else:
        print("cannot tell: this system has no fork")
