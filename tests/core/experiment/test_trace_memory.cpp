// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory traces may take is read from the environment, and anything else is refused.
#include "core/experiment/trace_memory.h"

#include "core/event/error.h"

#include <QTest>

#include <string>

using namespace interleave;

namespace test_trace_memory {

class TestTraceMemory : public QObject {
    Q_OBJECT

private slots:
    void sizesAreReadWithTheirUnits() {
        QVERIFY(bytes_of("512M") == std::uint64_t{512} << 20U);
        QVERIFY(bytes_of("4G") == std::uint64_t{4} << 30U);
        QVERIFY(bytes_of("100K") == std::uint64_t{100} << 10U);
        QVERIFY(bytes_of("1000000") == std::uint64_t{1'000'000});
        QVERIFY(bytes_of("0") == std::uint64_t{0});
    }

    void whatIsNoSizeIsRefused() {
        for (const char* word : {"", "M", "-1", "4 G", "4GB", "1.5G", "99999999999999999999", "99999999999G"})
            QVERIFY2(!bytes_of(word), word);
        qputenv(trace_memory_variable, "much");
        try {
            bound_trace_memory();
            QFAIL("a variable that is no size was accepted");
        } catch (const UsageError& error) {
            QVERIFY(std::string(error.what()).starts_with("INTERLEAVE_TRACE_MEMORY is no size: 'much'"));
        }
        qunsetenv(trace_memory_variable);
    }
};

} // namespace test_trace_memory

QTEST_APPLESS_MAIN(test_trace_memory::TestTraceMemory)
#include "test_trace_memory.moc"
