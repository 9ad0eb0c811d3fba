// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario on every backend, with its defaults, as people run it: the effect that it teaches is there.
// And every claim of the articles is measured. INTERLEAVE_EFFECT_RUNS=20 demands as many runs in a row of
// each; tests/effects does that, and prints what was measured.
#include "tests/end-to-end/program.h"
#include "tests/timed/timed_figure.h"

#include <QJsonArray>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <cstdio>

using namespace interleave;
using namespace interleave::rig;
using interleave::test::runs_wanted;

namespace {

/// How one check came out over several runs.
struct Verdicts {
    int held = 0;
    int failed = 0;
    int open = 0;
    bool of_time = false;
    QStringList measured; ///< in the runs in which it failed, with what was expected
    QSet<QString> reasons;
};

QString number(const QJsonValue& value) {
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 5) : QStringLiteral("-");
}

/// With their defaults these deadlock, which is what they teach.
bool deadlocks_by_design(const QString& scenario) {
    return scenario == QLatin1String("two-locks") || scenario == QLatin1String("dining-philosophers");
}

} // namespace

class TestCatalogueEffects : public QObject {
    Q_OBJECT

private slots:
    void theEffectIsThere_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("backend");
        const QJsonArray scenarios = rig::interleave({QStringLiteral("list"), QStringLiteral("--json")})
                                         .json()[QLatin1String("scenarios")]
                                         .toArray();
        QVERIFY(scenarios.size() >= 44);
        for (const QJsonValue& scenario : scenarios) {
            const QString name = scenario[QLatin1String("name")].toString();
            for (const QJsonValue& backend : scenario[QLatin1String("backends")].toArray())
                QTest::addRow("%s, %s", qPrintable(name), qPrintable(backend.toString()))
                    << name << backend.toString();
        }
    }
    void theEffectIsThere() {
        QFETCH(QString, scenario);
        QFETCH(QString, backend);
        QMap<QString, Verdicts> checks;
        const int wanted = runs_wanted();
        for (int run = 0; run < wanted; ++run)
            look(scenario, backend, checks);
        // A figure of time can be missed once on a machine that others use, too; an effect that is not there
        // is missed again. Two more runs tell these apart, where one run was asked for.
        const auto any_failed = [&] {
            return std::any_of(checks.cbegin(), checks.cend(), [](const Verdicts& one) {
                return one.failed > 0 && one.held + one.open == 0;
            });
        };
        for (int again = 0; wanted == 1 && again < 2 && any_failed(); ++again)
            look(scenario, backend, checks);
        QVERIFY(!checks.isEmpty());
        QStringList missed; // told at the end: every check gets its line
        for (auto check = checks.cbegin(); check != checks.cend(); ++check) {
            if (wanted > 1)
                std::printf("%-22s %-10s %-34s held %3d  not %3d  open %3d  %s %s\n", qPrintable(scenario),
                            qPrintable(backend), qPrintable(check.key()), check->held, check->failed,
                            check->open, qPrintable(check->measured.join(QStringLiteral("; "))),
                            qPrintable(check->reasons.values().join(QStringLiteral("; "))));
            const QString words = QStringLiteral("%1 does not hold: %2")
                                      .arg(check.key(), check->measured.join(QStringLiteral("; ")));
            // In the quick form a figure of time is told, not judged: nobody knows what else a build server
            // does.
            if (wanted == 1 && check->of_time && check->held + check->open == 0)
                qWarning("%s", qPrintable(words));
            else if (wanted > 1 ? check->failed > 0 : check->held + check->open == 0)
                missed.append(words);
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QStringLiteral("\n"))));
    }

    void everyClaimIsMeasured() {
        const Said said = rig::interleave({QStringLiteral("claims"), QStringLiteral("--json")});
        QCOMPARE(said.status, 0);
        const QJsonArray claims = said.json()[QLatin1String("claims")].toArray();
        QCOMPARE(claims.size(), 22);
        for (const QJsonValue& claim : claims) {
            const QString id = claim[QLatin1String("id")].toString();
            const QJsonValue holds = claim[QLatin1String("holds")];
            if (runs_wanted() > 1)
                std::printf("%-28s expected %-10s measured %-10s holds %-5s %s\n", qPrintable(id),
                            qPrintable(number(claim[QLatin1String("expected")])),
                            qPrintable(number(claim[QLatin1String("measured")])),
                            holds.isNull()   ? "null"
                            : holds.toBool() ? "true"
                                             : "false",
                            qPrintable(claim[QLatin1String("why")].toString()));
            QVERIFY2(holds.isBool() || !claim[QLatin1String("why")].toString().isEmpty(), qPrintable(id));
            QVERIFY2(holds.isNull() || claim[QLatin1String("measured")].isDouble(), qPrintable(id));
        }
    }

    void cleanupTestCase() { QTRY_COMPARE_WITH_TIMEOUT(marked_processes(), QStringList(), 20'000); }

private:
    static void look(const QString& scenario, const QString& backend, QMap<QString, Verdicts>& checks) {
        const Said said = rig::interleave({QStringLiteral("run"), scenario, QStringLiteral("--backend"),
                                           backend, QStringLiteral("--json")});
        QVERIFY2(said.status == 0, said.errors.constData());
        // An engine built with a sanitizer tells what it found, also when only a worker process ended by it.
        QVERIFY2(!said.errors.contains("Sanitizer") && !said.errors.contains("runtime error"),
                 said.errors.constData());
        const QJsonObject report = said.json();
        const bool deadlocks = deadlocks_by_design(scenario);
        QCOMPARE(report[QLatin1String("ended")].toString(),
                 deadlocks ? QStringLiteral("deadlock") : QStringLiteral("finished"));
        if (deadlocks) // each waits for the next, and the last for the first
            QVERIFY(report[QLatin1String("outcome")][QLatin1String("deadlock")][0][QLatin1String("lanes")]
                        .toArray()
                        .size() >= 2);
        QCOMPARE(report[QLatin1String("bad")].toInt(-1), 0);
        const QJsonArray found = report[QLatin1String("checks")].toArray();
        for (int i = 0; i < found.size(); ++i) {
            const QJsonValue check = found[i];
            const QString why = check[QLatin1String("why")].toString();
            Verdicts& one =
                checks[QStringLiteral("%1 %2").arg(i + 1).arg(check[QLatin1String("name")].toString())];
            static const QStringList units{QStringLiteral("ms"), QStringLiteral("µs"), QStringLiteral("ns"),
                                           QStringLiteral("×"), QStringLiteral("intervals")};
            one.of_time = check[QLatin1String("tolerance")].toDouble() > 0 ||
                          units.contains(check[QLatin1String("unit")].toString());
            if (check[QLatin1String("holds")].isNull()) {
                ++one.open;
                one.reasons.insert(why);
                QVERIFY2(!why.isEmpty(), "what cannot be told has a reason");
            } else if (check[QLatin1String("holds")].toBool()) {
                ++one.held;
            } else {
                ++one.failed;
                one.measured.append(QStringLiteral("expected %1, measured %2")
                                        .arg(number(check[QLatin1String("expected")]),
                                             number(check[QLatin1String("measured")])));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCatalogueEffects)
#include "test_catalogue_effects.moc"
