# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs what was put together of a Parsons problem, and says whether it does what its task asks for.

Locks, semaphores and conditions are stand-ins that stop where a thread would wait and notice what no single run
would show: a look without the lock, two orders of locking, a call that nobody hears.

Standard input: {"problem": NAME, "programs": [TEXT, ...]}; standard output: a list with "" for each program that is
right, and else what it did wrong.
"""
import json
import sys
from types import SimpleNamespace


class Wrong(Exception):
    """The program does something that the task forbids."""


class Waits(BaseException):
    """The only thread waits, and nobody would wake it. No `except Exception` catches it."""


class Lock:
    def __init__(self):
        self.holder = None  # "me", "another" or nobody
        self.fails = None  # raised by acquire()

    def acquire(self, blocking=True):
        if self.fails:
            raise self.fails
        if self.holder is None:
            self.holder = "me"
            return True
        if blocking:
            raise Waits("for a lock")
        return False

    def release(self):
        if self.holder is None:
            raise RuntimeError("release unlocked lock")
        if self.holder == "another":
            raise Wrong("lets go of a lock that another thread holds")
        self.holder = None

    def __enter__(self):
        self.acquire()

    def __exit__(self, *_):
        self.release()

    def demand(self):
        if self.holder != "me":
            raise Wrong("uses what is shared without the lock")


def sleep(_):
    raise Wrong("sleeps instead of waiting")


def expect(condition, words):
    if not condition:
        raise Wrong(words)


def run(program, **names):
    exec(compile(program, "program", "exec"), names)
    return SimpleNamespace(**names)


def judge_two_locks(program):
    order = []

    class AccountLock(Lock):
        def acquire(self, blocking=True):
            order.append(self)
            return super().acquire(blocking)

    class Account:
        def __init__(self, number, balance):
            self.number, self.money, self.lock = number, balance, AccountLock()

        def __lt__(self, other):
            return self.number < other.number

        @property
        def balance(self):
            self.lock.demand()
            return self.money

        @balance.setter
        def balance(self, money):
            self.lock.demand()
            self.money = money

    transfer = run(program, threading=SimpleNamespace(Lock=Lock)).transfer
    a, b = Account(1, 100), Account(2, 50)
    orders = []
    for source, target, amount, left, right in (
            (a, b, 30, 70, 80), (b, a, 80, 150, 0), (b, a, 1, 150, 0), (a, b, 150, 0, 150)):
        order.clear()
        transfer(source, target, amount)
        expect((a.money, b.money) == (left, right), "the balances are wrong")
        expect(a.lock.holder is None and b.lock.holder is None, "a lock stays taken")
        orders.append(list(order))
    expect(all(other == orders[0] for other in orders), "locks in two orders")


def judge_bounded_buffer(program):
    room = 1

    def with_buffer(full):
        lock = Lock()
        world = SimpleNamespace(waits=0, consumer_waits=not full, told=False)

        class Buffer:
            items = ["old"] if full else []

            def __len__(self):
                lock.demand()
                return len(self.items)

            def append(self, item):
                lock.demand()
                expect(len(self.items) < room, "more than there is room for")
                self.items.append(item)

        buffer = Buffer()

        class Condition:
            def acquire(self):
                lock.acquire()

            def release(self):
                lock.release()

            def __enter__(self):
                lock.acquire()

            def __exit__(self, *_):
                lock.release()

            def notify(self):
                if lock.holder != "me":
                    raise RuntimeError("cannot notify on un-acquired lock")
                if self is not_empty:
                    world.told = world.told or world.consumer_waits

            def wait(self):
                if lock.holder != "me":
                    raise RuntimeError("cannot wait on un-acquired lock")
                expect(self is not_full and len(buffer.items) == room, "waits although there is room")
                world.waits += 1
                # The lock is free meanwhile. The first time another producer takes the room again; then a consumer
                # takes what is there and waits for more.
                if world.waits > 1:
                    buffer.items.clear()
                    world.consumer_waits, world.told = True, False

        not_full, not_empty = Condition(), Condition()
        names = run(program, buffer=buffer, not_full=not_full, not_empty=not_empty, lock=lock, ROOM=room,
                    time=SimpleNamespace(sleep=sleep))
        names.put("new")
        expect(buffer.items == ["new"], "the item is not in the buffer")
        expect(lock.holder is None, "the lock stays taken")
        expect(world.told, "the consumer is not told")
        return world

    expect(with_buffer(full=False).waits == 0, "waits although there is room")
    expect(with_buffer(full=True).waits == 2, "does not look again")


def judge_lock(program):
    def with_book(fails=(), holder=None, interrupted=False):
        lock = Lock()
        lock.holder = holder
        if interrupted:
            lock.fails = KeyboardInterrupt()

        class Book:
            entries = []

            def __len__(self):
                lock.demand()
                if "len" in fails:
                    raise ValueError("len")
                return len(self.entries)

            def append(self, entry):
                lock.demand()
                if "append" in fails:
                    raise ValueError("append")
                self.entries.append(entry)

        book = Book()
        book.entries = []
        return lock, book, run(program, book=book, book_lock=lock).write

    lock, book, write = with_book()
    for entry in "ab":
        write(entry)
        expect(lock.holder is None, "the lock stays taken after a good write")
    expect(book.entries == ["1: a", "2: b"], "the entries are wrong")
    for failing in ("len", "append"):
        lock, book, write = with_book(fails=(failing,))
        try:
            write("a")
        except ValueError:
            pass
        else:
            raise Wrong("hides the exception")
        expect(lock.holder is None, "the lock stays taken after an exception")
    lock, book, write = with_book(interrupted=True)
    try:
        write("a")
    except KeyboardInterrupt:
        pass
    else:
        raise Wrong("does not take the lock")
    lock, book, write = with_book(holder="another")
    try:
        write("a")
    except Waits:
        pass
    else:
        raise Wrong("does not wait for the lock")
    expect(lock.holder == "another" and not book.entries, "goes in without the lock")


def judge_sleeping_barber(program):
    room = 3
    world = SimpleNamespace(cut=0, gone=0, asked=0, barber_works=False)

    class Semaphore:
        def __init__(self, value, most):
            self._value, self.most = value, most

        def acquire(self, blocking=True):
            if self._value > 0:
                self._value -= 1
                return True
            if blocking:
                raise Waits("for a semaphore")
            world.asked += 1
            expect(world.asked < 50, "asks again and again")
            return False

        def release(self):
            expect(self._value < self.most, "more than there are")
            self._value += 1

    chairs, waiting = Semaphore(room, room), Semaphore(0, room)

    def cut_hair():
        world.cut += 1
        expect(world.barber_works, "somebody else cuts")
        # Who is served sits in no chair of the waiting room any more.
        expect(chairs._value == room - waiting._value, "a chair is taken by nobody")

    def go_away():
        world.gone += 1

    names = run(program, chairs=chairs, waiting=waiting, cut_hair=cut_hair, go_away=go_away)

    def barber_until_he_sleeps():
        world.barber_works = True
        try:
            names.barber()
        except Waits:
            world.barber_works = False
            return
        raise Wrong("the barber goes home")

    barber_until_he_sleeps()
    expect(world.cut == 0, "cuts although nobody is there")
    for customers in (5, 1, 4):
        for _ in range(customers):
            try:
                names.customer()
            except Waits as wait:
                raise Wrong("a customer waits in the street") from wait
        sat = min(customers, room)
        expect(waiting._value == sat and chairs._value == room - sat, "the chairs are wrong")
        expect(world.gone == customers - sat, "the wrong customers go away")
        barber_until_he_sleeps()
        expect(world.cut == sat and chairs._value == room, "not all are served")
        world.cut = world.gone = world.asked = 0


JUDGES = {"two-locks": judge_two_locks, "bounded-buffer": judge_bounded_buffer, "lock": judge_lock,
          "sleeping-barber": judge_sleeping_barber}


def wrong_with(judge, program):
    lines = 0

    def count(*_):
        nonlocal lines
        lines += 1
        expect(lines < 20_000, "never ends")
        return count

    sys.settrace(count)
    try:
        judge(program)
    except (Exception, Waits) as error:  # whatever a wrong program does
        return f"{type(error).__name__}: {error}"
    finally:
        sys.settrace(None)
    return ""


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.setrecursionlimit(200)
    json.dump([wrong_with(JUDGES[asked["problem"]], program) for program in asked["programs"]], sys.stdout)
