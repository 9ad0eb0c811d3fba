// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks become nanoseconds of the kernel's clock, without jumps.
#include "core/event/clock_converter.h"
#include "core/event/clock_description.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace interleave;

namespace test_clock {

class TestClock : public QObject {
    Q_OBJECT

private slots:
    void ticksAgreeWithTheKernelsClock() {
        ClockConverter converter(best_clock_source());
        const std::uint64_t until = monotonic_raw_ns() + 300'000'000;
        std::int64_t worst = 0;
        while (monotonic_raw_ns() < until) {
            converter.refine();
            const ClockPair pair = read_clock_pair(best_clock_source());
            worst = std::max(worst, std::abs(converter.ns(pair.ticks) - static_cast<std::int64_t>(pair.ns)));
        }
        QVERIFY2(worst < 20'000, qPrintable(QStringLiteral("off by up to %1 ns").arg(worst)));
    }

    void refiningNeverTurnsTimeBack() {
        ClockConverter converter(best_clock_source());
        Clock::use(best_clock_source());
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

    /// A tick is half a nanosecond. The rate was first measured over a short time only, so it is slightly
    /// wrong.
    void aLongPauseDoesNotMoveTheRecordsWrittenInIt() {
        const auto at = [](std::int64_t ns) {
            return ClockPair{1'000'000 + 2 * static_cast<std::uint64_t>(ns),
                             7'000'000'000 + static_cast<std::uint64_t>(ns)};
        };
        constexpr std::int64_t ms = 1'000'000;
        BaseLine wrong_rate{at(0), at(2 * ms)};
        wrong_rate.later.ns += 400; // 0.2 parts in a thousand
        ClockConverter converter(ClockSource::tsc, wrong_rate);
        for (std::int64_t time = 0; time < 70 * ms; time += ms)
            converter.refine(at(time)); // the error is being corrected when the reader is stopped
        constexpr std::int64_t pause = 60'000 * ms;
        constexpr std::size_t moments = 1000;
        std::array<std::int64_t, moments> before_pause{};
        const auto moment = [&](std::size_t i) {
            return at(static_cast<std::int64_t>(i) * (pause / static_cast<std::int64_t>(moments)));
        };
        for (std::size_t i = 0; i < moments; ++i)
            before_pause[i] = converter.ns(moment(i).ticks);
        converter.refine(at(pause));
        for (std::size_t i = 0; i < moments; ++i) {
            const std::int64_t again = converter.ns(moment(i).ticks);
            QCOMPARE(again, before_pause[i]);
            // The rate measured over 2 ms is used for the first 50 ms; afterwards a better one is known.
            const std::int64_t off = again - static_cast<std::int64_t>(moment(i).ns);
            QVERIFY2(std::abs(off) < 15'000, qPrintable(QStringLiteral("off by %1 ns").arg(off)));
        }
        const std::int64_t off =
            converter.ns(at(pause + 60 * ms).ticks) - static_cast<std::int64_t>(at(pause + 60 * ms).ns);
        QVERIFY2(std::abs(off) < 1'000, qPrintable(QStringLiteral("off by %1 ns afterwards").arg(off)));
    }

    void theNanosecondClockNeedsNoConversion() {
        const ClockConverter converter(ClockSource::monotonic_raw);
        QCOMPARE(converter.ns(123'456'789'012), 123'456'789'012);
    }

    /// A writer that is not to be trusted may write any number. UndefinedBehaviorSanitizer finds an overflow.
    void anyTickCountCanBeConverted() {
        for (const ClockSource source : {ClockSource::monotonic_raw, best_clock_source()}) {
            const ClockConverter converter(source);
            const std::uint64_t now = read_clock_pair(source).ticks;
            constexpr std::uint64_t half = std::uint64_t{1} << 63U;
            QVERIFY(converter.ns(now + half / 2) > converter.ns(now));
            QVERIFY(converter.ns(now + half - 1'000'000'000) > converter.ns(now));
            QVERIFY(converter.ns(now + half) < converter.ns(now)); // it wraps around to the past
            QVERIFY(converter.ns(0) < converter.ns(now));
        }
    }

    void theResolutionIsMeasured() {
        const ClockDescription description = describe_clock(best_clock_source());
        QVERIFY(description.resolution_ns > 0 && description.resolution_ns < 1'000'000);
        QVERIFY(description.ticks_per_ns > 0.01 && description.ticks_per_ns < 100);
    }
};

} // namespace test_clock

QTEST_APPLESS_MAIN(test_clock::TestClock)
#include "test_clock.moc"
