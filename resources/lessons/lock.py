# SPDX-License-Identifier: GPL-3.0-or-later
# A lock must be let go also when the code inside fails: three ways to write it.
import threading

book_lock = threading.Lock()
entries = []


def write(entry):
    if entry == "blot":
        raise RuntimeError("the pen broke")
    entries.append(entry)


def careless(entry):
    book_lock.acquire()
    write(entry)  # an exception leaves past the release
    book_lock.release()


def by_hand(entry):
    book_lock.acquire()
    try:
        write(entry)
    finally:
        book_lock.release()


def with_block(entry):
    with book_lock:  # acquire, try and finally in one word
        write(entry)


if __name__ == "__main__":
    for way in (by_hand, with_block, careless):
        try:
            way("blot")
        except RuntimeError:
            pass
        print(way.__name__, "leaves the lock", "taken" if book_lock.locked() else "free")
        if way is not careless:
            assert not book_lock.locked()
    assert not book_lock.acquire(timeout=0.1)  # without the timeout: for ever
    book_lock.release()  # a Lock belongs to nobody, so anybody may let it go
    with_block("the end")
    assert entries == ["the end"]
