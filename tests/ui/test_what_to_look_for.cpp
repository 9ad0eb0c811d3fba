// SPDX-License-Identifier: GPL-3.0-or-later
// What lessons say one should look for is on the picture of a run with the scenario's defaults.
#include "core/experiment/machine_load.h"
#include "core/experiment/observed_run.h"
#include "core/scenario/stage.h"
#include "tests/ui/look_at_run.h"
#include "tests/ui/look_list.h"
#include "ui/words/lesson_page.h"
#include "ui/words/lesson_steps.h"

#include <QTest>

#include <chrono>

using namespace interleave;
using namespace interleave::test;

Q_DECLARE_METATYPE(const interleave::test::LessonPromises*)

namespace {

/// What depends on chance is looked for in so many runs, with other seeds.
constexpr std::uint64_t most_runs = 5;

const std::vector<LessonPromises>& whole_list() {
    static const std::vector<LessonPromises> list = look_list();
    return list;
}

/// Returns the points of the lesson's section "What to look for".
QStringList points_of(const QString& scenario) {
    QStringList points;
    for (const LessonStep& step : lesson_steps(lesson_page(scenario)))
        if (!step.is_question)
            points << step.text;
    return points;
}

RunRequest request_of(const LessonPromises& lesson, std::uint64_t seed) {
    RunRequest request = default_request(find_scenario(lesson.scenario.toStdString()));
    if (!lesson.backend.isEmpty())
        request.backend = parse_backend(lesson.backend.toStdString());
    request.seed = seed;
    return request;
}

/// Something that a run is to show, with the sentence that says so.
struct Open {
    const Promise* promise;
    const LookFor* look;
    QString why{}; ///< it cannot be found, if that is known
};

} // namespace

class TestWhatToLookFor : public QObject {
    Q_OBJECT

private slots:
    void everyPointOfALessonIsInTheListAndNothingElse() {
        QStringList wrong;
        for (const LessonPromises& lesson : whole_list())
            for (const Promise& promise : lesson.promises) {
                const QStringList points = points_of(lesson.scenario);
                if (std::ranges::none_of(points,
                                         [&](const QString& point) { return point.contains(promise.words); }))
                    wrong << QStringLiteral("line %1: the lesson %2 does not say “%3”")
                                 .arg(promise.line)
                                 .arg(lesson.scenario, promise.words);
                if (promise.shown.empty())
                    wrong << QStringLiteral("line %1: nothing is to be seen for “%2”")
                                 .arg(promise.line)
                                 .arg(promise.words);
            }
        for (const Scenario* scenario : all_scenarios()) {
            const QString name = QString::fromStdString(scenario->name);
            for (const QString& point : points_of(name))
                if (std::ranges::none_of(whole_list(), [&](const LessonPromises& lesson) {
                        return lesson.scenario == name &&
                               std::ranges::any_of(lesson.promises, [&](const Promise& promise) {
                                   return point.contains(promise.words);
                               });
                    }))
                    wrong << QStringLiteral("%1: the list has nothing for “%2”").arg(name, point);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void whatIsNotUnderstoodIsRefused() {
        for (const char* text :
             {"- a sentence without a lesson\n", "lock\n    lane main\n", "lock threads gil\n",
              "lock\n- words\n    lane\n", "lock\n- words\n    lane main on\n"})
            QVERIFY_THROWS_EXCEPTION(LookListError, parse_look_list(QLatin1String(text)));
        const Trace trace(true);
        const RunInfo info;
        const RunLooker looker(trace, info);
        for (const char* text : {"lain main", "lane main", "no lane main", "state reddy", "outcome x on main",
                                 "event wright", "no work x", "no row x", "deadlock many"})
            QVERIFY_THROWS_EXCEPTION(LookListError, looker.is_seen(parse_look_for(QLatin1String(text), 1)));
    }

    void whatItSaysIsOnThePicture_data() {
        QTest::addColumn<const LessonPromises*>("lesson");
        for (const LessonPromises& lesson : whole_list())
            QTest::newRow(qPrintable(lesson.scenario + QLatin1Char(' ') + lesson.backend)) << &lesson;
    }
    void whatItSaysIsOnThePicture() {
        QFETCH(const LessonPromises*, lesson);
        if (Stage::usable_cpus() < 2)
            QSKIP("lessons say what two processors show");
        std::vector<Open> open;
        for (const Promise& promise : lesson->promises)
            for (const LookFor& look : promise.shown)
                open.push_back({&promise, &look});
        QString skipped;
        const MachineLoad before = read_machine_load();
        for (std::uint64_t seed = 1; seed <= most_runs && !open.empty(); ++seed) {
            const ObservedRun run(request_of(*lesson, seed));
            QVERIFY2(run.wait(std::chrono::seconds(60)), "the scenario did not end");
            const RunLooker looker(run.trace(), run.report().info);
            std::vector<Open> still_open;
            for (Open& entry : open) {
                try {
                    if (!run.trace().has_kernel_records() && RunLooker::needs_switches(*entry.look)) {
                        skipped = QStringLiteral("without switch records nothing tells where lanes ran");
                        continue;
                    }
                    if (looker.is_seen(*entry.look))
                        continue;
                    if (looker.is_without_need(*entry.look, Stage::usable_cpus())) {
                        skipped = QStringLiteral("there are processors enough for all lanes");
                        continue;
                    }
                } catch (const LookListError& error) {
                    entry.why = QString::fromUtf8(error.what());
                }
                still_open.push_back(entry);
            }
            open = still_open;
        }
        // Where other programs use the processors, two lanes may never run at the same time.
        const std::string doubt = doubt_of_times(before, read_machine_load(), Stage::usable_cpus());
        QStringList missing;
        for (const Open& entry : open) {
            if (!doubt.empty() && entry.why.isEmpty())
                skipped = QString::fromStdString(doubt) + QStringLiteral(": ") + entry.look->text;
            else
                missing << QStringLiteral("%1: “%2”: line %3: %4 %5")
                               .arg(lesson->scenario, entry.promise->words)
                               .arg(entry.look->line)
                               .arg(entry.look->text, entry.why);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
        if (!skipped.isEmpty())
            QSKIP(qPrintable(QStringLiteral("all the rest was seen, but ") + skipped));
    }
};

QTEST_GUILESS_MAIN(TestWhatToLookFor)
#include "test_what_to_look_for.moc"
