// SPDX-License-Identifier: GPL-3.0-or-later
// The export dialog, from the key to the file.
#include "tests/ui/window_rig.h"

#include "ui/export/export_dialog.h"
#include "ui/fields/number_field.h"
#include "ui/fields/problem_line.h"
#include "ui/theme/appearance.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_export {

/// A rig for the dialog that is open in a window.
struct DialogRig {
    WindowRig& rig;
    ExportDialog* dialog = nullptr;

    explicit DialogRig(WindowRig& window) : rig(window) {
        rig.press("actionExport");
        dialog = rig.window->findChild<ExportDialog*>();
        if (dialog == nullptr)
            qFatal("no export dialog");
    }
    void choose(const char* field, const char* data) {
        auto& box = rig.find<QComboBox>(field);
        box.setCurrentIndex(box.findData(QLatin1String(data)));
    }
    void save(const QString& path) {
        rig.file_prompt.answer = path;
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
    }
};

class TestWindowExport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(path("settings.ini"));
        rig_->choose("lock-contention");
        rig_->set("parameter.rounds", 20);
        QVERIFY(rig_->window->findChild<ExportDialog*>() == nullptr);
        rig_->press("actionExport");
        QVERIFY2(rig_->window->findChild<ExportDialog*>() == nullptr, "there is nothing to export yet");
        QVERIFY(rig_->banner().isVisible());
        rig_->press("actionReport");
        QVERIFY(rig_->banner().words().contains(QStringLiteral("nothing to report yet")));
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
    }
    void cleanup() {
        QTRY_VERIFY_WITH_TIMEOUT(rig_->window->findChild<ExportDialog*>() == nullptr, timeout_ms);
    }
    void cleanupTestCase() { rig_.reset(); }

    void aPngHasTheWidthAndTheScaleAskedFor() {
        DialogRig open(*rig_);
        open.choose("exportFormat", "png");
        rig_->set("exportWidth", 900);
        rig_->set("exportHeight", 500);
        rig_->set("exportScale", 2.0);
        open.save(path("picture.png"));
        const QSize size = QImageReader(path("picture.png")).size();
        QCOMPARE(size.width(), 1800);
        QVERIFY(size.height() <= 1000);
        QVERIFY(rig_->banner().words().contains(path("picture.png")));
        const QImage picture(path("picture.png"));
        QVERIFY2(coloured(picture) > 1000, "a picture of a run has colours");
    }

    void anSvgAndAPdfAreWhatTheySay() {
        {
            DialogRig open(*rig_);
            open.choose("exportFormat", "svg");
            open.save(path("picture.svg"));
        }
        QTRY_VERIFY(rig_->window->findChild<ExportDialog*>() == nullptr);
        QVERIFY(bytes("picture.svg").contains("<svg"));
        DialogRig open(*rig_);
        open.choose("exportFormat", "pdf");
        open.save(path("picture.pdf"));
        QVERIFY(bytes("picture.pdf").startsWith("%PDF-"));
    }

    void aReportOfTheRunIsSavedFromTheMenu() {
        rig_->file_prompt.answer = path("report.pdf");
        rig_->press("actionReport");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->banner().words().contains(path("report.pdf")), timeout_ms);
        QVERIFY(bytes("report.pdf").startsWith("%PDF-"));
        QVERIFY2(bytes("report.pdf").size() > bytes("picture.pdf").size(), "it has more than the timeline");
    }

    void whatCannotBeSavedIsTold() {
        rig_->file_prompt.answer = path("no-such-folder/report.pdf");
        rig_->press("actionReport");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->banner().words().contains(QStringLiteral("no-such-folder")),
                                 timeout_ms);
        rig_->file_prompt.answer = path("report.png");
        rig_->press("actionReport");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->banner().words().contains(QStringLiteral("name a .pdf")), timeout_ms);
    }

    void aNameWithoutExtensionGetsTheFormats() {
        DialogRig open(*rig_);
        open.choose("exportFormat", "svg");
        open.save(path("bare"));
        QVERIFY(QFile::exists(path("bare.svg")));
        QVERIFY(rig_->file_prompt.questions.last().suggestion.endsWith(QLatin1String(".svg")));
    }

    void theThemeIsThePicturesOwn() {
        DialogRig open(*rig_);
        open.choose("exportFormat", "png");
        open.choose("exportTheme", "dark");
        open.save(path("dark.png"));
        QVERIFY(QImage(path("dark.png")).pixelColor(2, 2).lightness() < 60);
    }

    void thePreviewFollowsTheChoices() {
        DialogRig open(*rig_);
        const auto corner = [&] {
            const QImage preview = rig_->find<QLabel>("exportPreview").pixmap().toImage();
            return preview.pixelColor(1, 1).lightness();
        };
        open.choose("exportTheme", "light");
        QTRY_VERIFY(corner() > 200);
        open.choose("exportTheme", "dark");
        QTRY_VERIFY(corner() < 60);
        open.dialog->reject();
    }

    void aPresetSetsTheSizeAndAnotherSizeIsNoPreset() {
        DialogRig open(*rig_);
        auto& preset = rig_->find<QComboBox>("exportPreset");
        preset.setCurrentIndex(2);
        emit preset.activated(2);
        QCOMPARE(open.dialog->options().size * open.dialog->options().scale, QSize(3840, 2160));
        rig_->set("exportWidth", 777);
        QCOMPARE(preset.currentIndex(), preset.count() - 1);
        open.dialog->reject();
    }

    void theWordsSayWhatRanUnlessTheyAreSwitchedOff() {
        DialogRig open(*rig_);
        PictureWords words = open.dialog->options().words;
        QCOMPARE(words.title, QStringLiteral("Lock contention"));
        QVERIFY2(words.sentence.contains(QStringLiteral("3 threads · rounds 20")),
                 qPrintable(words.sentence));
        QVERIFY2(words.result.contains(QStringLiteral("Finished after")), qPrintable(words.result));
        QVERIFY2(words.details.contains(QStringLiteral("lock-contention, threads")),
                 qPrintable(words.details));
        QVERIFY2(words.details.contains(QStringLiteral("µs")), "parameters have units");
        rig_->set("exportTitle", QStringLiteral("One lock"));
        rig_->set("exportSentence", QStringLiteral("for the handout"));
        rig_->find<QWidget>("exportWithCaption").setProperty("checked", false);
        words = open.dialog->options().words;
        QCOMPARE(words.title, QStringLiteral("One lock"));
        QCOMPARE(words.sentence, QStringLiteral("for the handout"));
        QVERIFY(words.result.isEmpty() && words.details.isEmpty());
        rig_->find<QWidget>("exportWithCaption").setProperty("checked", true);
        open.dialog->reject();
    }

    void tablesAndTheTimelineAreInOneDialog() {
        DialogRig open(*rig_);
        QStringList views;
        auto& picture = rig_->find<QComboBox>("exportPicture");
        for (int i = 0; i < picture.count(); ++i)
            views << picture.itemData(i).toString();
        QCOMPARE(views, (QStringList{"timeline", "statistics", "locks", "checks", "outcome"}));
        QCOMPARE(rig_->find<QComboBox>("exportFormat").findData("csv"), -1);
        open.choose("exportPicture", "locks");
        open.choose("exportFormat", "csv");
        QVERIFY2(!rig_->find<QWidget>("exportTheme").isEnabled(), "figures have no colours");
        open.save(path("locks"));
        const QByteArray csv = bytes("locks.csv");
        QVERIFY2(csv.startsWith("Object,Wait (ms),Taken,"), csv.constData());
        QVERIFY2(csv.contains("\r\nthe lock,") && csv.contains(",60,"), csv.constData());
    }

    void aTableIsAlsoJson() {
        DialogRig open(*rig_);
        open.choose("exportPicture", "statistics");
        open.choose("exportFormat", "json");
        open.save(path("statistics"));
        const QJsonArray rows = QJsonDocument::fromJson(bytes("statistics.json")).array();
        QCOMPARE(rows.size(), 4); // main and three workers
        QCOMPARE(rows[0].toObject().value("Lane").toString(), QStringLiteral("main"));
    }

    void aTableIsAlsoAPicture() {
        DialogRig open(*rig_);
        open.choose("exportPicture", "statistics");
        open.choose("exportFormat", "png");
        open.save(path("statistics.png"));
        const QImage picture(path("statistics.png"));
        QVERIFY(picture.height() > 150 && picture.height() < picture.width());
    }

    void aPictureIsCopiedAsPngAndAsSvg() {
        QGuiApplication::clipboard()->clear();
        rig_->press("actionCopyPicture");
        const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
        QVERIFY(copied != nullptr && copied->hasImage());
        QVERIFY(copied->data(QStringLiteral("image/svg+xml")).contains("Lock contention"));
        QVERIFY(coloured(copied->imageData().value<QImage>()) > 1000);
        QVERIFY(rig_->banner().words().contains(QStringLiteral("clipboard")));

        QGuiApplication::clipboard()->clear();
        DialogRig open(*rig_);
        rig_->find<QPushButton>("exportCopy").click();
        QVERIFY(QGuiApplication::clipboard()->mimeData()->hasImage());
    }

    void thePictureIsInTheColoursOfTheWindowAndOfPaperInAPdf() {
        DialogRig open(*rig_);
        open.choose("exportTheme", "automatic");
        const QPalette before = QGuiApplication::palette();
        for (const bool dark : {true, false}) {
            open.dialog->setPalette(dark ? dark_palette() : light_palette());
            open.choose("exportFormat", "png");
            QCOMPARE(open.dialog->options().theme, dark ? ThemeName::dark : ThemeName::light);
            open.choose("exportFormat", "pdf");
            QCOMPARE(open.dialog->options().theme, ThemeName::print);
        }
        open.dialog->reject();
    }

    void thePictureShowsWhatTheWindowShows() {
        Navigation& navigation = rig_->navigation();
        const TimeRange whole = navigation.wholeRange();
        const std::int64_t middle = whole.until / 2;
        navigation.showRange({middle, middle + whole.until / 10});
        navigation.keepMark(middle + whole.until / 20);
        {
            DialogRig open(*rig_);
            QCOMPARE(open.dialog->options().range->from, navigation.visibleRange().from);
            open.choose("exportTheme", "light");
            open.choose("exportFormat", "png");
            open.save(path("mark.png"));
        }
        const QColor accent = theme_of(ThemeName::light).accent;
        const QImage picture(path("mark.png"));
        int of_the_mark = 0;
        for (int y = 0; y < picture.height(); ++y)
            of_the_mark += has_in_row(picture, accent, y);
        QVERIFY2(of_the_mark > picture.height() / 8, "the mark is in the picture");
        navigation.clear();
        navigation.showAll();
        QTRY_VERIFY(rig_->window->findChild<ExportDialog*>() == nullptr);
        DialogRig open(*rig_);
        rig_->find<QComboBox>("exportExtent").setCurrentIndex(1);
        QVERIFY(!open.dialog->options().range.has_value());
        open.dialog->reject();
    }

    void aFolderThatCannotBeWrittenIsOneLine() {
        DialogRig open(*rig_);
        open.choose("exportFormat", "png");
        open.save(QStringLiteral("/proc/nowhere/picture.png"));
        QVERIFY(rig_->banner().isVisible());
        QVERIFY2(rig_->banner().words().contains(QStringLiteral("/proc/nowhere")),
                 qPrintable(rig_->banner().words()));
        QVERIFY(!rig_->banner().words().contains(QLatin1Char('\n')));
    }

    void cancellingTheFilePromptKeepsTheDialog() {
        DialogRig open(*rig_);
        open.save(QString());
        QVERIFY(open.dialog->isVisible());
        open.dialog->reject();
    }

    void aNumberIsNeverChanged() {
        DialogRig open(*rig_);
        open.choose("exportFormat", "png");
        QPushButton* const save = open.dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
        const auto type = [&](const char* field, const char* text) {
            rig_->find<NumberField>(field).findChild<QLineEdit*>()->setText(QLatin1String(text));
        };
        for (const auto& [field, wrong, right] :
             {std::tuple("exportWidth", "999999", "900"), std::tuple("exportHeight", "1", "500"),
              std::tuple("exportScale", "80", "1.5")}) {
            type(field, wrong);
            QVERIFY2(!save->isEnabled(), field);
            QVERIFY2(!rig_->find<QPushButton>("exportCopy").isEnabled(), field);
            QCOMPARE(rig_->find<NumberField>(field).findChild<QLineEdit*>()->text(), QLatin1String(wrong));
            const auto lines = open.dialog->findChildren<ProblemLine*>();
            QVERIFY2(std::ranges::any_of(lines, [](ProblemLine* line) { return line->isVisible(); }), field);
            type(field, right);
            QVERIFY2(save->isEnabled(), field);
        }
        QCOMPARE(open.dialog->options().size, QSize(900, 500));
        QCOMPARE(open.dialog->options().scale, 1.5);
        type("exportScale", "80");
        open.choose("exportFormat", "svg"); // has no scale
        QVERIFY(save->isEnabled());
        open.dialog->reject();
    }

    void theChoicesAreKept() {
        {
            DialogRig open(*rig_);
            open.choose("exportFormat", "svg");
            open.choose("exportTheme", "print");
            rig_->set("exportWidth", 1000);
            open.save(path("kept.svg"));
        }
        QTRY_VERIFY(rig_->window->findChild<ExportDialog*>() == nullptr);
        DialogRig open(*rig_);
        QCOMPARE(rig_->find<QComboBox>("exportFormat").currentData().toString(), QStringLiteral("svg"));
        QCOMPARE(open.dialog->options().theme, ThemeName::print);
        QCOMPARE(open.dialog->options().size.width(), 1000);
        open.dialog->reject();
    }

private:
    QString path(const char* name) const { return folder_->filePath(QLatin1String(name)); }
    QByteArray bytes(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static int has_in_row(const QImage& picture, const QColor& colour, int y) {
        int found = 0;
        for (int x = 0; x < picture.width(); ++x)
            found += picture.pixelColor(x, y) == colour ? 1 : 0;
        return found > 0 ? 1 : 0;
    }
    static int coloured(const QImage& picture) {
        int count = 0;
        for (int y = 0; y < picture.height(); y += 2)
            for (int x = 0; x < picture.width(); x += 2)
                count += picture.pixelColor(x, y).saturation() > 120 ? 1 : 0;
        return count;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_window_export

QTEST_MAIN(test_window_export::TestWindowExport)
#include "test_window_export.moc"
