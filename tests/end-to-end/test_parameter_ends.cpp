// SPDX-License-Identifier: GPL-3.0-or-later
// At the ends of its parameters a scenario still ends by itself, and no check is false. Usually only those
// ends are run at which something was wrong once. With INTERLEAVE_ALL_ENDS=1 every end of every parameter is
// run on every backend; tests/parameter_ends sets it.
#include "tests/end-to-end/program.h"

#include <QJsonArray>

#include <algorithm>

using namespace interleave;
using namespace interleave::rig;

namespace test_parameter_ends {

bool are_all_wanted() {
    return qEnvironmentVariableIntValue("INTERLEAVE_ALL_ENDS") != 0;
}

QJsonArray scenarios() {
    return rig::interleave({QStringLiteral("list"), QStringLiteral("--json")})
        .json()[QLatin1String("scenarios")]
        .toArray();
}

/// Returns the words for the ends of a parameter, or for each of its choices.
QStringList ends_of(const QJsonValue& parameter) {
    const QString type = parameter[QLatin1String("type")].toString();
    if (type == QLatin1String("flag"))
        return {QStringLiteral("false"), QStringLiteral("true")};
    QStringList ends;
    for (const QJsonValue& choice : parameter[QLatin1String("choices")].toArray())
        ends.append(choice.toString());
    if (type == QLatin1String("integer") || type == QLatin1String("real")) {
        for (const char* end : {"min", "max"})
            ends.append(QString::number(parameter[QLatin1String(end)].toDouble(), 'g', 15));
    }
    return ends;
}

QString measured_in(const QJsonValue& check) {
    return QStringLiteral("%1: measured %2, expected %3 (%4)")
        .arg(check[QLatin1String("name")].toString())
        .arg(check[QLatin1String("measured")].toDouble())
        .arg(check[QLatin1String("expected")].toDouble())
        .arg(check[QLatin1String("why")].toString());
}

class TestParameterEnds : public QObject {
    Q_OBJECT

private slots:
    void aRunEndsAndNothingIsFalse_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("assignment");
        const auto add = [](const QString& scenario, const QString& backend, const QString& assignment) {
            QTest::addRow("%s %s %s", qPrintable(scenario), qPrintable(backend), qPrintable(assignment))
                << scenario << backend << assignment;
        };
        if (!are_all_wanted()) {
            // With fewer steps the others are done when the victim dies.
            add(QStringLiteral("crash-isolation"), QStringLiteral("processes"), QStringLiteral("steps=4"));
            // A barber that cuts so fast turns away nobody.
            add(QStringLiteral("sleeping-barber"), QStringLiteral("threads"), QStringLiteral("cut=0.05"));
            add(QStringLiteral("lock-fairness"), QStringLiteral("threads"), QStringLiteral("inside=10000"));
            add(QStringLiteral("sensor-hub"), QStringLiteral("threads"), QStringLiteral("deadline=0.1"));
            return;
        }
        for (const QJsonValue& scenario : scenarios()) {
            for (const QJsonValue& backend : scenario[QLatin1String("backends")].toArray()) {
                for (const QJsonValue& parameter : scenario[QLatin1String("parameters")].toArray()) {
                    for (const QString& end : ends_of(parameter))
                        add(scenario[QLatin1String("name")].toString(), backend.toString(),
                            parameter[QLatin1String("name")].toString() + QLatin1Char('=') + end);
                }
            }
        }
    }
    void aRunEndsAndNothingIsFalse() {
        QFETCH(QString, scenario);
        QFETCH(QString, backend);
        QFETCH(QString, assignment);
        const Result result =
            rig::interleave({QStringLiteral("run"), scenario, QStringLiteral("--backend"), backend,
                             QStringLiteral("--set"), assignment, QStringLiteral("--json")});
        if (result.status == 2) { // it does not fit the other parameters' defaults
            QVERIFY2(!result.line().isEmpty(), result.errors.constData());
            return;
        }
        QVERIFY2(result.status == 0, result.errors.constData());
        const QJsonObject report = result.json();
        const QString ended = report[QLatin1String("ended")].toString();
        QVERIFY2(ended == QLatin1String("finished") || ended == QLatin1String("deadlock"), qPrintable(ended));
        QStringList missed;
        for (const QJsonValue& check : report[QLatin1String("checks")].toArray()) {
            const QJsonValue holds = check[QLatin1String("holds")];
            if (holds.isBool() && !holds.toBool())
                missed.append(measured_in(check));
            QVERIFY2(!holds.isNull() || !check[QLatin1String("why")].toString().isEmpty(),
                     "what cannot be told has a reason");
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QStringLiteral("; "))));
    }
};

} // namespace test_parameter_ends

QTEST_GUILESS_MAIN(test_parameter_ends::TestParameterEnds)
#include "test_parameter_ends.moc"
