# SPDX-License-Identifier: GPL-3.0-or-later
# Children with a copy of one generator draw the same numbers. A seed for each cures it.
import multiprocessing
import random


def draw(generator):
    return tuple(generator.randint(1, 100) for _ in range(6))


def child(number, generator, seed, results):
    if seed is not None:
        generator.seed(f"{seed} {number}")  # one for the run, one for the worker
    results.put((draw(generator), draw(random)))


def of_four_children(seed=None):
    generator = random.Random()  # before the children, so each gets a copy of its state
    results = multiprocessing.Queue()
    children = [multiprocessing.Process(target=child, args=(number, generator, seed, results))
                for number in range(4)]
    for process in children:
        process.start()
    drawn = [results.get(timeout=30) for _ in children]
    for process in children:
        process.join()
    return zip(*drawn)


if __name__ == "__main__":
    own, module = of_four_children()
    print("by copies of one generator:", len(set(own)), "sequence,", own[0])
    print("by the module random:", len(set(module)), "sequences")  # seeded anew in each child
    seeded, _ = of_four_children(seed=2024)
    print("seeded in the child:", len(set(seeded)), "sequences")
    assert len(set(own)) == 1 and len(set(module)) == len(set(seeded)) == 4
