// SPDX-License-Identifier: GPL-3.0-or-later
// A run of another scenario or of other parameters than what is set is visibly of the past: its picture, its
// tables, its messages.
#include "tests/ui/window_rig.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/theme/theme.h"
#include "ui/timeline/caption_line.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

#include <algorithm>
#include <cstdlib>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_stale {

/// Returns how far the pixels of the rows are from the ground on average, from 0 (there is nothing) to 255.
double ink_of(TimelineView& view) {
    const QImage image = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const QRect plot = view.layoutOfRows().plot().toRect() & image.rect();
    const int ground = qGray(theme_for(view.palette()).background.rgb());
    double sum = 0;
    for (int y = plot.top(); y <= plot.bottom(); ++y)
        for (int x = plot.left(); x <= plot.right(); ++x)
            sum += std::abs(qGray(image.pixel(x, y)) - ground);
    return sum / (static_cast<double>(plot.width()) * plot.height());
}

/// Returns the strongest ink of a widget: how far a pixel is from the ground at most.
int strongest_ink(QWidget& widget) {
    const QImage image = widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const int ground = qGray(image.pixel(image.width() - 1, 0));
    int most = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            most = std::max(most, std::abs(qGray(image.pixel(x, y)) - ground));
    return most;
}

QColor colour_of_first_cell(WindowRig& rig, const char* table) {
    const auto* model = rig.window->findChild<TableView*>(QLatin1String(table))->findChild<TableModel*>();
    return model->index(0, 0).data(Qt::ForegroundRole).value<QColor>();
}

class TestWindowStale : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void anotherScenarioMakesThePictureOneOfThePast() {
        WindowRig rig(settingsFile());
        run(rig, "cpu-bound");
        const auto& shown = *rig.window->findChild<ShownRun*>();
        QVERIFY(!shown.isStale());
        const double present = ink_of(rig.timeline());
        const QColor words = colour_of_first_cell(rig, "statisticsView");
        const QColor muted = theme_for(rig.window->palette()).muted;
        QVERIFY(words != muted);

        rig.choose("lost-update");
        QVERIFY(shown.isStale());
        QTRY_VERIFY(ink_of(rig.timeline()) < 0.6 * present);
        QCOMPARE(colour_of_first_cell(rig, "statisticsView"), muted);
        QCOMPARE(rig.find<QLabel>("statusEvents").palette().color(QPalette::WindowText), muted);

        rig.choose("cpu-bound");
        QVERIFY(!shown.isStale());
        QTRY_VERIFY(ink_of(rig.timeline()) > 0.9 * present);
        QCOMPARE(colour_of_first_cell(rig, "statisticsView"), words);
        QVERIFY(rig.find<QLabel>("statusEvents").palette().color(QPalette::WindowText) != muted);
    }

    void theWordsAroundThePictureFadeWithIt() {
        WindowRig rig(settingsFile());
        run(rig, "cpu-bound");
        auto& legend = rig.find<QWidget>("timelineLegend");
        const QLabel& summary = rig.find<QLabel>("statisticsSummary");
        const QLabel& path = rig.find<QLabel>("criticalPathWords");
        const int present = strongest_ink(legend);
        const QColor muted = theme_for(rig.window->palette()).muted;
        const auto colour = [](const QLabel& label) { return label.palette().color(QPalette::WindowText); };
        QVERIFY(colour(summary) != muted && colour(path) != muted);
        rig.choose("lost-update");
        QVERIFY(strongest_ink(legend) < 0.6 * present);
        QCOMPARE(colour(summary), muted);
        QCOMPARE(colour(path), muted);
        rig.choose("cpu-bound");
        QCOMPARE(strongest_ink(legend), present);
        QVERIFY(colour(summary) != muted && colour(path) != muted);
    }

    void anyOtherSettingMakesItOneOfThePastUntilItIsSetBack_data() {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QVariant>("other");
        QTest::addRow("parameter") << QByteArray("parameter.workers") << QVariant(3);
        QTest::addRow("backend") << QByteArray("backend") << QVariant(QStringLiteral("processes"));
        QTest::addRow("seed") << QByteArray("seed") << QVariant(77);
    }
    void anyOtherSettingMakesItOneOfThePastUntilItIsSetBack() {
        QFETCH(QByteArray, field);
        QFETCH(QVariant, other);
        WindowRig rig(settingsFile());
        run(rig, "cpu-bound");
        const auto& shown = *rig.window->findChild<ShownRun*>();
        const QVariant before = rig.get(field);
        QVERIFY(before != other);
        rig.set(field, other);
        QVERIFY(shown.isStale());
        rig.set(field, before);
        QVERIFY(!shown.isStale());
        rig.set(field, other);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isStale(), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);
        QVERIFY(!shown.isStale());
    }

    void theCaptionSaysWhatThePictureIsOf() {
        WindowRig rig(settingsFile());
        auto& caption = rig.find<CaptionLine>("captionLine");
        rig.choose("lock-contention");
        QVERIFY(!caption.isVisible());
        rig.set("parameter.critical", 50);
        rig.set("seed", 7);
        run(rig, "lock-contention");
        QTRY_VERIFY(caption.words().part.startsWith(QStringLiteral("whole run")));
        QCOMPARE(caption.words().title, QStringLiteral("Lock contention"));
        const QString conditions = caption.words().conditions;
        QVERIFY2(conditions.contains("3 threads · critical 50") && conditions.contains("seed 7"),
                 qPrintable(conditions));
        QVERIFY2(!conditions.contains("rounds"), "it has its default");
        QVERIFY(!rig.find<QPushButton>("captionRun").isVisible());

        const TimeRange whole = rig.navigation().wholeRange();
        rig.navigation().showRange({whole.length() / 2, whole.length() * 3 / 4});
        QTRY_VERIFY2(caption.words().part.contains("from"), qPrintable(caption.words().part));
    }

    void theCaptionOfThePastOffersToRunWhatIsSet() {
        WindowRig rig(settingsFile());
        run(rig, "two-locks");
        const auto& caption = rig.find<CaptionLine>("captionLine");
        auto& button = rig.find<QPushButton>("captionRun");
        rig.choose("hello-thread");
        QCOMPARE(caption.words().title, QString::fromStdString(rig.run()->info().title));
        QVERIFY(caption.words().is_stale && button.isVisible());
        QVERIFY2(caption.accessibleName().contains("An earlier run"), qPrintable(caption.accessibleName()));
        button.click();
        QTRY_VERIFY_WITH_TIMEOUT(!caption.words().is_stale && rig.isIdle(), timeout_ms);
        QCOMPARE(rig.run()->info().scenario, std::string("hello-thread"));
        QCOMPARE(caption.words().title, QString::fromStdString(rig.run()->info().title));
        QVERIFY(!button.isVisible());
    }

    void aMessageOfTheRunBecomesOneOfThePast() {
        WindowRig rig(settingsFile());
        rig.choose("two-locks");
        QVERIFY(rig.runUntil(Ended::deadlock));
        QVERIFY(rig.banner().isVisible());
        const QString words = rig.banner().words();
        QVERIFY2(words.contains(QStringLiteral("Deadlock")), qPrintable(words));
        const auto colour = [&] {
            return rig.find<QLabel>("bannerWords").palette().color(QPalette::WindowText);
        };
        const QColor muted = theme_for(rig.window->palette()).muted;
        QVERIFY(colour() != muted);
        rig.choose("lost-update");
        QVERIFY2(rig.banner().isVisible(), "the picture below is still of the deadlock");
        QCOMPARE(rig.banner().words(), words);
        QCOMPARE(colour(), muted);
        rig.choose("two-locks");
        QVERIFY(colour() != muted);
    }

    void aMessageOfAnAttemptGoesWithItsScenario() {
        WindowRig rig(settingsFile());
        rig.choose("cpu-bound");
        emit rig.window->findChild<Messages*>()->problem(QStringLiteral("the engine cannot be started"));
        QVERIFY(rig.banner().isVisible());
        rig.choose("lost-update");
        QVERIFY(!rig.banner().isVisible());
    }

private:
    QString settingsFile() const { return folder_->filePath(QStringLiteral("settings.ini")); }

    static void run(WindowRig& rig, const char* scenario) {
        rig.choose(scenario);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(!rig.table("statisticsView").rows.empty(), timeout_ms);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_window_stale

QTEST_MAIN(test_window_stale::TestWindowStale)
#include "test_window_stale.moc"
