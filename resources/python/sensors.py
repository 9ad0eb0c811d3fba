# SPDX-License-Identifier: GPL-3.0-or-later
# A sensor is read every 10 ms while another thread computes. How late are the readings?
import threading
import time

stop = threading.Event()
late = []


def read_sensor():
    due = time.monotonic()
    for _ in range(40):
        due += 0.01
        time.sleep(max(0, due - time.monotonic()))
        late.append(time.monotonic() - due)
    stop.set()


def compute():
    total = 0
    while not stop.is_set():
        for number in range(100_000):
            total += number * number


sensor = threading.Thread(target=read_sensor, name="sensor")
computation = threading.Thread(target=compute, name="computation")
computation.start()
sensor.start()
sensor.join()
computation.join()
print(f"a reading was up to {max(late) * 1000:.1f} ms late")
