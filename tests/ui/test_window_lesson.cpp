// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson gone through in the window: it asks, runs, says what came out, and its links set, run and lead to
// the moments of which they speak.
#include "core/course/lesson_links.h"
#include "tests/ui/window_rig.h"
#include "ui/lesson/lesson_pane.h"
#include "ui/lesson/lesson_view.h"
#include "ui/progress/course_progress.h"
#include "ui/run/run_setup.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_lesson {

class TestWindowLesson : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")));
    }
    void cleanup() { rig_.reset(); }

    void theReplyComesAfterTheRunWithItsProof() {
        rig_->choose("two-locks");
        rig_->find<QRadioButton>("option1").click();
        rig_->find<QRadioButton>("reason1").click();
        rig_->find<QPushButton>("answerQuestion").click();
        QVERIFY(!page().contains(QStringLiteral("What came out")));
        QVERIFY(rig_->runUntil(Ended::deadlock));
        QTRY_VERIFY(page().contains(QStringLiteral("What came out: It does not end")));
        QTRY_COMPARE(rig_->navigation().pointedOut().lanes.size(), std::size_t{2});
        QCOMPARE(progress().seen(), 1);
    }

    void aVariationIsSetAndRun() {
        rig_->choose("lost-update");
        rig_->set("parameter.workers", 3);
        follow("vary:lock=own&increments=100");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        const NamedValues& parameters = rig_->run()->info().parameters;
        QVERIFY(parameters.at("lock") == Value("own"));
        QVERIFY(parameters.at("increments") == Value(100));
        QVERIFY(parameters.at("workers") == Value(2)); // the default, not what was set before
        QCOMPARE(rig_->get("parameter.lock").toString(), QStringLiteral("own"));
        QCOMPARE(rig_->get("parameter.increments").toInt(), 100);
    }

    void aVariationMayBeOfTheBackendAndTheSeed() {
        rig_->choose("queue-hello");
        follow("vary:threads&seed=7");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QCOMPARE(rig_->run()->info().backend, std::string("threads"));
        QCOMPARE(rig_->run()->info().seed, std::uint64_t{7});
        QCOMPARE(rig_->get("seed").toInt(), 7);
        follow("run:");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run()->info().backend == "processes" && rig_->isIdle(), timeout_ms);
        QCOMPARE(rig_->run()->info().seed, std::uint64_t{7}); // it is no parameter
    }

    void whatToLookForIsRunIfNoRunShowsIt() {
        rig_->choose("memory");
        const std::vector<PromisedBy> promises = promises_of("memory");
        const auto of_processes =
            std::ranges::find_if(promises, [](const PromisedBy& one) { return *one.backend == "processes"; });
        follow(QStringLiteral("look:%1").arg(of_processes - promises.begin()));
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QCOMPARE(rig_->run()->info().backend, std::string("processes"));
        QTRY_VERIFY(!rig_->navigation().pointedOut().lanes.empty());
        const TimeRange shown = rig_->navigation().visibleRange();
        const auto moment = rig_->navigation().cursor();
        QVERIFY(moment && shown.from <= *moment && *moment < shown.until);
    }

    /// Else a later run would jump there, though nobody asked any more.
    void whatIsLookedForIsForgottenIfItsRunIsRefused() {
        rig_->choose("lock");
        rig_->find<QPushButton>("skipQuestion").click();
        follow("vary:sweep:workers=1..2");
        QTRY_COMPARE_WITH_TIMEOUT(rig_->find<QPushButton>("sweepMeasure").text(), QStringLiteral("Sto&p"),
                                  timeout_ms);
        follow("look:0");
        rig_->press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->find<QPushButton>("sweepMeasure").text() == QStringLiteral("&Measure"),
                                 timeout_ms);
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QVERIFY(!rig_->navigation().cursor().has_value());
    }

    void whatIsInATableIsSelectedThere() {
        rig_->choose("memory");
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        rig_->navigation().pointOut({.results = {"seen_by_main"}});
        auto& outcome = rig_->find<TableView>("outcomeView");
        QTRY_COMPARE(outcome.selectionModel()->selectedRows().size(), qsizetype{1});
        QCOMPARE(outcome.selectionModel()->selectedRows().front().data().toString(),
                 QStringLiteral("Seen by main"));
    }

    void aSweepIsMeasuredInItsOwnView() {
        rig_->choose("amdahl");
        follow("vary:sweep:workers=1..2");
        QCOMPARE(rig_->get("sweepParameter").toString(), QStringLiteral("workers"));
        QCOMPARE(rig_->find<QLineEdit>("sweepValues").text(), QStringLiteral("1..2"));
        QVERIFY(rig_->find<QWidget>("sweepView").isVisible());
        rig_->press("actionStop");
    }

    void whatHappensNextIsAskedAndCovered() {
        rig_->press("actionAskNext"); // there is no run yet
        QVERIFY(rig_->banner().isVisible());
        rig_->choose("numbers-and-letters");
        rig_->find<QPushButton>("skipQuestion").click();
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        rig_->navigation().chooseLane(1, rig_->run()->trace().time_end() / 3);
        rig_->press("actionAskNext");
        QVERIFY(rig_->navigation().frozenAt().has_value());
        rig_->find<QRadioButton>("option1").click();
        rig_->find<QPushButton>("answerQuestion").click();
        QVERIFY(!rig_->navigation().frozenAt().has_value());
        QTRY_VERIFY(rig_->banner().isVisible());
        QVERIFY(
            page().contains(QStringLiteral("You skipped the question."))); // the lesson's own answer stays

        rig_->press("actionAskNext");
        QVERIFY(rig_->navigation().frozenAt().has_value());
        rig_->press("actionRun"); // another run takes the question away
        QTRY_VERIFY_WITH_TIMEOUT(!rig_->navigation().frozenAt().has_value(), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig_->isIdle(), timeout_ms);
    }

    void answersAreSavedAndForgotten() {
        rig_->press("actionSaveAnswers"); // none was given
        QVERIFY(rig_->file_prompt.questions.isEmpty());
        rig_->choose("lock");
        rig_->find<QRadioButton>("option1").click();
        rig_->find<QPushButton>("answerQuestion").click();
        rig_->file_prompt.answer = folder_->filePath(QStringLiteral("mine.csv"));
        rig_->press("actionSaveAnswers");
        QFile file(rig_->file_prompt.answer);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\nlock,"));
        rig_->press("actionForgetAnswers");
        QVERIFY(progress().of("lock") != nullptr); // it asks first
        rig_->window->findChild<QDialog*>(QStringLiteral("forgetAnswers"))->accept();
        QVERIFY(progress().of("lock") == nullptr);
        QVERIFY(rig_->find<QWidget>("questionCard").isVisible());
    }

    void anotherScenarioIsChosen() {
        rig_->choose("process-pool");
        follow("scenario:thread-pool");
        QCOMPARE(rig_->window->windowTitle(), QStringLiteral("A thread pool executor – Interleave"));
    }

private:
    void follow(const QString& link) { emit rig_->find<LessonPane>("lessonPane").linkChosen(link); }
    QString page() { return rig_->find<LessonView>("lessonView").toPlainText(); }
    CourseProgress& progress() { return *rig_->window->findChild<CourseProgress*>(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_window_lesson

QTEST_MAIN(test_window_lesson::TestWindowLesson)
#include "test_window_lesson.moc"
