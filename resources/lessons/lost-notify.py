# SPDX-License-Identifier: GPL-3.0-or-later
# A notification that comes before the wait is lost. A flag is not.
import threading

result_came = threading.Condition()
ready = False


def notify():
    global ready
    with result_came:
        ready = True
        result_came.notify()


def wait_for_notification():
    with result_came:
        return result_came.wait(timeout=0.3)  # without a timeout: for ever


def wait_for_flag():
    with result_came:
        return result_came.wait_for(lambda: ready, timeout=20)


if __name__ == "__main__":
    notifier = threading.Thread(target=notify)
    notifier.start()
    notifier.join()  # the waiter comes too late
    woken = wait_for_notification()
    noticed = wait_for_flag()
    event = threading.Event()  # a condition and its flag in one
    event.set()
    print("woken by the notification that came before the wait:", woken)
    print("with a flag:", noticed, "- with an event:", event.wait(timeout=20))
    assert not woken and noticed and event.is_set()
