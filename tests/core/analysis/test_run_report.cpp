// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a known run: numbers, JSON keys and words.
#include "core/analysis/run_json.h"
#include "core/analysis/run_text.h"
#include "core/analysis/theory_checks.h"
#include "core/trace/json.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <clocale>
#include <numeric>

using namespace interleave;
using namespace interleave::test;

namespace test_run_report {

constexpr std::int64_t ms = 1'000'000;

RunInfo info_of_a_known_run() {
    RunInfo info;
    info.scenario = "test-story";
    info.title = "A story";
    info.backend = "threads";
    info.parameters = {{"workers", 2}, {"pause", 2.5}};
    info.seed = 7;
    info.switch_records = "off, for a test";
    info.wall_ns = 12 * ms;
    info.counts.events = 11;
    info.ended = Ended::finished;
    info.outcome["total"] = 3.25;
    info.checks.push_back({.name = "one-holder",
                           .claim = "At most one holds it.",
                           .expected = 1,
                           .unit = "lanes",
                           .measure = TraceMeasure{"most_holders", "the lock"}});
    return info;
}

RunReport report_of(RunInfo info, const std::vector<ProcessExit>& exits = {}) {
    TraceBuilder story(false);
    const ObjectId worker = story.object(ObjectKind::worker, "w");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    story.object(ObjectKind::label, "not waited for");
    const LaneId main = story.lane("main", LaneKind::process);
    const LaneId child = story.lane("child", LaneKind::thread, worker);
    story.begin(0, main).begin(1 * ms, child).acquire(2 * ms, main, lock, 100).wait(3 * ms, child, lock);
    story.release(5 * ms, main, lock).acquire(6 * ms, child, lock).release(8 * ms, child, lock);
    story.wait(8 * ms, main, worker).end(9 * ms, child).joined(10 * ms, main, worker);
    const auto trace = story.build_closed(12 * ms, exits);
    decide_checks(info.checks, *trace, info.counts);
    return make_report(std::move(info), *trace);
}

QStringList keys(const Json& json) {
    QStringList words;
    for (const auto& [key, value] : json.items())
        words << QString::fromStdString(key);
    return words;
}

class TestRunReport : public QObject {
    Q_OBJECT

private slots:
    void lanesStandInTheOrderInWhichTheyWereStarted() {
        TraceBuilder story(false);
        const ObjectId first = story.object(ObjectKind::worker, "worker 1");
        const ObjectId second = story.object(ObjectKind::worker, "worker 2");
        const LaneId main = story.lane("main", LaneKind::process);
        const LaneId early = story.lane("worker 2", LaneKind::thread, second); // it ran first
        const LaneId late = story.lane("worker 1", LaneKind::thread, first);
        story.begin(0, main).begin(1 * ms, early).begin(2 * ms, late);
        const auto trace = story.build_closed(3 * ms);
        const RunReport report = make_report({}, *trace);
        QCOMPARE(report.lanes.at(0).name, std::string("main"));
        QCOMPARE(report.lanes.at(1).name, std::string("worker 1"));
        QCOMPARE(report.lanes.at(2).name, std::string("worker 2"));
    }

    void theDocumentHasTheAgreedKeysInOrder() {
        const Json json = to_json(report_of(info_of_a_known_run()));
        QCOMPARE(keys(json).join(' '),
                 QStringLiteral("scenario mode backend seed parameters machine wall_ms events "
                                "dropped ring_records ring_remedy bad late refused lost_switches others_cpus "
                                "slowdown ended lanes objects gils lock_orders variables outcome checks"));
        QCOMPARE(keys(json["machine"]).join(' '),
                 QStringLiteral("cpus quota model kernel clock switches limited ns_per_event"));
        QCOMPARE(keys(json["lanes"][0]).join(' '),
                 QStringLiteral("id name kind pid tid exit ending states_ms missing"));
        QCOMPARE(
            keys(json["lanes"][0]["states_ms"]).join(' '),
            QStringLiteral(
                "running ready lock gil semaphore condition barrier queue join future sleep io unknown"));
        QCOMPARE(
            keys(json["objects"][0]).join(' '),
            QStringLiteral(
                "id name kind acquisitions contended summed_up uncontended_ms wait_ms handoff_ms hold_ms "
                "contended_hold_ms max_waiters"));
        for (const char* key : {"name", "claim", "expected", "measured", "unit", "tolerance", "holds", "why"})
            QVERIFY2(json["checks"][0].contains(key), key);
    }

    void timesFromPartOfTheEventsAreNotTold() {
        RunInfo info = info_of_a_known_run();
        info.counts.dropped = 12;
        info.counts.refused = 1;
        const RunReport report = report_of(info);
        const Json json = to_json(report);
        QCOMPARE(json["dropped"].get<int>(), 12);
        QCOMPARE(json["refused"].get<int>(), 1);
        for (const char* key :
             {"lock", "gil", "semaphore", "condition", "barrier", "queue", "join", "future", "sleep", "io"})
            QVERIFY2(json["lanes"][0]["states_ms"][key].is_null(), key);
        QVERIFY(json["lanes"][0]["states_ms"]["running"].is_number());
        for (const char* key : {"uncontended_ms", "wait_ms", "handoff_ms", "hold_ms", "contended_hold_ms"})
            QVERIFY2(json["objects"][1][key].is_null(), key);
        QCOMPARE(json["objects"][1]["acquisitions"].get<int>(), 2);
        const QString text = QString::fromStdString(to_text(report));
        QVERIFY2(text.contains(QStringLiteral("12 dropped, 1 lane or object refused")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("≥ 2")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Records are missing")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral(" 3 ms")), qPrintable(text)); // that one waited
    }

    void aFullRingIsToldWithItsSizeAndTheRemedy() {
        RunInfo info = info_of_a_known_run();
        info.ring_records = 1'048'576;
        info.ring_remedy = "increments=209715 or less";
        QVERIFY(!QString::fromStdString(to_text(report_of(info))).contains("ring")); // nothing was lost
        info.counts.dropped = 12;
        const auto words = QStringLiteral("a ring holds 1048576 records, increments=209715 or less fits");
        QVERIFY(QString::fromStdString(to_text(report_of(info))).contains(words));
        const Json json = to_json(report_of(info));
        QCOMPARE(json["ring_records"].get<int>(), 1'048'576);
        QCOMPARE(json["ring_remedy"].get<std::string>(), info.ring_remedy);
        info.ring_remedy.clear();
        QVERIFY(QString::fromStdString(to_text(report_of(info))).contains("smaller parameters write fewer"));
    }

    void aLaneTellsWhereItsRecordsAreMissing() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.begin(0, lane);
        for (int i = 1; i <= 100; ++i)
            story.add(i * ms, lane, EventKind::records_lost, no_object, 2)
                .add(i * ms + 1, lane, EventKind::mark);
        story.add(150 * ms, lane, EventKind::records_lost, no_object, 5);
        const Json missing = to_json(make_report({}, *story.build(200 * ms)))["lanes"][0]["missing"];
        QCOMPARE(missing.size(), 64U);
        QCOMPARE(missing[0]["from_ms"].get<double>(), 1.0);
        QCOMPARE(missing[0]["until_ms"].get<double>(), 1.000001);
        QCOMPARE(missing[0]["records"].get<int>(), 2);
        QCOMPARE(missing[63]["from_ms"].get<double>(), 64.0); // all the others
        QCOMPARE(missing[63]["until_ms"].get<double>(), 200.0);
        QCOMPARE(missing[63]["records"].get<int>(), 37 * 2 + 5);
    }

    void timesFromPartOfTheSwitchRecordsAreNotTold() {
        RunInfo info = info_of_a_known_run();
        info.counts.lost_switches = 4;
        const Json json = to_json(report_of(info));
        QCOMPARE(json["lost_switches"].get<int>(), 4);
        QVERIFY(json["lanes"][0]["states_ms"]["running"].is_null());
        QVERIFY(json["lanes"][0]["states_ms"]["ready"].is_null());
        QCOMPARE(json["lanes"][1]["states_ms"]["lock"].get<double>(), 3.0);
        QCOMPARE(json["objects"][1]["wait_ms"].get<double>(), 3.0);
    }

    void theNumbersAreThoseOfTheRun() {
        const Json json = to_json(report_of(info_of_a_known_run()));
        QCOMPARE(json["seed"].get<int>(), 7);
        QCOMPARE(json["wall_ms"].get<double>(), 12.0);
        QCOMPARE(json["ended"].get<std::string>(), std::string("finished"));
        QCOMPARE(json["parameters"]["workers"].get<int>(), 2);
        QCOMPARE(json["lanes"].size(), std::size_t{2});
        QCOMPARE(json["lanes"][1]["states_ms"]["lock"].get<double>(), 3.0);
        QCOMPARE(json["lanes"][0]["states_ms"]["join"].get<double>(), 2.0);
        QCOMPARE(json["lanes"][0]["states_ms"]["running"].get<double>(), 0.0);
        QCOMPARE(json["lanes"][0]["states_ms"]["unknown"].get<double>(), 10.0);
        QVERIFY(json["lanes"][0]["exit"].is_null());
        QCOMPARE(json["lanes"][1]["exit"]["code"].get<int>(), 0);
        // The report has only those objects that a lane can wait for.
        QCOMPARE(json["objects"].size(), std::size_t{2});
        const Json& lock = json["objects"][1];
        QCOMPARE(lock["name"].get<std::string>(), std::string("the lock"));
        QCOMPARE(lock["acquisitions"].get<int>(), 2);
        QCOMPARE(lock["contended"].get<int>(), 1);
        QCOMPARE(lock["uncontended_ms"].get<double>(), 100e-6);
        QCOMPARE(lock["wait_ms"].get<double>(), 3.0);
        QCOMPARE(lock["handoff_ms"].get<double>(), 1.0);
        QCOMPARE(lock["hold_ms"].get<double>(), 5.0);
        QCOMPARE(lock["contended_hold_ms"].get<double>(), 2.0);
        QCOMPARE(lock["max_waiters"].get<int>(), 1);
        QVERIFY(json["checks"][0]["holds"].get<bool>());
        QCOMPARE(json["checks"][0]["measured"].get<double>(), 1.0);
    }

    void statesAddUpToTheLifeOfEachLane() {
        const RunReport report = report_of(info_of_a_known_run());
        QCOMPARE(std::accumulate(report.lanes[0].times.begin(), report.lanes[0].times.end(), std::int64_t{0}),
                 12 * ms);
        QCOMPARE(std::accumulate(report.lanes[1].times.begin(), report.lanes[1].times.end(), std::int64_t{0}),
                 8 * ms);
    }

    void theParentsKnowledgeOfAnEndIsTheLanesExit() {
        const RunReport ended = report_of(info_of_a_known_run(), {{1000, 3, 0}});
        QVERIFY(ended.lanes[0].exit && ended.lanes[0].exit->code == 3); // it is the process's first thread
        QVERIFY(ended.lanes[1].exit && ended.lanes[1].exit->code == 0); // its join reported it
        const RunReport killed = report_of(info_of_a_known_run(), {{1000, 0, 11}});
        QVERIFY(killed.lanes[0].exit && killed.lanes[0].exit->signal == 11);
        QVERIFY(killed.lanes[1].exit && killed.lanes[1].exit->signal == 0); // it had ended before
    }

    void aCrashHasItsThreadItsPlaceAndWhomItTookAlong() {
        TraceBuilder story(false);
        const ObjectId worker = story.object(ObjectKind::worker, "their process");
        const ObjectId label = story.object(ObjectKind::label, "step");
        const std::uint32_t file = story.file("core/scenario/catalogue/crash.cpp");
        const LaneId main = story.lane("main", LaneKind::process);
        const LaneId process = story.lane("their process", LaneKind::process, worker);
        const LaneId victim = story.thread_of(process, "worker 1");
        const LaneId other = story.thread_of(process, "worker 2");
        for (const LaneId lane : {main, process, victim, other})
            story.begin(0, lane);
        story.add(2 * ms, victim, EventKind::mark, label, 0, 0, make_site(file, 52));
        story.add(3 * ms, victim, EventKind::fatal_signal, no_object, 0, 11)
            .joined(4 * ms, main, worker, 0, 11);
        const auto trace = story.end(9 * ms, main).build_closed(9 * ms);
        const RunReport report = make_report(info_of_a_known_run(), *trace);
        const std::string text = to_text(report);
        for (const char* part :
             {"worker 1 was ended by signal 11 (segmentation fault), after crash.cpp:52; its process ended, "
              "and with it worker 2, their process.\n",
              "  with worker 1\n"})
            QVERIFY2(text.find(part) != std::string::npos, (std::string(part) + " in\n" + text).c_str());
        const Json json = to_json(report);
        const auto ending_of = [&](LaneId lane) {
            for (const Json& found : json["lanes"])
                if (found["id"] == lane)
                    return found["ending"].dump();
            return std::string();
        };
        QCOMPARE(ending_of(main),
                 std::string(R"({"by":"itself","signal":0,"lane":null,"what":null,"place":null})"));
        QCOMPARE(ending_of(victim),
                 std::string(
                     R"({"by":"signal","signal":11,"lane":null,"what":null,"place":"after crash.cpp:52"})"));
        QCOMPARE(ending_of(other),
                 std::string(R"({"by":"process","signal":11,"lane":2,"what":null,"place":null})"));
    }

    void withoutAnOutcomeThereAreNoChecks() {
        RunInfo info = info_of_a_known_run();
        info.ended = Ended::crashed;
        info.error = "the run crashed";
        info.outcome = {};
        info.checks.clear();
        const Json json = to_json(report_of(info));
        QCOMPARE(json["ended"].get<std::string>(), std::string("crashed"));
        QVERIFY(json["outcome"].is_object() && json["outcome"].empty());
        QVERIFY(json["checks"].is_array() && json["checks"].empty());
    }

    void theTextIsTheSameInEveryLocale() {
        const char* const german = std::setlocale(LC_NUMERIC, "de_DE.UTF-8"); // null if not installed
        const std::string text = to_text(report_of(info_of_a_known_run()));
        if (german != nullptr)
            std::setlocale(LC_NUMERIC, "C");
        for (const char* part :
             {"test-story, threads: finished after 12 ms, 11 events", "the lock", "Total: 3.25",
              "holds: At most one holds it. Expected 1 lane, measured 1 lane."})
            QVERIFY2(text.find(part) != std::string::npos, (std::string(part) + " in\n" + text).c_str());
        QVERIFY(text.ends_with('\n'));
    }

    void wordsOfTheEngineCannotControlATerminal() {
        RunInfo info = info_of_a_known_run();
        info.outcome["na\x1b[2Jme"] = "text\x1b]0;title\a\nholds: all";
        info.checks[0].claim = "A claim\r\x1b[1A.";
        const std::string text = to_text(report_of(info));
        QVERIFY2(text.find_first_of("\x1b\a\r") == std::string::npos, text.c_str());
        QVERIFY2(text.find("  Na?[2Jme: text?]0;title??holds: all\n") != std::string::npos, text.c_str());
    }
};

} // namespace test_run_report

QTEST_APPLESS_MAIN(test_run_report::TestRunReport)
#include "test_run_report.moc"
