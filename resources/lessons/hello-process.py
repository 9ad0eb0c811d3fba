# SPDX-License-Identifier: GPL-3.0-or-later
# A child process has a number of its own and leaves an exit code for its parent.
import multiprocessing
import os
import sys


def work():
    print("hello from the child", os.getpid(), flush=True)
    sys.exit(7)


if __name__ == "__main__":  # not in a child that imports this file
    child = multiprocessing.Process(target=work)
    child.start()
    print("hello from the parent", os.getpid(), flush=True)
    child.join()
    print("the child ended with", child.exitcode)
    assert child.exitcode == 7
    assert child.pid != os.getpid()
