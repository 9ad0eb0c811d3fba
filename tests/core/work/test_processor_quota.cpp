// SPDX-License-Identifier: GPL-3.0-or-later
// The quota of a process is the least of its control group and of those around it, in both versions of
// control groups.
#include "core/work/processor_quota.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <sched.h>

using namespace interleave;

namespace test_processor_quota {

class TestProcessorQuota : public QObject {
    Q_OBJECT

private slots:
    void init() { mounted_ = std::make_unique<QTemporaryDir>(); }

    void withoutControlGroupsThereIsNoQuota() {
        QVERIFY(!quota(""));
        QVERIFY(!quota("0::/\n"));
        QVERIFY(!quota("no colon\none:colon\n"));
    }

    void versionTwoSaysMaxForNone() {
        write("a/cpu.max", "max 100000\n");
        QVERIFY(!quota("0::/a\n"));
    }

    void versionTwoSaysQuotaAndPeriod() {
        write("a/b/cpu.max", "150000 100000\n");
        write("a/b/cpu.stat", "usage_usec 12\nnr_throttled 3\nthrottled_usec 2500\n");
        const auto found = quota("0::/a/b\n");
        QVERIFY(found);
        QCOMPARE(found->processors, 1.5);
        QCOMPARE(found->throttled_ms, 2.5);
    }

    void theLeastOfAllGroupsAroundCounts() {
        write("a/b/cpu.max", "300000 100000\n");
        write("a/cpu.max", "50000 100000\n");
        write("a/cpu.stat", "throttled_usec 7000\n");
        write("cpu.max", "200000 100000\n");
        const auto found = quota("0::/a/b\n");
        QVERIFY(found);
        QCOMPARE(found->processors, 0.5);
        QCOMPARE(found->throttled_ms, 7.0);
    }

    void inAContainerTheMountedGroupCounts() {
        write("cpu.max", "100000 100000\n");
        QCOMPARE(quota("0::/../../somewhere/else\n")->processors, 1.0);
    }

    void versionOneHasAFolderForProcessors() {
        write("cpu/a/cpu.cfs_quota_us", "25000\n");
        write("cpu/a/cpu.cfs_period_us", "100000\n");
        write("cpu/a/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 3000000\n");
        const auto found = quota("4:memory:/x\n2:cpu,cpuacct:/a\n0::/\n");
        QVERIFY(found);
        QCOMPARE(found->processors, 0.25);
        QCOMPARE(found->throttled_ms, 3.0);
    }

    void versionOneSaysMinusOneForNone() {
        write("cpu/cpu.cfs_quota_us", "-1\n");
        write("cpu/cpu.cfs_period_us", "100000\n");
        QVERIFY(!quota("1:cpu:/\n"));
    }

    void nonsenseIsNoQuota() {
        write("cpu.max", "lots\n");
        QVERIFY(!quota("0::/\n"));
        write("cpu.max", "100 0\n");
        QVERIFY(!quota("0::/\n"));
    }

    void oneProcessorIsUsableAtLeastAndNoMoreThanTheAffinityAllows() {
        cpu_set_t before;
        CPU_ZERO(&before);
        QCOMPARE(sched_getaffinity(0, sizeof(before), &before), 0);
        QVERIFY(usable_processors() >= 1);
        QVERIFY(usable_processors() <= CPU_COUNT(&before));
    }

private:
    void write(const QString& name, const QByteArray& bytes) {
        const QString path = mounted_->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }
    std::optional<ProcessorQuota> quota(const std::string& membership) {
        return processor_quota(membership, mounted_->path().toStdString());
    }

    std::unique_ptr<QTemporaryDir> mounted_;
};

} // namespace test_processor_quota

QTEST_GUILESS_MAIN(test_processor_quota::TestProcessorQuota)
#include "test_processor_quota.moc"
