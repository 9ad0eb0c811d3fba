// SPDX-License-Identifier: GPL-3.0-or-later
// Lines and variables of this very program, and files that have none.
#include "core/experiment/debug_information.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstdint>
#include <link.h>
#include <sys/stat.h>

using namespace interleave;

namespace test_debug_information {

std::array<int, 4> counters{};

/// The address that this program's file was loaded at.
std::uintptr_t load_address() {
    std::uintptr_t found = 0;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* result) {
            *static_cast<std::uintptr_t*>(result) = info->dlpi_addr;
            return 1; // the program itself comes first
        },
        &found);
    return found;
}

std::uint64_t offset_of(const void* address) {
    return reinterpret_cast<std::uintptr_t>(address) - load_address();
}

[[gnu::noinline]] const void* called_from() {
    return __builtin_return_address(0);
}

const std::string self = "/proc/self/exe";

class TestDebugInformation : public QObject {
    Q_OBJECT

private slots:
    void aCallHasItsLine() {
        DebugInformation debug;
        const void* const after_call = called_from();
        const int line = __LINE__ - 1;
        const auto found = debug.line_at(self, offset_of(after_call) - 1);
        if (!found)
            QSKIP("this program was built without debugging information");
        QCOMPARE(found->line, line);
        QVERIFY2(found->path.ends_with("/test_debug_information.cpp"), found->path.c_str());
        QVERIFY2(found->path.front() == '/', found->path.c_str());
    }

    void aVariableHasItsName() {
        DebugInformation debug;
        QCOMPARE(debug.variable_at(self, offset_of(counters.data())), "test_debug_information::counters");
        QCOMPARE(debug.variable_at(self, offset_of(&counters[2])), "test_debug_information::counters+0x8");
        QCOMPARE(debug.variable_at(self, offset_of(reinterpret_cast<void*>(&called_from))), "");
    }

    void whatIsNotThereSaysNothing_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("no such file") << QStringLiteral("/no/such/file");
        QTest::newRow("a folder") << QStringLiteral("/usr");
        QTest::newRow("a device") << QStringLiteral("/dev/zero");
        QTest::newRow("no program") << QStringLiteral("/etc/passwd");
    }
    void whatIsNotThereSaysNothing() {
        QFETCH(QString, file);
        DebugInformation debug;
        QVERIFY(!debug.line_at(file.toStdString(), 0x1000));
        QCOMPARE(debug.variable_at(file.toStdString(), 0x1000), "");
    }

    void aPipeIsNotWaitedFor() {
        const QTemporaryDir folder;
        const std::string pipe = folder.filePath(QStringLiteral("pipe")).toStdString();
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(!DebugInformation().line_at(pipe, 0));
    }

    void aCutProgramSaysNothingWrong() {
        QFile whole(QString::fromStdString(self));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QTemporaryDir folder;
        for (const qint64 size : {1, 63, 64, 1000, 100'000}) {
            QVERIFY(whole.seek(0));
            QFile cut(folder.filePath(QString::number(size)));
            QVERIFY(cut.open(QIODevice::WriteOnly));
            cut.write(whole.read(size));
            cut.close();
            QVERIFY(!DebugInformation().line_at(cut.fileName().toStdString(), offset_of(called_from())));
        }
    }

    void noAddressOfAnyKindIsALine() {
        DebugInformation debug;
        QVERIFY(!debug.line_at(self, 0));
        QVERIFY(!debug.line_at(self, UINT64_MAX));
        QCOMPARE(debug.variable_at(self, UINT64_MAX), "");
    }
};

} // namespace test_debug_information

QTEST_APPLESS_MAIN(test_debug_information::TestDebugInformation)
#include "test_debug_information.moc"
