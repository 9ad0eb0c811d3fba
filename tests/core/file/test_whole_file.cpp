// SPDX-License-Identifier: GPL-3.0-or-later
// A file is written whole or not at all, also one whose bytes are made meanwhile.
#include "core/event/error.h"
#include "core/file/whole_file.h"
#include "tests/core/file/file_size_limit.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>
#include <string>

using namespace interleave;

namespace test_whole_file {

QByteArray bytes_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

/// Everything in a folder, hidden files too.
QStringList names_in(const QString& folder) {
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

class TestWholeFile : public QObject {
    Q_OBJECT

private slots:
    void theBytesAreThereInTheirOrder();
    void anOldFileStaysAsItIsUntilTheNewOneIsWhole();
    void whatTheWriterThrowsLeavesNothing();
    void aFileThatCannotGrowIsToldAndLeavesNothing();
    void whatALinkLeadsToIsWritten();
    void aFolderAndADeviceAreRefusedBeforeAnythingIsMade();
};

void TestWholeFile::theBytesAreThereInTheirOrder() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.csv");
    write_whole(path.toStdString(), [](Output& output) {
        output.write("one ");
        output.write("");
        output.write("two");
    });
    QCOMPARE(bytes_of(path), QByteArray("one two"));
    QCOMPARE(names_in(folder.path()), QStringList{"a.csv"});
}

void TestWholeFile::anOldFileStaysAsItIsUntilTheNewOneIsWhole() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.csv");
    write_whole(path.toStdString(), "old");
    write_whole(path.toStdString(), [&](Output& output) {
        output.write("new");
        QCOMPARE(bytes_of(path), QByteArray("old"));
    });
    QCOMPARE(bytes_of(path), QByteArray("new"));
}

void TestWholeFile::whatTheWriterThrowsLeavesNothing() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.csv");
    write_whole(path.toStdString(), "old");
    QVERIFY_EXCEPTION_THROWN(write_whole(path.toStdString(),
                                         [](Output& output) {
                                             output.write("half");
                                             throw std::logic_error("cancelled");
                                         }),
                             std::logic_error);
    QCOMPARE(bytes_of(path), QByteArray("old"));
    QCOMPARE(names_in(folder.path()), QStringList{"a.csv"});
}

void TestWholeFile::aFileThatCannotGrowIsToldAndLeavesNothing() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.csv");
    int written = 0;
    QString line;
    {
        const test::FileSizeLimit limit(100'000);
        try {
            write_whole(path.toStdString(), [&](Output& output) {
                for (; written < 1000; ++written)
                    output.write(std::string(10'000, 'x'));
            });
        } catch (const RunError& error) {
            line = QString::fromUtf8(error.what());
        }
    }
    QVERIFY2(line.contains(path) && line.contains("ulimit -f") && !line.contains('\n'), qPrintable(line));
    QVERIFY2(written <= 10, "the writer went on after the error");
    QCOMPARE(names_in(folder.path()), QStringList());
}

void TestWholeFile::whatALinkLeadsToIsWritten() {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("deep"));
    QVERIFY(QFile::link(folder.filePath("deep/target"), folder.filePath("link.csv")));
    write_whole(folder.filePath("link.csv").toStdString(), [](Output& output) { output.write("new"); });
    QCOMPARE(bytes_of(folder.filePath("deep/target")), QByteArray("new"));
    QVERIFY(QFileInfo(folder.filePath("link.csv")).isSymLink());
}

void TestWholeFile::aFolderAndADeviceAreRefusedBeforeAnythingIsMade() {
    const QTemporaryDir folder;
    for (const std::string& path : {folder.path().toStdString(), std::string("/dev/full")})
        QVERIFY_EXCEPTION_THROWN(write_whole(path, [](Output&) { QFAIL("it was called"); }), RunError);
}

} // namespace test_whole_file

QTEST_GUILESS_MAIN(test_whole_file::TestWholeFile)
#include "test_whole_file.moc"
