// SPDX-License-Identifier: GPL-3.0-or-later
// Python programs in the window: those of the articles with one click, a lesson's beside its model, and their
// sources in the Code pane.
#include "tests/ui/record_rig.h"
#include "ui/code/code_view.h"
#include "ui/compare/compare_controller.h"
#include "ui/lesson/lesson_pane.h"

#include <QDir>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextBrowser>

#include <algorithm>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_python {

class TestWindowPython : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        if (!can_record())
            QSKIP(why_no_recording);
        if (!has_python())
            QSKIP(why_no_python);
    }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<RecordRig>(folder_->filePath("settings.ini"), QSize(),
                                           folder_->filePath("runs"));
    }
    void cleanup() { rig_.reset(); }

    void aProgramOfTheArticlesIsOneClick_data() {
        QTest::addColumn<QString>("action");
        const QDir scripts(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/python"));
        for (const QString& name : scripts.entryList({QStringLiteral("*.py")}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << QStringLiteral("actionArticle.") + name;
    }
    void aProgramOfTheArticlesIsOneClick() {
        QFETCH(QString, action);
        rig_->press(qPrintable(action));
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), 2 * timeout_ms);
        const RunInfo& info = rig_->run()->report().info;
        QVERIFY2(info.error.empty(), info.error.c_str());
        QVERIFY2(info.ended == Ended::finished &&
                     rig_->text().contains(QStringLiteral("ended with status 0")),
                 qPrintable(rig_->text()));
        // Where python3 is a script, what that starts has another name.
        const QString title = QString::fromStdString(info.title);
        QVERIFY2(title.contains(QStringLiteral("python")) &&
                     title.endsWith(QLatin1Char(' ') + action.section('.', 1)),
                 qPrintable(title));
        QVERIFY(rig_->run()->trace().lane_count() > 2); // all of them have workers
        QVERIFY2(!rig_->text().contains(QStringLiteral("\nE ")) && !rig_->text().startsWith(QLatin1Char('E')),
                 qPrintable(rig_->text()));
    }

    void aLessonHasALinkThatRunsItInPython() {
        rig_->choose("lock");
        rig_->find<QPushButton>("skipQuestion").click();
        QVERIFY(rig_->find<QTextBrowser>("lessonView")
                    .toPlainText()
                    .contains(QStringLiteral("Run it in Python")));
        emit rig_->find<LessonPane>("lessonPane").linkChosen(QStringLiteral("python:"));
        const auto& runs = *rig_->window->findChild<CompareController*>();
        QVERIFY(runs.isActive());
        QVERIFY(rig_->find<QWidget>("compareView").isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), 4 * timeout_ms);
        QVERIFY2(runs.state().error.empty(), runs.state().error.c_str());
        QCOMPARE(runs.state().comparison.blocks.size(), std::size_t{2});
    }

    void theRunThatIsShownIsTheModel() {
        rig_->choose("lock");
        rig_->press("actionRun");
        rig_->awaitEnd();
        const Trace* const shown = &rig_->run()->trace();
        rig_->press("actionRunInPython");
        const auto& runs = *rig_->window->findChild<CompareController*>();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), 4 * timeout_ms);
        const bool has_gil = std::ranges::count(rig_->run()->request().scenario->backends, Backend::gil) > 0;
        QCOMPARE(runs.state().comparison.blocks.front().run.trace.get() == shown,
                 !has_gil || rig_->run()->request().backend == Backend::gil);
    }

    void aStopKeepsTheModel() {
        rig_->choose("gil-interval");
        rig_->press("actionRunInPython");
        const auto& runs = *rig_->window->findChild<CompareController*>();
        QTRY_VERIFY_WITH_TIMEOUT(runs.state().comparison.blocks.size() == 1, 2 * timeout_ms);
        rig_->press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), timeout_ms);
        QVERIFY(runs.state().error.empty());
        QCOMPARE(rig_->table("compareTable").rows.size(), runs.state().comparison.blocks.size());
    }

    void theCodeIsTheScriptAndTheLineIsThatOfTheWait() {
        rig_->press("actionArticle.lock.py");
        rig_->awaitEnd();
        auto& code = rig_->find<CodeView>("codeView");
        QTRY_VERIFY_WITH_TIMEOUT(code.toPlainText().contains(QStringLiteral("lock = threading.Lock()")),
                                 timeout_ms);
        const Trace& trace = rig_->run()->trace();
        for (std::size_t index = 0; index < trace.lane_count(); ++index) {
            const Lane& lane = trace.lane(index);
            const std::size_t wait = lane.find_state(LaneState::waiting_lock, 0, lane.segments().size());
            if (wait == lane.segments().size())
                continue;
            rig_->navigation().chooseLane(lane.id(), lane.segments()[wait].begin);
            QTRY_VERIFY(!code.markedPlace().isEmpty());
            const QTextCursor marked = code.cursorForPosition(code.markedPlace().center());
            QCOMPARE(marked.block().text().trimmed(), QStringLiteral("with lock:"));
            return;
        }
        QFAIL("nobody waited for the lock");
    }

    void aScriptThatChangedSinceIsShownAsItWas() {
        const QString path = folder_->filePath("script.py");
        const auto write = [&path](const char* more) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("import threading\nlock = threading.Lock()\n"
                       "def work():\n    lock.acquire()\nlock.acquire()\n"
                       "t = threading.Thread(target=work)\nt.start()\nlock.release()\nt.join()\n");
            file.write(more);
        };
        write("");
        rig_->recordToItsEnd(QStringLiteral("python3 ") + path);
        rig_->choose("hello-process");
        write("# changed\n");
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->isIdle() && rig_->run() != nullptr && !rig_->run()->request().program,
                                 timeout_ms);
        rig_->press("actionEarlierRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->shown().isForeign() && rig_->shown().report() != nullptr, timeout_ms);
        auto& code = rig_->find<CodeView>("codeView");
        QTRY_VERIFY_WITH_TIMEOUT(code.toPlainText().contains(QStringLiteral("lock = threading.Lock()")),
                                 timeout_ms);
        QVERIFY2(!code.toPlainText().contains(QStringLiteral("changed")), qPrintable(code.toPlainText()));
    }

    void aScriptWithAnErrorSaysWhatPythonSays() {
        rig_->recordToItsEnd(QStringLiteral("python3 -c 'raise ValueError(\"no\")'"));
        QVERIFY2(rig_->text().contains(QStringLiteral("E ValueError: no")), qPrintable(rig_->text()));
        QVERIFY2(rig_->text().contains(QStringLiteral("ended with status 1")), qPrintable(rig_->text()));
    }

    /// In tests/run --all it is every lesson.
    void aLessonRunsInPythonBesideItsModel_data() {
        QTest::addColumn<bool>("has_gil");
        QTest::newRow("cpu-bound") << true;
        QTest::newRow("gil-interval") << true;
        QTest::newRow("hello-process") << false;
        if (!qEnvironmentVariableIsSet("INTERLEAVE_TEST_ALL"))
            return;
        for (const Scenario* const scenario : all_scenarios())
            QTest::addRow("%s ", scenario->name.c_str())
                << (std::ranges::count(scenario->backends, Backend::gil) > 0);
    }
    void aLessonRunsInPythonBesideItsModel() {
        QFETCH(bool, has_gil);
        rig_->choose(QByteArray(QTest::currentDataTag()).trimmed());
        rig_->press("actionRunInPython");
        const auto& runs = *rig_->window->findChild<CompareController*>();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), 4 * timeout_ms);
        QVERIFY2(runs.state().error.empty(), runs.state().error.c_str());
        const auto& blocks = runs.state().comparison.blocks;
        QCOMPARE(blocks.size(), std::size_t{2});
        QVERIFY2(blocks[0].name.startsWith(QStringLiteral("model (")), qPrintable(blocks[0].name));
        QVERIFY2(blocks[1].name.contains(QRegularExpression(QStringLiteral("^[A-Z][A-Za-z]+ 3\\."))),
                 qPrintable(blocks[1].name));
        QVERIFY(blocks[1].figures.work.begin > 0); // Python's start is before it
        QVERIFY(blocks[1].figures.work.length() > 0);
        QCOMPARE(rig_->table("compareTable").rows.size(), std::size_t{2});
        QCOMPARE(blocks[0].gil.has_value(), has_gil);
        const Table& gils = rig_->table("compareGil");
        QCOMPARE(!gils.rows.empty(), has_gil);
        for (const auto& row : gils.rows)
            QVERIFY2(row.size() == 4 && !row[1].text.isEmpty() && !row[2].text.isEmpty(),
                     qPrintable(row[0].text));
        if (has_gil)
            QCOMPARE(gils.columns[2].title, blocks[1].name);
        // What is compared is told in as many lines as it takes, and leaves the lesson its room.
        auto& caption = rig_->find<QLabel>("compareCaption");
        QVERIFY(caption.minimumSizeHint().width() < caption.fontMetrics().horizontalAdvance(caption.text()));
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<RecordRig> rig_;
};

} // namespace test_window_python

QTEST_MAIN(test_window_python::TestWindowPython)
#include "test_window_python.moc"
