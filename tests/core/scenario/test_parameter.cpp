// SPDX-License-Identifier: GPL-3.0-or-later
// What users type for a parameter is accepted, or refused with a message that says why.
#include "core/event/error.h"
#include "core/scenario/nearest_name.h"
#include "core/scenario/parameter.h"
#include "core/trace/json.h"

#include <QTest>

using namespace interleave;

namespace test_parameter {

const std::vector<Parameter>& parameters() {
    static const std::vector<Parameter> parameter_list{
        integer("workers", 2, 1, 64, "", "how many"),
        real("critical", 400, 0, 10'000, "µs", "inside the lock"),
        flag("lock", false, "hold a lock"),
        choice("variant", "new", {"new", "old", "free-threaded"}, "of the GIL"),
        text("words", "hello", "what it says"),
    };
    return parameter_list;
}

/// Returns the error message for `assignment`; empty if it is accepted.
QString refusal(const char* assignment) {
    ParameterSet set(parameters());
    try {
        set.set(parameters(), assignment);
    } catch (const UsageError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

class TestParameter : public QObject {
    Q_OBJECT

private slots:
    void onlyAWorkerCountCountsWorkers() {
        QVERIFY(worker_count("replicas", 2, 1, 8, "", "").counts_workers);
        QVERIFY(!integer("workers", 2, 1, 8, "", "").counts_workers);
    }

    void controlledModeHasDefaultsAndBoundsOfItsOwn() {
        Parameter items = integer("items", 60, 1, 1000, "", "");
        items.controlled_default = std::int64_t{2};
        items.controlled_maximum = 5;
        const std::vector<Parameter> free{items, integer("rest", 3, 1, 9, "", "")};
        const std::vector<Parameter> controlled = in_controlled_mode(free);
        QCOMPARE(ParameterSet(free).integer("items"), 60);
        QCOMPARE(ParameterSet(controlled).integer("items"), 2);
        QCOMPARE(ParameterSet(controlled).integer("rest"), 3);
        ParameterSet values(controlled);
        values.set(controlled, "items=5");
        QVERIFY_THROWS_EXCEPTION(UsageError, values.set(controlled, "items=6"));
        values.set(free, "items=6");
    }

    void defaultsAreThere() {
        const ParameterSet set(parameters());
        QCOMPARE(set.integer("workers"), std::int64_t{2});
        QCOMPARE(set.real("critical"), 400.0);
        QCOMPARE(set.flag("lock"), false);
        QCOMPARE(set.text("variant"), std::string("new"));
        QCOMPARE(set.text("words"), std::string("hello"));
    }

    void whatIsTypedIsTaken_data() {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<QString>("value");
        QTest::newRow("least") << "workers=1"
                               << "1";
        QTest::newRow("most") << "workers=64"
                              << "64";
        QTest::newRow("plus") << "workers=+3"
                              << "3";
        QTest::newRow("real") << "critical=0.5"
                              << "0.5";
        QTest::newRow("whole real") << "critical=10000"
                                    << "10000.0";
        QTest::newRow("yes") << "lock=yes"
                             << "true";
        QTest::newRow("off") << "lock=off"
                             << "false";
        QTest::newRow("choice") << "variant=free-threaded"
                                << "\"free-threaded\"";
        QTest::newRow("text with =") << "words=a=b c"
                                     << "\"a=b c\"";
        QTest::newRow("empty text") << "words="
                                    << "\"\"";
    }
    void whatIsTypedIsTaken() {
        QFETCH(QString, assignment);
        QFETCH(QString, value);
        ParameterSet set(parameters());
        set.set(parameters(), assignment.toStdString());
        const std::string name = assignment.section('=', 0, 0).toStdString();
        QCOMPARE(QString::fromStdString(to_json(set.named_values().at(name)).dump()), value);
    }

    void whatIsWrongIsRefusedInOneLine_data() {
        QTest::addColumn<QByteArray>("assignment");
        QTest::addColumn<QString>("part"); // of the answer
        QTest::newRow("too small") << QByteArray("workers=0")
                                   << "parameter 'workers': 0 is out of range; it takes 1 to 64";
        QTest::newRow("too large") << QByteArray("workers=65") << "65 is out of range; it takes 1 to 64";
        QTest::newRow("beyond 64 bits")
            << QByteArray("workers=99999999999999999999") << "out of range; it takes 1 to 64";
        QTest::newRow("with unit") << QByteArray("critical=-1")
                                   << "-1 is out of range; it takes 0 to 10000 µs";
        QTest::newRow("no number") << QByteArray("workers=two")
                                   << "'two' is not a whole number; it takes 1 to 64";
        QTest::newRow("fraction") << QByteArray("workers=1.5") << "'1.5' is not a whole number";
        QTest::newRow("letters behind") << QByteArray("workers=2x") << "'2x' is not a whole number";
        QTest::newRow("empty number") << QByteArray("workers=") << "'' is not a whole number";
        QTest::newRow("space") << QByteArray("workers= 2") << "' 2' is not a whole number";
        QTest::newRow("no real") << QByteArray("critical=much")
                                 << "'much' is not a number; it takes 0 to 10000 µs";
        QTest::newRow("nan") << QByteArray("critical=nan") << "'nan' is not a number";
        QTest::newRow("infinity") << QByteArray("critical=inf") << "'inf' is not a number";
        QTest::newRow("no flag") << QByteArray("lock=perhaps") << "'perhaps' is neither yes nor no";
        QTest::newRow("no choice") << QByteArray("variant=nwe") << "no choice 'nwe'; did you mean 'new'?";
        QTest::newRow("misspelt name")
            << QByteArray("wrokers=2") << "no parameter 'wrokers'; did you mean 'workers'?";
        QTest::newRow("strange name")
            << QByteArray("zzzzzzzz=2")
            << "no parameter 'zzzzzzzz'; known are workers, critical, lock, variant, words";
        QTest::newRow("no assignment")
            << QByteArray("workers") << "'workers' is no assignment; write NAME=VALUE";
        QTest::newRow("no name") << QByteArray("=2") << "'=2' is no assignment";
        QTest::newRow("endless text")
            << "words=" + QByteArray(5'000, 'x') << "the text is longer than 4096 bytes";
        QTest::newRow("no UTF-8") << QByteArray("words=\xe9t\xe9") << "'?t?' is not UTF-8";
    }
    void whatIsWrongIsRefusedInOneLine() {
        QFETCH(QByteArray, assignment);
        QFETCH(QString, part);
        const QString answer = refusal(assignment.constData());
        QVERIFY2(answer.contains(part), qPrintable(answer));
        QVERIFY(!answer.contains('\n'));
    }

    void aRefusedValueChangesNothing() {
        ParameterSet set(parameters());
        set.set(parameters(), "workers=7");
        QVERIFY_THROWS_EXCEPTION(UsageError, set.set(parameters(), "workers=700"));
        QCOMPARE(set.integer("workers"), std::int64_t{7});
    }

    void valuesSurviveTheWayThroughJson() {
        ParameterSet set(parameters());
        for (const char* assignment :
             {"workers=5", "critical=0.1", "lock=true", "variant=old", "words=ä \"quoted\" word"})
            set.set(parameters(), assignment);
        const ParameterSet again = ParameterSet::from(
            parameters(), named_values_from(Json::parse(one_line(to_json(set.named_values())))));
        QVERIFY(again.named_values() == set.named_values());
    }

    void valuesThatDoNotFitAreRefused() {
        for (const char* bad :
             {R"({"workers": [1]})", R"({"workers": 1000})", R"({"workers": "x"})", R"({"lock": 3})",
              R"({"variant": null})", R"({"unknown": 1})", R"({"critical": 1e300})"})
            QVERIFY_THROWS_EXCEPTION(UsageError,
                                     ParameterSet::from(parameters(), named_values_from(Json::parse(bad))));
    }

    void theNearestNameIsMeant_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("meant");
        QTest::newRow("a letter missing") << "lost-updte"
                                          << "lost-update";
        QTest::newRow("two swapped") << "lsot-update"
                                     << "lost-update";
        QTest::newRow("its begin") << "numbers"
                                   << "numbers-and-letters";
        QTest::newRow("far off") << "semaphore"
                                 << "";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void theNearestNameIsMeant() {
        QFETCH(QString, word);
        QFETCH(QString, meant);
        const std::vector<std::string> names{"lock", "lost-update", "numbers-and-letters", "gil-convoy"};
        QCOMPARE(QString::fromStdString(nearest_name(word.toStdString(), names)), meant);
    }
};

} // namespace test_parameter

QTEST_APPLESS_MAIN(test_parameter::TestParameter)
#include "test_parameter.moc"
