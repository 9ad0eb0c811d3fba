// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures as files: three formats, written whole or not at all, and one clear line for each error.
#include "core/event/error.h"
#include "tests/core/file/file_size_limit.h"
#include "tests/ui/example_traces.h"
#include "ui/timeline/timeline_picture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPainter>
#include <QProcess>
#include <QSize>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>
#include <filesystem>
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::test;

namespace test_export_picture {

/// Returns the line of the error that `with` throws; empty if it throws none of this type.
template <typename Error, typename With>
QString error_of(With&& with) {
    try {
        with();
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

bool is_one_line(const QString& text) {
    return !text.isEmpty() && !text.contains(QLatin1Char('\n'));
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Returns all entries of a folder, hidden files too, because no incomplete file may be left.
QStringList entries(const QString& folder) {
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                                  QDir::Name);
}

class TestExportPicture : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        trace_ = trace_of_contention(4, 20);
        drawing_ = timeline_drawing(trace_);
        options_.words.title = QStringLiteral("lock-contention <threads> & \"more\"");
        options_.words.details = QStringLiteral("free mode · 2 CPUs · 38 ns per event");
    }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void aPngHasTheWidthAskedForTimesTheScale_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::newRow("as it is") << QSize(1280, 720) << 1.0;
        QTest::newRow("twice") << QSize(640, 400) << 2.0;
        QTest::newRow("one and a half") << QSize(801, 601) << 1.5;
        QTest::newRow("half") << QSize(800, 600) << 0.5;
    }
    void aPngHasTheWidthAskedForTimesTheScale() {
        QFETCH(QSize, size);
        QFETCH(double, scale);
        options_.size = size;
        options_.scale = scale;
        exportDrawing(drawing_, options_, at("a.png"));
        const QSize sheet = drawing_(options_).size;
        options_.size = {1280, 720};
        options_.scale = 1;
        const QImage image(at("a.png"), "png");
        QCOMPARE(sheet.width(), size.width());
        QVERIFY(sheet.height() <= size.height() && sheet.height() > size.height() / 2);
        QCOMPARE(image.size(), (QSizeF(sheet) * scale).toSize());
        QCOMPARE(image.text("Title"), options_.words.title);
        QCOMPARE(image.text("Description"), options_.words.details);
    }

    void anSvgIsWellFormedSmallAndSaysWhatThePngSays() {
        exportDrawing(drawing_, options_, at("a.svg"));
        const QByteArray svg = contents(at("a.svg"));
        QXmlStreamReader reader(svg);
        QString words;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isCharacters())
                words += reader.text();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(words.contains("worker 4") && words.contains("account") &&
                words.contains(options_.words.details));
        const QSize sheet = drawing_(options_).size;
        QVERIFY2(svg.contains(QStringLiteral("width=\"%1\" height=\"%2\"")
                                  .arg(sheet.width())
                                  .arg(sheet.height())
                                  .toLatin1()),
                 "whole pixels, so that no program draws an empty line at the edge");
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        QImage drawn(sheet, QImage::Format_RGB32);
        drawn.fill(Qt::magenta);
        QPainter painter(&drawn);
        renderer.render(&painter);
        const QImage pixels = drawPreview(drawing_, options_, options_.size);
        qint64 same = 0;
        for (int y = 0; y < drawn.height(); ++y)
            for (int x = 0; x < drawn.width(); ++x) {
                const QRgb a = drawn.pixel(x, y);
                const QRgb b = pixels.pixel(x, y);
                same += std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) +
                            std::abs(qBlue(a) - qBlue(b)) <
                        120;
            }
        QVERIFY2(same * 100 > 95LL * drawn.width() * drawn.height(), "one path draws both");
    }

    void anSvgOfAMillionSegmentsStaysBelowSixMegabytes() {
        const Drawing busy = timeline_drawing(busy_trace(16, 62'500));
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)}) {
            options_.size = size;
            exportDrawing(busy, options_, at("busy.svg"));
            QVERIFY2(contents(at("busy.svg")).size() < 6'000'000, qPrintable(QString::number(size.width())));
        }
        options_.size = {1280, 720};
    }

    void aPdfIsOnePageOfTheSizeAskedFor() {
        exportDrawing(drawing_, options_, at("a.pdf"));
        const QByteArray pdf = contents(at("a.pdf"));
        QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
        const QSizeF points = QSizeF(drawing_(options_).size) * 72 / 96;
        QCOMPARE(points.width(), 960.0);
        QVERIFY2(
            pdf.contains("/MediaBox [0 0 960.000000 " +
                         QByteArray::number(std::round(points.height()), 'f', 6)) ||
                pdf.contains("/MediaBox [0 0 960 " + QByteArray::number(std::round(points.height()), 'f', 0)),
            "a point is a 72nd of an inch, and a pixel a 96th");
        const QString info = QStandardPaths::findExecutable(QStringLiteral("pdfinfo"));
        if (info.isEmpty())
            return;
        QProcess process;
        process.start(info, {at("a.pdf")});
        QVERIFY(process.waitForFinished());
        const QByteArray output = process.readAllStandardOutput();
        QVERIFY2(process.exitCode() == 0 && output.contains("Pages:           1"), output.constData());
    }

    void theExtensionMayBeInAnyCase() {
        for (const char* name : {"a.PNG", "a.Svg", "a.pDF", "dots.in.name.png"}) {
            exportDrawing(drawing_, options_, at(name));
            QVERIFY(contents(at(name)).size() > 1'000);
        }
    }

    void anUnknownExtensionIsRefusedBeforeAnythingIsDone_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.gif", "a", "a.", ".png", "a.png.txt", "png"})
            QTest::newRow(name) << name;
    }
    void anUnknownExtensionIsRefusedBeforeAnythingIsDone() {
        QFETCH(QString, name);
        const QString line = error_of<UsageError>([&] { exportDrawing(drawing_, options_, at(name)); });
        QVERIFY2(is_one_line(line) && line.contains(".png, .svg and .pdf"), qPrintable(line));
        QCOMPARE(error_of<UsageError>([&] { check_export_path(at(name).toStdString()); }), line);
        QVERIFY(entries(folder_->path()).isEmpty());
    }

    void sizesOutOfBoundsAreRefused() {
        for (const QSize size : {QSize(0, 0), QSize(100, 720), QSize(1280, 100'000), QSize(-5, 400)}) {
            PictureOptions options;
            options.size = size;
            QVERIFY(
                is_one_line(error_of<UsageError>([&] { exportDrawing(drawing_, options, at("a.png")); })));
        }
        for (const double scale : {0.0, -1.0, 9.0, std::numeric_limits<double>::quiet_NaN()}) {
            PictureOptions options;
            options.scale = scale;
            QVERIFY(
                is_one_line(error_of<UsageError>([&] { exportDrawing(drawing_, options, at("a.png")); })));
        }
        QVERIFY(entries(folder_->path()).isEmpty());
    }

    void aFolderThatIsMissingOrInTheWayIsNamed() {
        QVERIFY(QDir(folder_->path()).mkdir("folder.png"));
        QVERIFY(QFile(at("file")).open(QIODevice::WriteOnly));
        for (const char* name : {"missing/a.png", "folder.png", "file/a.png"}) {
            const std::string path = at(name).toStdString();
            const QString before = error_of<RunError>([&] { check_export_path(path); });
            QVERIFY2(is_one_line(before) && before.contains(at(name)), qPrintable(before));
            QCOMPARE(error_of<RunError>([&] { exportDrawing(drawing_, options_, at(name)); }), before);
        }
        QCOMPARE(entries(folder_->path()), (QStringList{"file", "folder.png"}));
    }

    void aFolderWithoutTheRightToWriteIsRefused() {
        if (geteuid() == 0)
            QSKIP("root may write everywhere");
        QVERIFY(QFile::setPermissions(folder_->path(), QFile::ReadOwner | QFile::ExeOwner));
        const QString line = error_of<RunError>([&] { check_export_path(at("a.png").toStdString()); });
        QVERIFY(
            QFile::setPermissions(folder_->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY2(is_one_line(line) && line.contains("Permission denied"), qPrintable(line));
    }

    void checkingLeavesNothingBehind() {
        check_export_path(at("a.png").toStdString());
        QVERIFY(entries(folder_->path()).isEmpty());
    }

    void aWriteThatFailsInTheMiddleLeavesTheOldFileAndNothingElse() {
        for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
            QFile old(at(name));
            QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
            old.close();
            QString line;
            {
                const test::FileSizeLimit limit(4'096);
                line = error_of<RunError>([&] { exportDrawing(drawing_, options_, at(name)); });
            }
            QVERIFY2(is_one_line(line) && line.contains(at(name)), qPrintable(line));
            QCOMPARE(contents(at(name)), QByteArray("old"));
        }
        QCOMPARE(entries(folder_->path()), (QStringList{"a.pdf", "a.png", "a.svg"}));
    }

    void aFullDiskIsReportedAndLeavesNoIncompleteFile() {
        // A tiny file system that only this process sees. It vanishes with the process in any case.
        if (unshare(CLONE_NEWNS) != 0 || mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            mount("tmpfs", folder_->path().toLocal8Bit().constData(), "tmpfs", 0, "size=16k") != 0)
            QSKIP("no right to mount a small file system");
        const QString line = error_of<RunError>([&] { exportDrawing(drawing_, options_, at("a.png")); });
        const QStringList left = entries(folder_->path());
        umount(folder_->path().toLocal8Bit().constData());
        QVERIFY2(is_one_line(line) && line.contains("No space left on device"), qPrintable(line));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(' ')));
    }

    void aLinkIsWrittenThrough() {
        QVERIFY(QFile::link(at("real.png"), at("link.png")));
        QFile real(at("real.png"));
        QVERIFY(real.open(QIODevice::WriteOnly));
        real.close();
        exportDrawing(drawing_, options_, at("link.png"));
        QVERIFY(QFileInfo(at("link.png")).isSymLink());
        QVERIFY(contents(at("real.png")).startsWith("\x89PNG"));
    }

    void aLinkToNothingYetIsWrittenThrough() {
        QVERIFY(QDir(folder_->path()).mkdir("sub"));
        QVERIFY(
            QFile::link("sub/second.png", at("first.png"))); // relative to its own folder, as the next one
        QVERIFY(QFile::link("../real.png", at("sub/second.png")));
        check_export_path(at("first.png").toStdString());
        exportDrawing(drawing_, options_, at("first.png"));
        QVERIFY(QFileInfo(at("first.png")).isSymLink());
        QVERIFY(QFileInfo(at("sub/second.png")).isSymLink());
        QVERIFY(contents(at("real.png")).startsWith("\x89PNG"));

        QVERIFY(QFile::link(at("nowhere/real.png"), at("lost.png")));
        QVERIFY(QFile::link(at("circle.png"), at("circle.png")));
        for (const char* name : {"lost.png", "circle.png"}) {
            const QString line = error_of<RunError>([&] { check_export_path(at(name).toStdString()); });
            QVERIFY2(is_one_line(line) && line.contains(name), qPrintable(line));
            QVERIFY(QFileInfo(at(name)).isSymLink());
        }
    }

    void aPipeIsNotReplaced() {
        QCOMPARE(mkfifo(at("pipe.png").toLocal8Bit().constData(), 0600), 0);
        QVERIFY(QFile::link(at("pipe.png"), at("link.png")));
        for (const char* name : {"pipe.png", "link.png"}) {
            const QString before = error_of<RunError>([&] { check_export_path(at(name).toStdString()); });
            QVERIFY2(is_one_line(before) && before.contains("it is a pipe"), qPrintable(before));
            QCOMPARE(error_of<RunError>([&] { exportDrawing(drawing_, options_, at(name)); }), before);
        }
        QCOMPARE(entries(folder_->path()), (QStringList{"link.png", "pipe.png"}));
    }

    void aNameThatIsNoUtf8IsKept() {
        const std::string path = folder_->path().toStdString() + "/\xe9t\xe9.svg";
        exportDrawing(drawing_, options_, path);
        QCOMPARE(access(path.c_str(), R_OK), 0);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder_->path().toStdString()), {}), 1);
        QCOMPARE(unlink(path.c_str()), 0); // QTemporaryDir finds no such name
    }

    void theFileHasTheRightsOfAnyNewFile() {
        exportDrawing(drawing_, options_, at("a.svg"));
        QFile other(at("other"));
        QVERIFY(other.open(QIODevice::WriteOnly));
        QCOMPARE(QFileInfo(at("a.svg")).permissions(), QFileInfo(at("other")).permissions());
    }

    void whatAKilledProgramLeftIsRemovedByTheNextSave() {
        const auto make = [&](const char* name) {
            QFile file(at(QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write("x") == 1;
        };
        for (const char* name :
             {".interleave-Ab12cD", ".interleave-saving", ".interleave-of-a-user", "other"})
            QVERIFY(make(name));
        QFile saving(at(QStringLiteral(".interleave-saving"))); // another program is at it
        QVERIFY(saving.open(QIODevice::ReadOnly));
        QCOMPARE(flock(saving.handle(), LOCK_EX), 0);
        exportDrawing(drawing_, options_, at("a.svg"));
        QCOMPARE(QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name),
                 (QStringList{".interleave-of-a-user", ".interleave-saving", "a.svg", "other"}));
    }

    void aFileWithoutANameReplacesOneToo() {
        for (const char* name : {"a.svg", "b.png"}) {
            exportDrawing(drawing_, options_, at(QLatin1String(name)));
            exportDrawing(drawing_, options_, at(QLatin1String(name)));
        }
        QCOMPARE(entries(folder_->path()), (QStringList{"a.svg", "b.png"}));
    }

    void aRangeShowsOnlyThatStretch() {
        PictureOptions some = options_;
        some.range = TimeRange{10 * ms, 12 * ms};
        const QImage whole = drawPreview(drawing_, options_, options_.size);
        const QImage part = drawPreview(drawing_, some, options_.size);
        QVERIFY(whole != part);
        exportDrawing(drawing_, some, at("a.svg"));
        QVERIFY(contents(at("a.svg")).contains("10"));
    }

    void aPreviewFitsIntoItsRoom() {
        const QImage image = drawPreview(drawing_, options_, QSize(460, 300));
        QCOMPARE(image.width(), 460);
        QVERIFY(image.height() <= 300);
    }

private:
    QString at(const QString& name) const { return folder_->filePath(name); }

    std::shared_ptr<const Trace> trace_;
    Drawing drawing_;
    PictureOptions options_;
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_export_picture

QTEST_MAIN(test_export_picture::TestExportPicture)
#include "test_export_picture.moc"
