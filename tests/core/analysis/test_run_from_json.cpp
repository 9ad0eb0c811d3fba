// SPDX-License-Identifier: GPL-3.0-or-later
// A run's JSON document is read back as it was printed, and whatever else somebody hands in is refused in one
// line.
#include "core/analysis/run_from_json.h"
#include "core/analysis/run_json.h"
#include "core/analysis/told.h"
#include "core/event/error.h"
#include "core/trace/json.h"

#include <QString>
#include <QTest>

using namespace interleave;

namespace test_run_from_json {

RunReport a_report() {
    RunReport report;
    RunInfo& info = report.info;
    info.scenario = "lost-update";
    info.backend = "threads";
    info.seed = std::numeric_limits<std::uint64_t>::max();
    info.parameters["workers"] = 2;
    info.parameters["lock"] = "none";
    info.machine.cpus = 2;
    info.machine.model = "A model";
    info.machine.kernel = "6.1";
    info.wall_ns = 1'500'000;
    info.counts.events = 12;
    info.ended = Ended::finished;
    info.outcome["lost_updates"] = 7;
    info.outcome["rounds"] = Value::List{Value(1.5), Value(2), Value("text"), Value(true), Value()};
    Check check{.name = "loss", .claim = "Updates are lost.", .expected = 0};
    check.comparison = Comparison::above;
    check.measured = 7;
    check.decide();
    info.checks.push_back(check);
    return report;
}

Json a_document() {
    return to_json(a_report());
}

QString error_of(const std::string& text) {
    try {
        run_from_json(text);
    } catch (const RunError& error) {
        return QString::fromStdString(error.what());
    }
    return QStringLiteral("(no error)");
}

class TestRunFromJson : public QObject {
    Q_OBJECT

private slots:
    void whatWasPrintedIsReadBack() {
        const RunInfo before = a_report().info;
        const RunInfo info = run_from_json(document(a_document()));
        QCOMPARE(info.scenario, before.scenario);
        QCOMPARE(info.backend, before.backend);
        QCOMPARE(info.seed, before.seed);
        QVERIFY(info.parameters == before.parameters);
        QVERIFY(info.outcome == before.outcome);
        QVERIFY(info.ended == Ended::finished);
        QCOMPARE(info.wall_ns, before.wall_ns);
        QCOMPARE(info.machine.cpus, 2);
        QCOMPARE(info.checks.size(), 1U);
        QVERIFY(info.checks.front().holds == true);
        QVERIFY(tell(parse_condition("check loss holds"), info).what == true);
        QVERIFY(tell(parse_condition("lost_updates = 8"), info).what == false);
    }

    void everyWayToEndIsRead() {
        for (const Ended ended :
             {Ended::finished, Ended::stopped, Ended::time_limit, Ended::crashed, Ended::deadlock}) {
            Json json = a_document();
            json["ended"] = name_of(ended);
            QVERIFY(run_from_json(document(json)).ended == ended);
        }
    }

    void whatIsNoResultIsRefusedInOneLine_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const std::string& text, const char* words) {
            QTest::newRow(name) << text << QString::fromUtf8(words);
        };
        const auto changed = [](const char* key, const Json& value) {
            Json json = a_document();
            json[key] = value;
            return document(json);
        };
        const auto without = [](const char* key) {
            Json json = a_document();
            json.erase(key);
            return document(json);
        };
        const auto with_check = [](const char* key, const Json& value) {
            Json json = a_document();
            json["checks"][0][key] = value;
            return document(json);
        };
        row("empty", "", "is no JSON; hand in what");
        row("text", "lost_updates: 5", "is no JSON");
        row("cut", document(a_document()).substr(0, 200), "is no JSON");
        row("two", document(a_document()) + document(a_document()), "is no JSON");
        row("no UTF-8", "{\"scenario\": \"\xff\"}", "is no JSON");
        row("list", "[]", "it is no JSON object");
        row("number", "4", "it is no JSON object");
        row("empty object", "{}", "it has no 'scenario'");
        row("list of scenarios", R"({"scenarios": []})", "it has no 'scenario'");
        row("many runs", R"({"runs": 3, "values": {}})", "is of many runs (--repeat)");
        row("no outcome", without("outcome"), "it has no 'outcome'");
        row("no checks", without("checks"), "it has no 'checks'");
        row("no machine", without("machine"), "it has no 'machine'");
        row("scenario of numbers", changed("scenario", 4), "its 'scenario' is no text");
        row("outcome of a list", changed("outcome", Json::array()), "its 'outcome' is no object");
        row("checks of an object", changed("checks", Json::object()), "its 'checks' is no list");
        row("check of a number", changed("checks", {4}), "one of its 'checks' is no object");
        row("not ended", changed("ended", nullptr), "its 'ended' is no text");
        row("ended otherwise", changed("ended", "well\n"), "it ended 'well?', as no run does");
        row("fractional seed", changed("seed", 1.5), "its 'seed' is no whole number");
        row("negative seed", changed("seed", -1), "its 'seed' is no whole number");
        row("time of a text", changed("wall_ms", "long"), "its 'wall_ms' is no number");
        row("negative time", changed("wall_ms", -1), "is no time that a run takes");
        row("endless time", changed("wall_ms", 1e300), "is no time that a run takes");
        row("check without a name", with_check("name", nullptr), "has not the form of one");
        row("check of a text", with_check("measured", "7"), "has not the form of one");
        row("a figure was changed", with_check("measured", 0),
            "its check 'loss' says that it holds, but its figures say otherwise");
        row("a verdict was changed", with_check("holds", false),
            "says that it does not hold, but its figures");
        row("deep", std::string(100'000, '['), "is nested more than 20 deep");
        row("long", "\"" + std::string(longest_run_document, 'a') + "\"", "is longer than 16384 KiB");
        std::string names = "{";
        for (int i = 0; i < 61'000; ++i)
            names += "\"" + std::to_string(i) + "\":0,";
        row("many names", names + "\"\":0}", "has more than 60000 names");
    }
    void whatIsNoResultIsRefusedInOneLine() {
        QFETCH(std::string, text);
        QFETCH(QString, words);
        const QString error = error_of(text);
        QVERIFY2(error.contains(words), qPrintable(error));
        QVERIFY2(!error.contains(QLatin1Char('\n')), qPrintable(error));
    }

    void aVerdictThatCouldNotBeToldIsBelieved() {
        Json json = a_document();
        json["checks"][0]["holds"] = nullptr;
        json["checks"][0]["why"] = "busy";
        const RunInfo info = run_from_json(document(json));
        QVERIFY(!info.checks.front().holds);
        QCOMPARE(info.checks.front().why, std::string("busy"));
    }
};

} // namespace test_run_from_json

QTEST_APPLESS_MAIN(test_run_from_json::TestRunFromJson)
#include "test_run_from_json.moc"
