// Ticks become nanoseconds of the kernel's clock, without jumps.
#include "core/event/clock.h"

#include <QtTest>

#include <cmath>

using namespace interleave;

class TestClock : public QObject {
    Q_OBJECT

private slots:
    void ticksAgreeWithTheKernelsClock() {
        ClockConverter converter(Clock::best_source());
        const std::uint64_t until = monotonic_raw_ns() + 300'000'000;
        std::int64_t worst = 0;
        while (monotonic_raw_ns() < until) {
            converter.refine();
            const ClockPair pair = read_clock_pair(Clock::best_source());
            worst = std::max(worst, std::abs(converter.ns(pair.ticks) - static_cast<std::int64_t>(pair.ns)));
        }
        QVERIFY2(worst < 20'000, qPrintable(QStringLiteral("off by up to %1 ns").arg(worst)));
    }

    void refiningNeverTurnsTimeBack() {
        ClockConverter converter(Clock::best_source());
        Clock::use(Clock::best_source());
        std::int64_t last = converter.ns(Clock::now_ordered());
        const std::uint64_t until = monotonic_raw_ns() + 300'000'000;
        bool forward = true;
        while (monotonic_raw_ns() < until) {
            const std::uint64_t ticks = Clock::now_ordered();
            const std::int64_t before = converter.ns(ticks);
            converter.refine();
            const std::int64_t after = converter.ns(ticks);
            forward = forward && before >= last && after >= last && std::abs(after - before) <= 1'000;
            last = after;
        }
        QVERIFY(forward);
    }

    void theNanosecondClockNeedsNoConversion() {
        const ClockConverter converter(ClockSource::monotonic_raw);
        QCOMPARE(converter.ns(123'456'789'012), 123'456'789'012);
    }

    void theResolutionIsMeasured() {
        const ClockDescription description = describe_clock(Clock::best_source());
        QVERIFY(description.resolution_ns > 0 && description.resolution_ns < 1'000'000);
        QVERIFY(description.ticks_per_ns > 0.01 && description.ticks_per_ns < 100);
    }
};

QTEST_APPLESS_MAIN(TestClock)
#include "test_clock.moc"
