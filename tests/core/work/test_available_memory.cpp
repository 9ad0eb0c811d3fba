// SPDX-License-Identifier: GPL-3.0-or-later
// The memory that is available is what the machine and all control groups leave, caches that can be dropped
// included.
#include "core/work/available_memory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace interleave;

namespace test_available_memory {

class TestAvailableMemory : public QObject {
    Q_OBJECT

private slots:
    void init() { mounted_ = std::make_unique<QTemporaryDir>(); }

    void cachesAreAvailable() {
        QCOMPARE(available("MemTotal: 900 kB\nMemFree: 100 kB\nMemAvailable: 500 kB\nCached: 400 kB\n", ""),
                 std::optional<std::uint64_t>(500 * 1024));
        QVERIFY(!available("", ""));
    }

    void aControlGroupLeavesItsLimitWithoutWhatItNeeds() {
        write("a/b/memory.max", "10000\n");
        write("a/b/memory.current", "7000\n");
        write("a/b/memory.stat", "anon 100\ninactive_file 2000\n");
        write("a/memory.max", "max\n");
        write("a/memory.current", "8000\n");
        QCOMPARE(available(machine_, "0::/a/b\n"), std::optional<std::uint64_t>(5000));
        write("a/memory.max", "9000\n");
        QCOMPARE(available(machine_, "0::/a/b\n"), std::optional<std::uint64_t>(1000));
        write("a/memory.current", "9500\n");
        QCOMPARE(available(machine_, "0::/a/b\n"), std::optional<std::uint64_t>(0));
    }

    void versionOneHasAFolderForMemory() {
        write("memory/a/memory.limit_in_bytes", "9223372036854771712\n");
        write("memory/a/memory.usage_in_bytes", "7000\n");
        QCOMPARE(available(machine_, "4:memory:/a\n"), std::optional<std::uint64_t>(1 << 20));
        write("memory/a/memory.limit_in_bytes", "10000\n");
        write("memory/a/memory.stat", "total_inactive_file 500\n");
        QCOMPARE(available(machine_, "4:memory:/a\n"), std::optional<std::uint64_t>(3500));
    }

    void thisMachineTells() {
        const auto bytes = available_memory();
        QVERIFY(bytes && *bytes > (1U << 20U));
    }

private:
    std::optional<std::uint64_t> available(const char* meminfo, const char* membership) const {
        return available_memory(meminfo, membership, mounted_->path().toStdString());
    }
    void write(const char* name, const char* words) const {
        const QString path = mounted_->filePath(QLatin1String(name));
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(words) > 0);
    }

    std::unique_ptr<QTemporaryDir> mounted_;
    const char* const machine_ = "MemAvailable: 1024 kB\n";
};

} // namespace test_available_memory

QTEST_APPLESS_MAIN(test_available_memory::TestAvailableMemory)
#include "test_available_memory.moc"
