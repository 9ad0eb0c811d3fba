// SPDX-License-Identifier: GPL-3.0-or-later
// Workers that wait for each other busily can each go to a processor of their own.
#include "core/work/own_processor.h"

#include <QTest>

#include <sched.h>
#include <vector>

using namespace interleave;

namespace test_own_processor {

cpu_set_t usable_set() {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    sched_getaffinity(0, sizeof usable, &usable);
    return usable;
}

std::vector<int> usable_processors() {
    const cpu_set_t usable = usable_set();
    std::vector<int> processors;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (CPU_ISSET(cpu, &usable))
            processors.push_back(cpu);
    }
    return processors;
}

class TestOwnProcessor : public QObject {
    Q_OBJECT

private slots:
    void eachWorkerGetsAnotherProcessor() {
        const std::vector<int> processors = usable_processors();
        const auto workers = static_cast<std::uint32_t>(processors.size());
        for (std::uint32_t worker = 0; worker < workers; ++worker) {
            // The kernel may move the thread between the two calls, so one try in many counts.
            bool there = false;
            for (int attempt = 0; attempt < 100 && !there; ++attempt) {
                QVERIFY(go_to_own_processor(worker, workers));
                there = sched_getcpu() == processors[worker];
            }
            QVERIFY2(there, qPrintable(QString::number(worker)));
        }
    }

    void theKernelMayMoveItAfterwards() {
        const cpu_set_t before = usable_set();
        QVERIFY(go_to_own_processor(0, 1));
        const cpu_set_t after = usable_set();
        QVERIFY(CPU_EQUAL(&before, &after));
    }

    void moreWorkersThanProcessorsStayWhereTheyAre() {
        QVERIFY(!go_to_own_processor(0, static_cast<std::uint32_t>(usable_processors().size()) + 1));
    }
};

} // namespace test_own_processor

QTEST_APPLESS_MAIN(test_own_processor::TestOwnProcessor)
#include "test_own_processor.moc"
