// SPDX-License-Identifier: GPL-3.0-or-later
// Results have names and units that people read.
#include "core/analysis/outcome_label.h"

#include <QTest>

using namespace interleave;

namespace test_outcome_label {

class TestOutcomeLabel : public QObject {
    Q_OBJECT

private slots:
    void namesAreTakenApart_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("unit");
        QTest::newRow("thread_us") << "Thread" << QStringLiteral("µs");
        QTest::newRow("wall_ms_n") << "Wall time with all workers"
                                   << "ms";
        QTest::newRow("wall_ms_1") << "Wall time with one worker"
                                   << "ms";
        QTest::newRow("resident_mib") << "Resident"
                                      << "MiB";
        QTest::newRow("ms_per_request") << "Time per request"
                                        << "ms";
        QTest::newRow("kib_of_process") << "Memory of process"
                                        << "KiB";
        QTest::newRow("latency_ms_long") << "Latency long"
                                         << "ms";
        QTest::newRow("processor_ms_asked_for") << "Processor time asked for"
                                                << "ms";
        QTest::newRow("items_per_s") << "Items per second"
                                     << "";
        QTest::newRow("lost_updates") << "Lost updates"
                                      << "";
        QTest::newRow("exception") << "Exception"
                                   << "";
        QTest::newRow("") << ""
                          << "";
    }
    void namesAreTakenApart() {
        QFETCH(QString, words);
        QFETCH(QString, unit);
        const OutcomeLabel label = outcome_label(QTest::currentDataTag());
        QCOMPARE(QString::fromStdString(label.words), words);
        QCOMPARE(QString::fromStdString(label.unit), unit);
    }
};

} // namespace test_outcome_label

QTEST_APPLESS_MAIN(test_outcome_label::TestOutcomeLabel)
#include "test_outcome_label.moc"
