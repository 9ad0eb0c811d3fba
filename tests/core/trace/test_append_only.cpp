// SPDX-License-Identifier: GPL-3.0-or-later
// A sequence keeps what was appended, and its memory goes back to the kernel with it.
#include "core/trace/append_only.h"

#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cstdint>
#include <fstream>
#include <memory>
#include <unistd.h>

using namespace interleave;

namespace test_append_only {

constexpr std::uint64_t long_length = 12'000'000; // 92 MiB, in chunks of up to 64 MiB

std::unique_ptr<AppendOnly<std::uint64_t>> sequence(std::uint64_t length) {
    auto made = std::make_unique<AppendOnly<std::uint64_t>>();
    for (std::uint64_t i = 0; i < length; ++i)
        made->push_back(i);
    return made;
}

std::uint64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    file >> size >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

class TestAppendOnly : public QObject {
    Q_OBJECT

private slots:
    void everyElementIsFoundAgain() {
        const auto made = sequence(1'000'000);
        QCOMPARE(made->size(), std::size_t{1'000'000});
        for (std::uint64_t i = 0; i < made->size(); ++i) {
            if ((*made)[i] != i)
                QCOMPARE((*made)[i], i);
        }
        std::uint64_t next = 0;
        while (next < made->size()) {
            for (const std::uint64_t value : made->contiguous(next, made->size()))
                QVERIFY(value == next++);
        }
    }

    void whatGoesBeyondTheBoundLiesInFiles() {
        QTemporaryDir folder(QStringLiteral("/var/tmp/interleave-XXXXXX"));
        constexpr std::uint64_t most = std::uint64_t{4} << 20U;
        set_chunk_places({most, folder.path().toStdString()});
        const auto usual = qScopeGuard([] { set_chunk_places({~std::uint64_t{0}, {}}); });
        const ChunkBytes before = chunk_bytes();
        {
            const auto made = sequence(long_length);
            QVERIFY(chunk_bytes().in_memory - before.in_memory <= most);
            QVERIFY(chunk_bytes().in_files > long_length * sizeof(std::uint64_t) / 2);
            for (std::uint64_t i = 0; i < made->size(); i += 1'000)
                QVERIFY((*made)[i] == i);
            QVERIFY(QDir(folder.path()).isEmpty()); // the files have no name
        }
        QCOMPARE(chunk_bytes().in_files, before.in_files);
        QCOMPARE(chunk_bytes().in_memory, before.in_memory);
    }

    void whereThereCanBeNoFileAllLiesInMemory() {
        set_chunk_places({0, "/nowhere"});
        const auto usual = qScopeGuard([] { set_chunk_places({~std::uint64_t{0}, {}}); });
        const auto made = sequence(1'000'000);
        QCOMPARE(chunk_bytes().in_files, std::uint64_t{0});
        QCOMPARE((*made)[999'999], std::uint64_t{999'999});
    }

    /// malloc() would keep it: the first large block that is freed makes it keep the later ones.
    void theMemoryOfALongOneGoesBack() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer has memory of its own for each byte");
#endif
        constexpr std::uint64_t mebibyte = 1U << 20U;
        const std::uint64_t before = resident_bytes();
        for (int round = 0; round < 3; ++round) {
            auto made = sequence(long_length);
            QVERIFY(resident_bytes() > before + 80 * mebibyte);
            made.reset();
            const std::uint64_t after = resident_bytes();
            QVERIFY2(after < before + 8 * mebibyte,
                     qPrintable(QStringLiteral("%1 MiB are kept").arg((after - before) / mebibyte)));
        }
    }
};

} // namespace test_append_only

QTEST_APPLESS_MAIN(test_append_only::TestAppendOnly)
#include "test_append_only.moc"
