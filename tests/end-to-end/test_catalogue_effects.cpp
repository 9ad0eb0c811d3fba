// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every scenario on every backend with its defaults and checks that the effect it teaches occurs, and
// that every claim of the articles is measured. INTERLEAVE_EFFECT_RUNS=20 requires as many runs of each in a
// row; tests/effects sets it, and prints what was measured.
#include "tests/end-to-end/program.h"
#include "tests/timed/timed_figure.h"

#include <QJsonArray>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <cstdio>

using namespace interleave;
using namespace interleave::rig;

namespace test_catalogue_effects {

using interleave::test::runs_wanted;

/// The results of one check over several runs.
struct Verdicts {
    int held = 0;
    int failed = 0;
    int open = 0;
    bool depends_on_load = false;
    QStringList measured; ///< in the runs in which it failed, with what was expected
    QSet<QString> reasons;
};

QString number(const QJsonValue& value) {
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 5) : QStringLiteral("-");
}

/// These scenarios deadlock with their defaults, which is what they teach.
bool deadlocks_by_design(const QString& scenario) {
    return scenario == QLatin1String("two-locks") || scenario == QLatin1String("dining-philosophers");
}

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
            run_once(scenario, backend, checks);
        // On a machine with other load, a check of time can fail once; a check of an effect that does not
        // occur fails again. Where one run was requested, two more runs tell these apart.
        const auto any_failed = [&] {
            return std::any_of(checks.cbegin(), checks.cend(), [](const Verdicts& check) {
                return check.failed > 0 && check.held + check.open == 0;
            });
        };
        for (int again = 0; wanted == 1 && again < 2 && any_failed(); ++again)
            run_once(scenario, backend, checks);
        QVERIFY(!checks.isEmpty());
        QStringList missed; // reported at the end, so that every check is printed
        for (auto check = checks.cbegin(); check != checks.cend(); ++check) {
            if (wanted > 1)
                std::printf("%-22s %-10s %-34s held %3d  not %3d  open %3d  %s %s\n", qPrintable(scenario),
                            qPrintable(backend), qPrintable(check.key()), check->held, check->failed,
                            check->open, qPrintable(check->measured.join(QStringLiteral("; "))),
                            qPrintable(check->reasons.values().join(QStringLiteral("; "))));
            const QString words = QStringLiteral("%1 does not hold: %2")
                                      .arg(check.key(), check->measured.join(QStringLiteral("; ")));
            // With one run, a failed check that load can cause is only a warning, because a build server may
            // have other load.
            if (wanted == 1 && check->depends_on_load && check->held + check->open == 0)
                qWarning("%s", qPrintable(words));
            else if (wanted > 1 ? check->failed > 0 : check->held + check->open == 0)
                missed.append(words);
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QStringLiteral("\n"))));
    }

    void everyClaimIsMeasured() {
        const Result result = rig::interleave({QStringLiteral("claims"), QStringLiteral("--json")});
        QCOMPARE(result.status, 0);
        const QJsonArray claims = result.json()[QLatin1String("claims")].toArray();
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
    static void run_once(const QString& scenario, const QString& backend, QMap<QString, Verdicts>& checks) {
        const Result result = rig::interleave({QStringLiteral("run"), scenario, QStringLiteral("--backend"),
                                               backend, QStringLiteral("--json")});
        QVERIFY2(result.status == 0, result.errors.constData());
        // An engine built with a sanitizer prints its findings, also those that ended only a worker process.
        QVERIFY2(!result.errors.contains("Sanitizer") && !result.errors.contains("runtime error"),
                 result.errors.constData());
        const QJsonObject report = result.json();
        const bool deadlocks = deadlocks_by_design(scenario);
        QCOMPARE(report[QLatin1String("ended")].toString(),
                 deadlocks ? QStringLiteral("deadlock") : QStringLiteral("finished"));
        if (deadlocks) // a cycle of at least two lanes
            QVERIFY(report[QLatin1String("outcome")][QLatin1String("deadlock")][0][QLatin1String("lanes")]
                        .toArray()
                        .size() >= 2);
        QCOMPARE(report[QLatin1String("bad")].toInt(-1), 0);
        QCOMPARE(report[QLatin1String("dropped")].toInt(-1), 0);
        const QJsonArray found = report[QLatin1String("checks")].toArray();
        for (int i = 0; i < found.size(); ++i) {
            const QJsonValue check = found[i];
            const QString why = check[QLatin1String("why")].toString();
            Verdicts& verdicts =
                checks[QStringLiteral("%1 %2").arg(i + 1).arg(check[QLatin1String("name")].toString())];
            verdicts.depends_on_load = check[QLatin1String("depends_on_load")].toBool();
            if (check[QLatin1String("holds")].isNull()) {
                ++verdicts.open;
                verdicts.reasons.insert(why);
                QVERIFY2(!why.isEmpty(), "what cannot be told has a reason");
            } else if (check[QLatin1String("holds")].toBool()) {
                ++verdicts.held;
            } else {
                ++verdicts.failed;
                QVERIFY2(!why.isEmpty(), "a miss has a reason");
                verdicts.measured.append(QStringLiteral("expected %1, measured %2")
                                             .arg(number(check[QLatin1String("expected")]),
                                                  number(check[QLatin1String("measured")])));
            }
        }
    }
};

} // namespace test_catalogue_effects

QTEST_GUILESS_MAIN(test_catalogue_effects::TestCatalogueEffects)
#include "test_catalogue_effects.moc"
