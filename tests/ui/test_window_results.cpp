// SPDX-License-Identifier: GPL-3.0-or-later
// Many runs in the window: the bars grow as the runs end, Stop keeps them, a run on the screen stays, and
// what was measured with other settings is of the past.
#include "tests/ui/window_rig.h"

#include "ui/export/export_dialog.h"
#include "ui/results/results_controller.h"
#include "ui/results/results_view.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_results {

class TestWindowResults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale::c());
    }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")));
        rig_->choose("hello-thread");
        rig_->set("parameter.work", 5);
        results_ = rig_->window->findChild<ResultsController*>();
        view_ = rig_->window->findChild<ResultsView*>();
    }
    void cleanup() { rig_.reset(); }

    void twentyRunsAreTheUsualNumber() { QCOMPARE(view_->times(), std::size_t{20}); }

    void manyRunsAreMeasuredAndSaved() {
        measure(4);
        QTRY_VERIFY_WITH_TIMEOUT(!results_->isActive(), timeout_ms);
        QCOMPARE(results_->state().result.spread.runs(), std::size_t{4});
        QVERIFY(view_->shown());
        QVERIFY2(progress().contains(QStringLiteral("4 runs")), qPrintable(progress()));

        auto& choice = rig_->find<QComboBox>("resultsChoice");
        choice.setCurrentIndex(choice.findData(QStringLiteral("ended")));
        emit choice.activated(choice.currentIndex());
        QCOMPARE(view_->shown()->bars.front().label, QStringLiteral("finished"));
        QCOMPARE(view_->shown()->bars.front().count, 4U);
        const QString words = rig_->find<QLabel>("resultsWords").text();
        QVERIFY2(words.contains(QStringLiteral("less than 75\u00a0%")), qPrintable(words));

        rig_->file_prompt.answer = folder_->filePath(QStringLiteral("histogram"));
        rig_->find<QPushButton>("resultsExport").click();
        auto* dialog = rig_->window->findChild<ExportDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(rig_->find<QComboBox>("exportPicture").currentData().toString(), QStringLiteral("results"));
        const PictureWords& around = dialog->options().words;
        QVERIFY2(around.title.contains(QStringLiteral("4 runs")), qPrintable(around.title));
        QVERIFY2(around.result.contains(QStringLiteral("less than 75\u00a0%")), qPrintable(around.result));
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
        QCOMPARE(QImage(rig_->file_prompt.answer + QStringLiteral(".png")).width(), 1600);
    }

    void theBarsGrowAsTheRunsEndAndStopKeepsThem() {
        measure(1000);
        const auto runs = [this] { return results_->state().result.spread.runs(); };
        QTRY_VERIFY_WITH_TIMEOUT(runs() >= 2, timeout_ms);
        QVERIFY(results_->isActive());
        const std::size_t before = runs();
        auto& canvas = rig_->find<QWidget>("resultsCanvas");
        const QImage early = canvas.grab().toImage();
        QTRY_VERIFY_WITH_TIMEOUT(runs() > before && canvas.grab().toImage() != early, timeout_ms);
        rig_->press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(!results_->isActive(), timeout_ms);
        QVERIFY(results_->state().result.stopped);
        QVERIFY(runs() > before && runs() < 1000);
        QVERIFY2(progress().contains(QStringLiteral("stopped after")), qPrintable(progress()));
        QVERIFY(view_->shown());
    }

    void nothingElseRunsMeanwhileAndTheRunOnTheScreenStays() {
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        const ObservedRun* const shown = rig_->run();
        measure(1000);
        QVERIFY(results_->isActive());
        rig_->press("actionRun");
        QVERIFY(rig_->isIdle());
        QVERIFY(rig_->banner().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(results_->state().result.spread.runs() >= 1, timeout_ms);
        QCOMPARE(rig_->run(), shown);
        rig_->find<QPushButton>("resultsMeasure").click();
        QTRY_VERIFY_WITH_TIMEOUT(!results_->isActive(), timeout_ms);
        QCOMPARE(rig_->run(), shown);
    }

    void otherSettingsMakeItOneOfThePast() {
        measure(2);
        QTRY_VERIFY_WITH_TIMEOUT(!results_->isActive(), timeout_ms);
        auto& canvas = rig_->find<QWidget>("resultsCanvas");
        const auto& words = rig_->find<QLabel>("resultsWords");
        const QImage present = canvas.grab().toImage();
        QVERIFY(!words.text().contains(QStringLiteral("other settings")));
        rig_->set("parameter.work", 6);
        QTRY_VERIFY(words.text().contains(QStringLiteral("other settings")));
        QVERIFY(canvas.grab().toImage() != present);
        rig_->set("parameter.work", 5);
        QTRY_VERIFY(!words.text().contains(QStringLiteral("other settings")));
        QCOMPARE(canvas.grab().toImage(), present);
        rig_->choose("lock");
        QTRY_VERIFY(words.text().contains(QStringLiteral("other settings")));
    }

    void aNumberOfRunsOutOfItsRangeIsRefused() {
        rig_->find<QWidget>("resultsTimes").findChild<QLineEdit*>()->setText(QStringLiteral("1001"));
        rig_->find<QPushButton>("resultsMeasure").click();
        QVERIFY(!results_->isActive());
        QVERIFY2(rig_->banner().words().contains(QStringLiteral("1,000")) ||
                     rig_->banner().words().contains(QStringLiteral("1000")),
                 qPrintable(rig_->banner().words()));
    }

private:
    void measure(int times) {
        rig_->set("resultsTimes", times);
        rig_->find<QPushButton>("resultsMeasure").click();
    }
    QString progress() { return rig_->find<QLabel>("resultsProgress").text(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
    ResultsController* results_ = nullptr;
    ResultsView* view_ = nullptr;
};

} // namespace test_window_results

QTEST_MAIN(test_window_results::TestWindowResults)
#include "test_window_results.moc"
