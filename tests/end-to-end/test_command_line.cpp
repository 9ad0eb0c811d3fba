// SPDX-License-Identifier: GPL-3.0-or-later
// The command line: right commands give their results, and each wrong one gives one line that names the
// remedy.
#include "tests/end-to-end/program.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QVersionNumber>

using namespace interleave;

namespace test_command_line {

class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void aWrongWordGetsOneLineAndStatusTwo_data();
    void aWrongWordGetsOneLineAndStatusTwo();
    void aWordNearNoCommandGetsThemAll();
    void aFolderThatIsNotThereGetsOneLineAndStatusOne();
    void aFolderThatCannotBeWrittenGetsOneLineAndStatusOne();
    void controlCharactersInAWordDoNotReachTheTerminal();
    void helpNamesEveryCommandAndEveryOption();
    void helpNamesEveryView();
    void theVersionIsTheProjects();
    void listShowsGroupsAndScenarios();
    void listAsJsonDescribesEveryParameter();
    void listGoesAlongAPath();
    void readPrintsAPage();
    void doctorSaysWhatThisMachineOffers();
    void doctorAsJsonHasItsKeys();
    void doctorSaysWhatIsMissingAndHowToGetIt();
    void theWindowWithoutADisplaySaysOneLine();
    void theCommandLineLoadsNoQt();
    void aFullDiskBehindStandardOutputIsAnError();
    void aReaderThatEndsIsNoError();
    void aClosedStandardOutputIsAnError();
};

void TestCommandLine::aWrongWordGetsOneLineAndStatusTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("line");

    const auto row = [](const char* name, const QStringList& arguments, const char* line) {
        QTest::newRow(name) << arguments << QString::fromUtf8(line);
    };
    row("command", {"rnu"}, "no command 'rnu'; did you mean 'run'?");
    row("scenario", {"run", "numbers-and-leters"},
        "no scenario 'numbers-and-leters'; did you mean 'numbers-and-letters'?");
    row("no scenario", {"run"}, "'run' needs the name of a scenario; 'interleave list' shows them");
    row("two scenarios", {"run", "hello-thread", "hello-process"},
        "'run' takes one NAME; 'hello-process' is one too many");
    row("option", {"run", "hello-thread", "--exprt", "t.png"},
        "no option '--exprt' for 'run'; did you mean '--export'?");
    row("option with value", {"run", "hello-thread", "--sead=1"},
        "no option '--sead' for 'run'; did you mean '--seed'?");
    row("option, far off", {"list", "--frobnicate"},
        "no option '--frobnicate' for 'list'; 'interleave list --help' shows its options");
    row("option before the command", {"--verison"}, "no option '--verison'; did you mean '--version'?");
    row("option twice", {"run", "hello-thread", "--seed", "1", "--seed", "2"},
        "'--seed' is given twice; once is enough");
    row("option without its value", {"run", "hello-thread", "--seed"}, "'--seed' needs a value: --seed N");
    row("value for a flag", {"list", "--json=yes"}, "'--json' takes no value");
    row("no page", {"read"}, "'read' needs the name of a page; there are between-two-lines, glossary");
    row("unknown page", {"read", "glosary"}, "no page 'glosary'; did you mean 'glossary'?");
    row("unknown path", {"list", "--path", "article"}, "no path 'article'; did you mean 'articles'?");
    row("operand where none is taken", {"list", "hello"}, "'list' takes options only, not 'hello'");
    row("backend", {"run", "cpu-bound", "--backend", "proceses"},
        "no backend 'proceses'; did you mean 'processes'?");
    row("backend the scenario has not", {"run", "hello-thread", "--backend", "processes"},
        "'hello-thread' does not run on backend 'processes'; it runs on threads");
    row("seed no number", {"run", "hello-thread", "--seed", "one"},
        "--seed takes a whole number from 0 to 18446744073709551615, not 'one'");
    row("duration out of range", {"run", "hello-thread", "--duration", "0"},
        "--duration takes a number of seconds from 0.1 to 3600, not '0'");
    row("duration no number", {"run", "hello-thread", "--duration", "nan"},
        "--duration takes a number of seconds from 0.1 to 3600, not 'nan'");
}

void TestCommandLine::aWrongWordGetsOneLineAndStatusTwo() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, line);
    const rig::Result result = rig::interleave(arguments);
    QCOMPARE(result.line(), line);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 2);
}

void TestCommandLine::aWordNearNoCommandGetsThemAll() {
    const rig::Result result = rig::interleave({"frobnicate"});
    QVERIFY2(result.line().startsWith("no command 'frobnicate'; known are list, run, "), result.errors);
    QVERIFY2(result.line().contains("doctor"), result.errors);
    QCOMPARE(result.status, 2);
}

void TestCommandLine::aFolderThatIsNotThereGetsOneLineAndStatusOne() {
    QTemporaryDir folder;
    const QString path = folder.filePath("absent/t.png");
    const rig::Result result = rig::interleave({"run", "hello-thread", "--export", path});
    QVERIFY2(result.line().contains("absent"), result.errors);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 1);
}

void TestCommandLine::aFolderThatCannotBeWrittenGetsOneLineAndStatusOne() {
    // Not even root can create files here.
    const rig::Result result = rig::interleave({"run", "hello-thread", "--export", "/proc/t.png"});
    QVERIFY2(result.line().contains("/proc"), result.errors);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 1);
}

void TestCommandLine::controlCharactersInAWordDoNotReachTheTerminal() {
    const rig::Result result = rig::interleave({"run", "hello\033[31m\nthread"});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.line().startsWith("no scenario 'hello?[31m?thread'"), result.errors);
}

void TestCommandLine::helpNamesEveryView() {
    // Who asks for a view that is not there is told which there are.
    const QString pictures =
        rig::interleave({"run", "hello-thread", "--view", "bogus", "--export", "x.png"}).line();
    QStringList views = pictures.section("known are ", 1).split(", ");
    QVERIFY2(views.contains("timeline") && views.size() > 8, qPrintable(pictures));
    for (const char* const file : {"x.json", "x.csv", "x.txt"}) {
        const QString data =
            rig::interleave({"run", "hello-thread", "--view", "bogus", "--export", file}).line();
        views += data.section(" takes ", 1).replace(" and ", ", ").split(", ");
    }
    for (const char* const command : {"run", "export"}) {
        const QByteArray help = rig::interleave({command, "--help"}).output;
        const QByteArray line = help.mid(help.indexOf("--view V")).split('\n').first();
        for (const QString& view : views)
            QVERIFY2(QRegularExpression("\\b" + view + "\\b").match(QString::fromUtf8(line)).hasMatch(),
                     qPrintable(view));
    }
}

void TestCommandLine::helpNamesEveryCommandAndEveryOption() {
    const rig::Result all = rig::interleave({"--help"});
    QCOMPARE(all.status, 0);
    QCOMPARE(all.errors, QByteArray());
    for (const char* command : {"list", "run NAME", "doctor"})
        QVERIFY2(all.output.contains(command), command);

    const rig::Result run = rig::interleave({"run", "--help"});
    QCOMPARE(run.status, 0);
    for (const char* option : {"--set NAME=VALUE", "--backend", "--seed", "--duration", "--export", "--size",
                               "--scale", "--theme", "--no-switch-records", "--json", "--help"})
        QVERIFY2(run.output.contains(option), option);
}

void TestCommandLine::theVersionIsTheProjects() {
    const rig::Result result = rig::interleave({"--version"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.output, QByteArray("interleave " INTERLEAVE_VERSION "\n"));
}

void TestCommandLine::listShowsGroupsAndScenarios() {
    const rig::Result result = rig::interleave({"list"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.errors, QByteArray());
    for (const char* name :
         {"hello-thread", "hello-process", "numbers-and-letters", "lock-contention", "cpu-bound"})
        QVERIFY2(result.output.contains(QByteArray("\n  ") + name + ' '), name);
}

void TestCommandLine::listAsJsonDescribesEveryParameter() {
    const rig::Result result = rig::interleave({"list", "--json"});
    QCOMPARE(result.status, 0);
    const QJsonArray scenarios = result.json().value("scenarios").toArray();
    QVERIFY(scenarios.size() >= 5);
    for (const QJsonValue& value : scenarios) {
        const QJsonObject scenario = value.toObject();
        const QByteArray name = scenario.value("name").toString().toUtf8();
        QVERIFY(!name.isEmpty());
        QVERIFY2(!scenario.value("title").toString().isEmpty(), name);
        QVERIFY2(!scenario.value("group").toString().isEmpty(), name);
        QVERIFY2(!scenario.value("backends").toArray().isEmpty(), name);
        const QJsonObject lesson = scenario.value("lesson").toObject();
        QVERIFY2(lesson.value("minutes").toInt() > 0 && lesson.value("session").toInt() > 0, name);
        QVERIFY2(!lesson.value("python").toArray().isEmpty(), name);
        for (const QJsonValue& item : scenario.value("parameters").toArray()) {
            const QJsonObject parameter = item.toObject();
            for (const char* key : {"name", "type", "min", "max", "default", "unit", "about"})
                QVERIFY2(parameter.contains(key), name + ": a parameter has no " + key);
            QVERIFY2(!parameter.value("about").toString().isEmpty(), name);
            if (parameter.value("type") == "integer" || parameter.value("type") == "real") {
                const double least = parameter.value("min").toDouble(),
                             most = parameter.value("max").toDouble();
                const double usual = parameter.value("default").toDouble();
                QVERIFY2(least < most && least <= usual && usual <= most, name);
            }
        }
    }
}

void TestCommandLine::listGoesAlongAPath() {
    const rig::Result text = rig::interleave({"list", "--path", "articles"});
    QCOMPARE(text.status, 0);
    QVERIFY2(text.output.contains("\n  lost-update           a race condition\n"), text.output);
    QVERIFY(!text.output.contains("store-buffer"));
    const QJsonObject json = rig::interleave({"list", "--path", "articles", "--json"}).json();
    const QJsonArray parts = json.value("path").toObject().value("parts").toArray();
    QCOMPARE(parts.size(), 3);
    const QJsonObject step = parts.at(0).toObject().value("steps").toArray().at(0).toObject();
    QCOMPARE(step.value("scenario").toString(), QStringLiteral("hello-thread"));
    QCOMPARE(step.value("also").toArray(), (QJsonArray{"B", "C"}));
    QCOMPARE(json.value("scenarios").toArray().at(0).toObject().value("name"), step.value("scenario"));
}

void TestCommandLine::readPrintsAPage() {
    const rig::Result glossary = rig::interleave({"read", "glossary"});
    QCOMPARE(glossary.status, 0);
    QVERIFY(glossary.output.startsWith("# Glossary\n"));
    QVERIFY(glossary.output.contains("\n**Race condition**: "));
}

void TestCommandLine::doctorSaysWhatThisMachineOffers() {
    const rig::Result result = rig::interleave({"doctor"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.errors, QByteArray());
    for (const char* word :
         {"processors", "kernel", "clock", "recording cost", "switch records", "engine", "display", "fonts"})
        QVERIFY2(result.output.contains(word), word);
}

void TestCommandLine::doctorAsJsonHasItsKeys() {
    const rig::Result result = rig::interleave({"doctor", "--json"});
    QCOMPARE(result.status, 0);
    const QJsonObject machine = result.json().value("machine").toObject();
    QVERIFY(machine.value("cpus").toInt() >= 1);
    QVERIFY(!machine.value("model").toString().isEmpty());
    QVERIFY(!machine.value("kernel").toString().isEmpty());
    QVERIFY(!machine.value("clock").toString().isEmpty());
    QVERIFY(!machine.value("switches").toString().isEmpty());
    const double cost = machine.value("ns_per_event").toDouble();
    QVERIFY2(cost > 0.5 && cost < 10'000, "the cost of an event was not measured");
    QCOMPARE(QFileInfo(result.json().value("engine").toString()).canonicalFilePath(),
             QFileInfo(qEnvironmentVariable("INTERLEAVE_ENGINE")).canonicalFilePath());
    QVERIFY2(result.json().value("display").isNull(), "this test has no display");
}

void TestCommandLine::doctorSaysWhatIsMissingAndHowToGetIt() {
    QProcessEnvironment environment = rig::headless();
    environment.insert("INTERLEAVE_ENGINE", "/nowhere/interleave-engine");
    const rig::Result result = rig::run_command(rig::program(), {"doctor", "--json"}, {}, environment);
    QCOMPARE(result.status, 0);
    QVERIFY(result.json().value("engine").isNull());
    bool engine_named = false, display_named = false;
    for (const QJsonValue& value : result.json().value("missing").toArray()) {
        const QJsonObject missing = value.toObject();
        QVERIFY(!missing.value("mend").toString().isEmpty());
        engine_named |= missing.value("what").toString().contains("/nowhere/interleave-engine");
        display_named |= missing.value("what").toString().contains("no display");
    }
    QVERIFY(engine_named);
    QVERIFY(display_named);
}

void TestCommandLine::theWindowWithoutADisplaySaysOneLine() {
    const rig::Result result = rig::interleave({});
    QCOMPARE(result.status, 1);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.line().contains("display"), result.errors);
}

/// To load Qt takes longer than a short run takes. The system's loader lists what it loads for a program.
void TestCommandLine::theCommandLineLoadsNoQt() {
    QProcessEnvironment environment = rig::headless();
    environment.insert("LD_TRACE_LOADED_OBJECTS", "1");
    const rig::Result light = rig::run_command(rig::program(), {}, {}, environment);
    QVERIFY2(light.output.contains("libstdc++.so"), "the loader does not list what it loads");
    for (const char* library : {"libQt", "libqcustomplot", "libX11", "libGL", "libxcb"})
        QVERIFY2(!light.output.contains(library), light.output);
    const rig::Result window = rig::run_command(rig::program() + "-window", {}, {}, environment);
    QVERIFY2(window.output.contains("libQt6Gui.so"),
             "the pattern finds no Qt in the window's program either");
}

void TestCommandLine::aFullDiskBehindStandardOutputIsAnError() {
    const rig::Result result = rig::shell("exec \"$0\" list > /dev/full");
    QCOMPARE(result.status, 1);
    QVERIFY2(result.line().startsWith("standard output cannot be written: "), result.errors);
}

void TestCommandLine::aReaderThatEndsIsNoError() {
    // The reader has ended before the first byte is written.
    const rig::Result result = rig::shell("{ sleep 0.3; \"$0\" list --json; echo status $? >&2; } | true");
    QCOMPARE(result.errors, QByteArray("status 0\n"));
}

void TestCommandLine::aClosedStandardOutputIsAnError() {
    const rig::Result result = rig::shell("exec \"$0\" list >&-");
    QCOMPARE(result.status, 1);
    QVERIFY2(result.line().startsWith("standard output cannot be written: "), result.errors);
}

} // namespace test_command_line

QTEST_GUILESS_MAIN(test_command_line::TestCommandLine)
#include "test_command_line.moc"
