# SPDX-License-Identifier: GPL-3.0-or-later
# An exception ends its thread, and join says nothing. A future tells it, if it is asked.
import threading
from concurrent.futures import ThreadPoolExecutor

unseen = []
threading.excepthook = lambda how: unseen.append(how.exc_value)  # else: a text on stderr


def read(sensor, readings):
    if sensor == 2:
        raise OSError(f"sensor {sensor} does not answer")
    readings[sensor] = 20


if __name__ == "__main__":
    readings = {}
    threads = [threading.Thread(target=read, args=(sensor, readings)) for sensor in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()  # throws nothing
    print("threads: mean", sum(readings.values()) / 4, "of", len(readings), "readings")
    assert len(readings) == 3 and len(unseen) == 1

    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(read, sensor, readings) for sensor in range(1, 5)]
    print("futures that nobody asked: no exception seen, and nothing printed")
    assert len(unseen) == 1
    try:
        for future in futures:
            future.result()
    except OSError as error:
        print("a future that was asked:", error)
        unseen.append(error)
    assert len(unseen) == 2
