// SPDX-License-Identifier: GPL-3.0-or-later
// What lessons say one should look for is on the picture of a run with the scenario's defaults.
#include "core/course/look_list.h"
#include "core/course/look_view.h"
#include "core/course/proof.h"
#include "core/course/run_looker.h"
#include "core/event/error.h"
#include "core/experiment/machine_load.h"
#include "core/experiment/observed_run.h"
#include "core/scenario/stage.h"
#include "ui/rows/timeline_rows.h"
#include "ui/words/event_words.h"
#include "ui/words/lesson_page.h"
#include "ui/words/lesson_steps.h"

#include <QTest>

#include <chrono>

using namespace interleave;

namespace test_what_to_look_for {

/// What depends on chance is looked for in so many runs, with other seeds.
constexpr std::uint64_t most_runs = 5;

/// Returns the points of the lesson's section "What to look for".
QStringList points_of(const QString& scenario) {
    QStringList points;
    for (const LessonStep& step : lesson_steps(lesson_page(scenario)))
        if (!step.is_question)
            points << step.text;
    return points;
}

RunRequest request_of(const LessonPromises& lesson, std::uint64_t seed) {
    RunRequest request = default_request(find_scenario(lesson.scenario));
    if (!lesson.backend.empty())
        request.backend = parse_backend(lesson.backend);
    request.seed = seed;
    return request;
}

/// Something that a run is to show, with the sentence that says so.
struct Open {
    const LookPromise* promise;
    const LookFor* look;
    QString why{}; ///< it cannot be found, if that is known
};

QString text_of(const LookFor& look) {
    return QString::fromStdString(look.text);
}

bool says(const QString& point, const LookPromise& promise) {
    return point.contains(QString::fromStdString(promise.words));
}

/// Returns what is found that no picture shows: an event without a mark, an object without a row.
QString not_on_the_picture(const Trace& trace, const std::vector<LookPlace>& places) {
    for (const LookPlace& place : places) {
        if (place.on == LookPlace::On::lane && place.event < trace.lane(place.lane).events().size() &&
            mark_words(trace, trace.lane(place.lane), place.event).isEmpty())
            return QStringLiteral("an event of lane %1 has no mark").arg(place.lane);
        if (place.on == LookPlace::On::object && !has_row(trace.find_object(place.object)->kind()))
            return QStringLiteral("object %1 has no row").arg(place.object);
    }
    return {};
}

/// Whether the lane at which the link leads is in the state there, and not for a moment while others are in
/// it for long.
bool leads_to_a_long_stretch(const ObservedRun& run, const LookFor& look, const LookView& view) {
    std::int64_t longest = 0;
    std::int64_t shown = 0;
    for (const LookPlace& place : RunLooker(run.trace(), run.report().info).find(look)) {
        longest = std::max(longest, place.end - place.begin);
        if (place.lane == view.lanes.front() && place.begin == view.moment)
            shown = place.end - place.begin;
    }
    return shown > 0 && 2 * shown >= longest;
}

/// Whether the lesson's link leads to a part of the run that holds it.
bool leads_somewhere(const ObservedRun& run, const LookFor& look) {
    const LookView view = look_view(run.trace(), run.report().info, {look});
    if (look.is_absent)
        return !view.is_on_lanes() && view.outcomes.empty() && view.checks.empty();
    if (!view.is_on_lanes())
        return !view.outcomes.empty() || !view.checks.empty();
    if (look.what == "state" && !leads_to_a_long_stretch(run, look, view))
        return false;
    return view.begin <= view.moment && view.moment <= view.end && view.begin < view.end &&
           view.end <= run.trace().time_end();
}

class TestWhatToLookFor : public QObject {
    Q_OBJECT

private slots:
    void everyPointOfALessonIsInTheListAndNothingElse() {
        QStringList wrong;
        for (const LessonPromises& lesson : look_list()) {
            const QString scenario = QString::fromStdString(lesson.scenario);
            const QStringList points = points_of(scenario);
            for (const LookPromise& promise : lesson.promises) {
                const QString words = QString::fromStdString(promise.words);
                if (std::ranges::none_of(points, [&](const QString& point) { return says(point, promise); }))
                    wrong << QStringLiteral("line %1: the lesson %2 does not say “%3”")
                                 .arg(promise.line)
                                 .arg(scenario, words);
                if (promise.shown.empty())
                    wrong << QStringLiteral("line %1: nothing is to be seen for “%2”")
                                 .arg(promise.line)
                                 .arg(words);
            }
        }
        for (const Scenario* scenario : all_scenarios()) {
            const QString name = QString::fromStdString(scenario->name);
            for (const QString& point : points_of(name))
                if (std::ranges::none_of(look_list(), [&](const LessonPromises& lesson) {
                        return lesson.scenario == scenario->name &&
                               std::ranges::any_of(lesson.promises, [&](const LookPromise& promise) {
                                   return says(point, promise);
                               });
                    }))
                    wrong << QStringLiteral("%1: the list has nothing for “%2”").arg(name, point);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void whatItSaysIsOnThePicture_data() {
        QTest::addColumn<const LessonPromises*>("lesson");
        for (const LessonPromises& lesson : look_list())
            QTest::newRow((lesson.scenario + ' ' + lesson.backend).c_str()) << &lesson;
    }
    void whatItSaysIsOnThePicture() {
        QFETCH(const LessonPromises*, lesson);
        if (Stage::usable_cpus() < 2)
            QSKIP("lessons say what two processors show");
        std::vector<Open> open;
        for (const LookPromise& promise : lesson->promises)
            for (const LookFor& look : promise.shown)
                open.push_back({&promise, &look});
        // A lesson shows with its reply, too, what proves it.
        const LookPromise proof{0, "the proof",
                                lesson->backend.empty() ? proof_of(find_scenario(lesson->scenario))
                                                        : std::vector<LookFor>{}};
        for (const LookFor& look : proof.shown)
            open.push_back({&proof, &look});
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
                    if (looker.is_seen(*entry.look)) {
                        const QString hidden = not_on_the_picture(run.trace(), looker.find(*entry.look));
                        QVERIFY2(hidden.isEmpty(), qPrintable(hidden + ": " + text_of(*entry.look)));
                        QVERIFY2(leads_somewhere(run, *entry.look), qPrintable(text_of(*entry.look)));
                        continue;
                    }
                    if (looker.is_without_need(*entry.look, Stage::usable_cpus())) {
                        skipped = QStringLiteral("there are processors enough for all lanes");
                        continue;
                    }
                } catch (const UsageError& error) {
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
                skipped = QString::fromStdString(doubt) + QStringLiteral(": ") + text_of(*entry.look);
            else
                missing << QStringLiteral("%1: “%2”: line %3: %4 %5")
                               .arg(QString::fromStdString(lesson->scenario),
                                    QString::fromStdString(entry.promise->words))
                               .arg(entry.promise->line)
                               .arg(text_of(*entry.look), entry.why);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
        if (!skipped.isEmpty())
            QSKIP(qPrintable(QStringLiteral("all the rest was seen, but ") + skipped));
    }
};

} // namespace test_what_to_look_for

QTEST_GUILESS_MAIN(test_what_to_look_for::TestWhatToLookFor)
#include "test_what_to_look_for.moc"
