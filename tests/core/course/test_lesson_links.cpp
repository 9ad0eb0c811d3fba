// SPDX-License-Identifier: GPL-3.0-or-later
// What a lesson says one should look for and vary becomes links, in every lesson and in each of its points.
#include "core/course/lesson_links.h"
#include "core/course/lesson_page.h"
#include "core/course/lessons.h"
#include "core/course/variation.h"
#include "core/event/error.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace interleave;

namespace test_lesson_links {

QString linked_page(const Scenario& scenario) {
    return QString::fromStdString(with_links(lesson_page(*find_lesson(scenario.name)), scenario));
}

/// Returns the points of the section of that heading, each in one line.
QStringList points_of(const QString& page, const char* heading) {
    const QString section = page.section(QStringLiteral("\n%1\n").arg(QLatin1String(heading)), 1)
                                .section(QStringLiteral("\n## "), 0, 0);
    QStringList points;
    for (const QString& point : QStringLiteral("\n%1").arg(section).split(QStringLiteral("\n- ")).mid(1))
        points << point.simplified();
    return points;
}

QStringList links_in(const QString& text, std::string_view kind) {
    static const QRegularExpression link(QStringLiteral("\\]\\(([a-z]+:[^)]*)\\)"));
    QStringList links;
    for (auto found = link.globalMatch(text); found.hasNext();)
        if (const QString target = found.next().captured(1);
            target.startsWith(QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()))))
            links << target.mid(static_cast<qsizetype>(kind.size()));
    return links;
}

/// Whether nothing of what the point speaks of has a place in a run.
bool says_what_is_not_there(const Scenario& scenario, const QString& point) {
    return std::ranges::all_of(promises_of(scenario.name), [&](const PromisedBy& promised) {
        return !point.contains(QString::fromStdString(promised.promise->words)) ||
               std::ranges::all_of(promised.promise->shown, &LookFor::is_absent);
    });
}

const Scenario& lost_update() {
    return find_scenario("lost-update");
}

class TestLessonLinks : public QObject {
    Q_OBJECT

private slots:
    void typewriterWordsAreVariationsWhereTheScenarioTakesThem() {
        const auto link = [](std::string_view words) {
            const auto variation = read_variation(lost_update(), words);
            return variation ? to_link(*variation) : "none";
        };
        QCOMPARE(link("lock=own"), std::string("lock=own"));
        QCOMPARE(link("increments=5 gate=false"), std::string("increments=5&gate=false"));
        QCOMPARE(link("processes"), std::string("processes"));
        QCOMPARE(link("seed=7"), std::string("seed=7"));
        QCOMPARE(link("interleave sweep lost-update --over workers=1..4"), std::string("sweep:workers=1..4"));
        for (const char* words : {"", "lock", "lock=owm", "lokc=own", "increments=0", "seed=few", "fork",
                                  "x = 1", "interleave sweep lock --over workers=1..4"})
            QCOMPARE(link(words), std::string("none"));
    }

    void aLinkLeadsBackToItsVariation() {
        for (const char* text :
             {"lock=own", "increments=5&gate=false", "processes", "seed=7", "sweep:workers=1..4"})
            QCOMPARE(to_link(to_variation(lost_update(), text).value()), std::string(text));
        QVERIFY(!to_variation(lost_update(), "").has_value());
        QVERIFY(!to_variation(lost_update(), "lock=own&nothing=1").has_value());
    }

    void whatIsJoinedByWithIsOneVariation() {
        const std::string page =
            with_links("# L\n\n`lock=own`\n\n## What to vary\n\n- `workers=3`\n  with `gate=false`: so\n"
                       "- `workers=4`, `workers=5`; `no=1`\n\n## Why\n\n`lock=own`\n",
                       lost_update());
        QCOMPARE(
            QString::fromStdString(page),
            QStringLiteral(
                "# L\n\n`lock=own`\n\n## What to vary\n\n- [`workers=3`\n  with `gate=false`](vary:workers=3&"
                "gate=false): so\n- [`workers=4`](vary:workers=4), [`workers=5`](vary:workers=5); `no=1`\n\n"
                "## Why\n\n`lock=own`\n"));
    }

    void namesOfOtherScenariosLeadThere() {
        const std::string page = with_links("`lock` `lost-update` `lockk`, [`lock`](x)", lost_update());
        QCOMPARE(page, std::string("[`lock`](scenario:lock) `lost-update` `lockk`, [`lock`](x)"));
    }

    void everyLesson_data() {
        QTest::addColumn<const Scenario*>("scenario");
        for (const Scenario* scenario : all_scenarios())
            QTest::newRow(scenario->name.c_str()) << scenario;
    }
    void everyLesson() {
        QFETCH(const Scenario*, scenario);
        const QString page = linked_page(*scenario);
        for (const QString& point : points_of(page, look_heading))
            QVERIFY2(!links_in(point, look_link).isEmpty() || says_what_is_not_there(*scenario, point),
                     qPrintable("leads nowhere: " + point));
        for (const QString& point : points_of(page, vary_heading)) {
            const QStringList links = links_in(point, vary_link);
            QVERIFY2(!links.isEmpty() || !links_in(point, scenario_link).isEmpty() ||
                         point.contains(QStringLiteral("=FILE`")),
                     qPrintable("sets nothing: " + point));
            for (const QString& link : links) {
                const auto variation = to_variation(*scenario, link.toStdString());
                QVERIFY2(variation.has_value(), qPrintable(link));
                if (!variation->sweep) {
                    try {
                        parameters_of(*scenario, *variation);
                    } catch (const UsageError& error) {
                        QFAIL(error.what());
                    }
                }
            }
            // A setting that is no link is misspelt, unless the reader has to fill it in: picture=FILE.
            static const QRegularExpression setting(QStringLiteral("(?<!\\[)`([a-z_]+=[^`]*)`"));
            for (auto found = setting.globalMatch(
                     QString(point).remove(QRegularExpression(QStringLiteral("\\[[^\\]]*\\]\\([^)]*\\)"))));
                 found.hasNext();) {
                const QString words = found.next().captured(1);
                QVERIFY2(words.section('=', 1) == words.section('=', 1).toUpper(),
                         qPrintable("no link: " + words));
            }
        }
        std::set<QString> numbers;
        for (const QString& number : links_in(page, look_link)) {
            QVERIFY2(numbers.insert(number).second, qPrintable("two links to one promise: " + number));
            QVERIFY(number.toUInt() < promises_of(scenario->name).size());
        }
    }
};

} // namespace test_lesson_links

QTEST_GUILESS_MAIN(test_lesson_links::TestLessonLinks)
#include "test_lesson_links.moc"
