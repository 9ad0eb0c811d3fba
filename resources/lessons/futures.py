# SPDX-License-Identifier: GPL-3.0-or-later
# A future ends with a result, with an exception, or cancelled.
import time
from concurrent.futures import (
    FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait)


class SensorError(Exception):
    pass


def slow():
    time.sleep(0.6)
    return 4


def quick():
    time.sleep(0.1)
    return 1


def fails():
    time.sleep(0.3)
    raise SensorError("no such sensor", 7)


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2) as executor:
        futures = [executor.submit(task) for task in (slow, quick, fails)]
        last = executor.submit(print, "never printed")
        cancelled = last.cancel()  # it had not begun
        first = wait(futures, return_when=FIRST_COMPLETED).done
        print("cancelled:", cancelled, "- first:", [future.result() for future in first])
        assert cancelled and last.cancelled() and futures[0].result() == 4

    with ProcessPoolExecutor(max_workers=1) as executor:
        error = executor.submit(fails).exception()
        print("out of another process:", repr(error))
        assert isinstance(error, SensorError) and error.args == ("no such sensor", 7)
