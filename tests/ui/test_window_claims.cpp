// SPDX-License-Identifier: GPL-3.0-or-later
// The articles' claims in the window: all are listed, results come as they are measured, Stop keeps them, and
// a claim leads to its scenario.
#include "tests/ui/window_rig.h"

#include "ui/claims/claim_table.h"
#include "ui/claims/claims_controller.h"
#include "ui/speedup/sweep_controller.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>

#include <algorithm>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_claims {

const QString not_measured = QStringLiteral("–");

std::ptrdiff_t measured(const Table& table) {
    return std::ranges::count_if(table.rows, [](const auto& row) { return row[0].text != not_measured; });
}

class TestWindowClaims : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(settingsFile());
        claims_ = rig_->window->findChild<ClaimsController*>();
    }
    void cleanup() { rig_.reset(); }

    void allClaimsAreListedBeforeTheyAreMeasured() {
        const Table& table = rig_->table("claimsTable");
        QCOMPARE(table.rows.size(), all_claims().size());
        QCOMPARE(measured(table), 0);
        QCOMPARE(table.rows[0][1].text, QString::fromStdString(all_claims()[0].sentence));
        QCOMPARE(table.rows[0][claim_scenario_column].text,
                 QString::fromStdString(all_claims()[0].run.scenario));
    }

    void allAreMeasured() {
        rig_->find<QPushButton>("claimsMeasure").click();
        QVERIFY(claims_->isActive());
        QTRY_VERIFY_WITH_TIMEOUT(!claims_->isActive(), 4 * timeout_ms);
        const Table& table = rig_->table("claimsTable");
        QCOMPARE(measured(table), static_cast<std::ptrdiff_t>(all_claims().size()));
        for (const auto& row : table.rows)
            QVERIFY2(row[4].text != not_measured || !row[5].text.isEmpty(), qPrintable(row[1].text));
        QVERIFY(rig_->find<QLabel>("claimsProgress").text().contains(QStringLiteral(" hold, ")));
        QVERIFY(!claims_->wasStopped());
    }

    void resultsComeAsTheyAreMeasuredAndStopKeepsThem() {
        rig_->find<QPushButton>("claimsMeasure").click();
        QTRY_VERIFY_WITH_TIMEOUT(measured(rig_->table("claimsTable")) >= 2, timeout_ms);
        QVERIFY(claims_->isActive());
        rig_->press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(!claims_->isActive(), timeout_ms);
        const auto kept = measured(rig_->table("claimsTable"));
        QVERIFY(kept >= 2 && kept < static_cast<std::ptrdiff_t>(all_claims().size()));
        QVERIFY(rig_->find<QLabel>("claimsProgress").text().contains(QStringLiteral("stopped")));
    }

    void nothingElseRunsMeanwhile() {
        rig_->find<QPushButton>("claimsMeasure").click();
        rig_->press("actionRun");
        QVERIFY(rig_->isIdle());
        QVERIFY(rig_->banner().isVisible());
        rig_->find<QPushButton>("sweepMeasure").click();
        QVERIFY(!rig_->window->findChild<SweepController*>()->isActive());
    }

    void aClaimLeadsToItsScenario() {
        auto& view = rig_->find<TableView>("claimsTable");
        const int row = 11; // any row will do
        const QString scenario = view.model()->index(row, claim_scenario_column).data().toString();
        emit view.activated(view.model()->index(row, 1));
        QCOMPARE(QString::fromStdString(rig_->find<ScenarioList>("scenarioList").current()->name), scenario);
    }

    void oneClickSetsUpWhatDecidesTheClaim() {
        const auto claims = all_claims();
        const auto claim =
            std::ranges::find_if(claims, [](const Claim& each) { return each.run.backend == Backend::gil; });
        QVERIFY2(claim != claims.end(), "a claim is about the GIL");
        rig_->find<QAction>("toggle.claimsView").setChecked(true);
        QVERIFY(rig_->find<QWidget>("claimsView").isVisible());
        auto& view = rig_->find<TableView>("claimsTable");
        const QModelIndex link =
            view.model()->index(static_cast<int>(claim - claims.begin()), claim_scenario_column);
        view.scrollTo(link);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(link).center());
        QCOMPARE(rig_->find<ScenarioList>("scenarioList").current()->name, claim->run.scenario);
        QVERIFY(rig_->find<QAbstractButton>("backend.gil").isChecked());
        QVERIFY2(rig_->find<QWidget>("timeline").isVisible(), "the picture is in front, to run it");
    }

    void whoReadsAlongTheArticlesBeginsWithTheClaims() {
        QVERIFY2(!rig_->find<QWidget>("claimsView").isVisible(), "the course begins with its first lesson");
        {
            WindowSettings settings(settingsFile());
            settings.set(setting::scenario_path, QStringLiteral("articles"));
        }
        rig_.reset();
        rig_ = std::make_unique<WindowRig>(settingsFile());
        QVERIFY(rig_->find<QWidget>("claimsView").isVisible());
        const int height = rig_->find<QWidget>("claimsTable").height();
        rig_.reset();
        rig_ =
            std::make_unique<WindowRig>(settingsFile(), QSize(1280, 720)); // in which the list is not docked
        rig_->window->activateWindow();
        QTRY_VERIFY(rig_->find<QWidget>("claimsTable").hasFocus());
        rig_.reset();
        rig_ = std::make_unique<WindowRig>(settingsFile());
        rig_->find<QPushButton>("claimsMeasure").click();
        QTRY_VERIFY_WITH_TIMEOUT(measured(rig_->table("claimsTable")) >= 1, timeout_ms);
        QCOMPARE(rig_->find<QWidget>("claimsTable").height(),
                 height); // no panel takes room for what is measured here
        rig_->press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(!rig_->window->findChild<ClaimsController*>()->isActive(), timeout_ms);
        rig_->choose("hello-thread");
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QVERIFY2(rig_->find<QWidget>("timeline").isVisible(), "a run is what one wants to see");
    }

private:
    QString settingsFile() const { return folder_->filePath(QStringLiteral("settings.ini")); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
    ClaimsController* claims_ = nullptr;
};

} // namespace test_window_claims

QTEST_MAIN(test_window_claims::TestWindowClaims)
#include "test_window_claims.moc"
