// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep in the window: the points come as they are measured, Stop keeps them, and they are saved as a
// picture.
#include "tests/ui/window_rig.h"

#include "core/event/error.h"
#include "ui/export/export_dialog.h"
#include "ui/speedup/sweep_controller.h"
#include "ui/speedup/sweep_values.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>

#include <algorithm>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_sweep {

std::size_t measured_points(const SweepController& sweeps) {
    std::size_t count = 0;
    for (const SweepCurve& curve : sweeps.result().curves)
        for (const SweepPoint& point : curve.points)
            count += point.runs.empty() ? 0 : 1;
    return count;
}

class TestWindowSweep : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale::c());
    }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")));
        rig_->choose("cpu-bound");
        rig_->set("parameter.work", 5.0);
        sweeps_ = rig_->window->findChild<SweepController*>();
    }
    void cleanup() {
        rig_.reset();
        QLocale::setDefault(QLocale::c());
    }

    void aSweepIsMeasuredAndSaved() {
        measure("1..2", 1);
        QTRY_VERIFY_WITH_TIMEOUT(!sweeps_->isActive(), timeout_ms);
        const SweepResult& result = sweeps_->result();
        QCOMPARE(result.curves.size(), std::size_t{3});
        QCOMPARE(measured_points(*sweeps_), std::size_t{6});
        QVERIFY(result.errors.empty());
        QVERIFY(!result.stopped);
        QCOMPARE(rig_->find<QPushButton>("sweepMeasure").text().remove(QLatin1Char('&')),
                 QStringLiteral("Measure"));

        rig_->file_prompt.answer = folder_->filePath(QStringLiteral("curves"));
        rig_->find<QPushButton>("sweepExport").click();
        auto* dialog = rig_->window->findChild<ExportDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(rig_->find<QComboBox>("exportPicture").currentData().toString(), QStringLiteral("speedup"));
        QVERIFY(dialog->options().words.title.contains(QStringLiteral("over workers")));
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
        QCOMPARE(QImage(rig_->file_prompt.answer + QStringLiteral(".png")).width(), 1600);
    }

    void aSweepIsKeptToSeeTheNextOneAgainst() {
        auto& keep = rig_->find<QPushButton>("sweepKeep");
        QVERIFY(!keep.isEnabled());
        measure("1..2", 1);
        QTRY_VERIFY_WITH_TIMEOUT(!sweeps_->isActive(), timeout_ms);
        auto& table = rig_->find<TableView>("sweepTable");
        const std::size_t columns = table.shownTable().columns.size();
        QTRY_COMPARE(table.shownTable().rows.size(), std::size_t{6});
        keep.click();
        QVERIFY(keep.isChecked());
        QCOMPARE(table.shownTable().columns.size(), columns + 2); // before, and the change
        rig_->set("parameter.work", 10.0);
        measure("1..2", 1);
        QTRY_VERIFY_WITH_TIMEOUT(!sweeps_->isActive(), timeout_ms);
        QVERIFY2(rig_->find<QLabel>("sweepProgress").text().contains(QStringLiteral("before: work 5 ms")),
                 qPrintable(rig_->find<QLabel>("sweepProgress").text()));
        keep.click();
        QVERIFY(!keep.isChecked());
        QCOMPARE(table.shownTable().columns.size(), columns);
    }

    void thePointsComeAsTheyAreMeasuredAndStopKeepsThem() {
        measure("1..4", 50);
        auto& canvas = rig_->find<QWidget>("sweepCanvas");
        const QImage before = canvas.grab().toImage();
        QTRY_VERIFY_WITH_TIMEOUT(measured_points(*sweeps_) >= 4, timeout_ms);
        QVERIFY(sweeps_->isActive());
        QTRY_VERIFY_WITH_TIMEOUT(canvas.grab().toImage() != before, timeout_ms);
        rig_->press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(!sweeps_->isActive(), timeout_ms);
        QVERIFY(sweeps_->result().stopped);
        QVERIFY(measured_points(*sweeps_) >= 4);
        QVERIFY(rig_->find<QLabel>("sweepProgress").text().contains(QStringLiteral("stopped")));
    }

    void nothingElseRunsMeanwhile() {
        measure("1..2", 50);
        QVERIFY(sweeps_->isActive());
        rig_->press("actionRun");
        QVERIFY(rig_->isIdle());
        QVERIFY(rig_->banner().isVisible());
        rig_->find<QPushButton>("sweepMeasure").click(); // it says Stop by now, or will stop what it started
        QTRY_VERIFY_WITH_TIMEOUT(
            (sweeps_->isActive() ? rig_->press("actionStop") : void(), !sweeps_->isActive()), timeout_ms);
        rig_->press("actionRun");
        QVERIFY(!rig_->isIdle());
        rig_->find<QPushButton>("sweepMeasure").click();
        QVERIFY2(!sweeps_->isActive(), "no sweep beside a run");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->isIdle(), timeout_ms);
    }

    void wrongWordsAreOneLine_data() {
        QTest::addColumn<QString>("values");
        QTest::newRow("no number") << QStringLiteral("many");
        QTest::newRow("out of range") << QStringLiteral("0..100000");
        QTest::newRow("empty") << QString();
        QTest::newRow("a list with holes") << QStringLiteral("1,,2");
    }
    void wrongWordsAreOneLine() {
        QFETCH(QString, values);
        rig_->find<QLineEdit>("sweepValues").setText(values);
        rig_->find<QPushButton>("sweepMeasure").click();
        QVERIFY(!sweeps_->isActive());
        QVERIFY(rig_->banner().isVisible());
        QVERIFY(!rig_->banner().words().contains(QLatin1Char('\n')));
    }

    void everyScenariosSuggestionCanBeMeasured() {
        QFETCH(QString, locale);
        QLocale::setDefault(QLocale(locale));
        for (const Scenario* scenario : all_scenarios()) {
            rig_->choose(scenario->name.c_str());
            auto& parameter = rig_->find<QComboBox>("sweepParameter");
            for (int i = 0; i < parameter.count(); ++i) {
                parameter.setCurrentIndex(i);
                const auto& swept = *std::ranges::find(
                    scenario->parameters, parameter.currentText().toStdString(), &Parameter::name);
                try {
                    const std::string words =
                        sweep_values_from(rig_->find<QLineEdit>("sweepValues").text(), swept);
                    QVERIFY(!parse_sweep_axis(*scenario, swept.name + "=" + words).values.empty());
                } catch (const std::exception& error) {
                    QFAIL(qPrintable(QString::fromStdString(scenario->name + " " + swept.name + " ") +
                                     QLatin1String(error.what())));
                }
            }
        }
    }
    void everyScenariosSuggestionCanBeMeasured_data() {
        QTest::addColumn<QString>("locale");
        QTest::newRow("decimal point") << QStringLiteral("en_US");
        QTest::newRow("decimal comma") << QStringLiteral("de_DE");
    }

    void valuesAreReadAsTheLocaleWritesThem_data() {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words"); // empty: refused
        const auto row = [](const char* locale, const char* typed, const char* words) {
            QTest::addRow("%s %s", locale, typed)
                << QString::fromLatin1(locale) << QString::fromLatin1(typed) << QString::fromLatin1(words);
        };
        for (const char* locale : {"en_US", "de_DE"}) {
            row(locale, "0.5; 1.5", "0.5,1.5");
            row(locale, "0,5; 1,5", "0.5,1.5");
            row(locale, " 1  2 ; 4", "1,2,4");
            row(locale, "1,2,4,8", "1,2,4,8");
            row(locale, "1..4", "1..4");
            row(locale, "0,1..0,5:0,1", "0.1..0.5:0.1");
            row(locale, "0.1..0.5:0.1", "0.1..0.5:0.1");
            row(locale, "1 ms; 2 ms", "");
            row(locale, "0..100:", "");
            row(locale, "1..", "");
            row(locale, "1,,2", "");
            row(locale, ";", "");
            row(locale, "101", "");
        }
        row("de_DE", "0,5", "0.5");
        row("en_US", "1,5", "1,5"); // a list, as on the command line
    }
    void valuesAreReadAsTheLocaleWritesThem() {
        QFETCH(QString, locale);
        QFETCH(QString, typed);
        QFETCH(QString, words);
        const Parameter share = real("share", 1, 0, 100, "", "");
        try {
            QCOMPARE(QString::fromStdString(sweep_values_from(typed, share, QLocale(locale))), words);
        } catch (const UsageError& error) {
            QVERIFY2(words.isEmpty(), error.what());
        }
    }

    void aNumberOfRepeatsOutOfItsRangeIsRefused() {
        rig_->set("sweepRepeats", 1);
        rig_->find<QWidget>("sweepRepeats").findChild<QLineEdit*>()->setText(QStringLiteral("101"));
        rig_->find<QPushButton>("sweepMeasure").click();
        QVERIFY(!sweeps_->isActive());
        QVERIFY(rig_->banner().words().contains(QStringLiteral("100")));
    }

private:
    void measure(const char* values, int repeats) {
        rig_->find<QLineEdit>("sweepValues").setText(QLatin1String(values));
        rig_->set("sweepRepeats", repeats);
        rig_->find<QPushButton>("sweepMeasure").click();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
    SweepController* sweeps_ = nullptr;
};

} // namespace test_window_sweep

QTEST_MAIN(test_window_sweep::TestWindowSweep)
#include "test_window_sweep.moc"
