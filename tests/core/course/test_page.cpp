// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the course that are no lessons: their links lead somewhere, and the glossary is in order.
#include "core/course/page.h"
#include "core/event/error.h"
#include "core/scenario/scenario.h"

#include <QRegularExpression>
#include <QTest>

using namespace interleave;

namespace test_page {

QString text_of(const Page& page) {
    return QString::fromUtf8(page.text.data(), static_cast<qsizetype>(page.text.size()));
}

/// Returns the entries of the glossary, each one paragraph.
QStringList entries() {
    return text_of(find_page("glossary"))
        .split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)
        .filter(QRegularExpression(QStringLiteral("^\\*\\*")));
}

QString term_of(const QString& entry) {
    return entry.section(QStringLiteral("**"), 1, 1);
}

class TestPage : public QObject {
    Q_OBJECT

private slots:
    void everyPageHasATitleAndIsFoundByItsName() {
        QCOMPARE(pages().size(), 2U);
        for (const Page& page : pages()) {
            QVERIFY2(!page.title.empty(), page.name.c_str());
            QCOMPARE(&find_page(page.name), &page);
        }
        QVERIFY_THROWS_EXCEPTION(UsageError, find_page("glosary"));
    }

    void everyLinkOfAPageLeadsToAScenario() {
        static const QRegularExpression link(QStringLiteral("\\[([^\\]]+)\\]\\(([^)]*)\\)"));
        for (const Page& page : pages()) {
            int links = 0;
            const QString text = text_of(page);
            for (auto found = link.globalMatch(text); found.hasNext(); ++links) {
                const QRegularExpressionMatch match = found.next();
                const std::string target = match.captured(2).toStdString();
                QVERIFY2(target.starts_with(scenario_link), target.c_str());
                const std::string name = target.substr(scenario_link.size());
                QCOMPARE(find_scenario(name).name, name); // it throws if there is none
                QCOMPARE(match.captured(1).toStdString(), name);
            }
            QVERIFY2(links >= 10, page.name.c_str());
            QCOMPARE(text.count(QStringLiteral("](")), links); // none is cut by the end of a line
        }
    }

    void theGlossarysTermsAreUniqueAndInAlphabeticalOrder() {
        QVERIFY(entries().size() >= 40);
        QString before;
        for (const QString& entry : entries()) {
            const QString term = term_of(entry).toLower();
            QVERIFY2(before < term, qPrintable(before + QStringLiteral(" before ") + term));
            before = term;
        }
    }

    void everyEntryIsASentenceOrTwoWithOneScenario() {
        static const QRegularExpression form(
            QStringLiteral("^\\*\\*[A-Z][^*]+\\*\\*: [A-Z].*\\. \\[[a-z-]+\\]\\(scenario:[a-z-]+\\)\\n?$"));
        for (const QString& entry : entries()) {
            QVERIFY2(form.match(entry).hasMatch(), qPrintable(entry));
            QVERIFY2(entry.count(QStringLiteral(". ")) <= 3, qPrintable(entry));
        }
    }

    void theFieldsTermsAreThere() {
        QStringList terms;
        for (const QString& entry : entries())
            terms << term_of(entry).toLower();
        for (const char* term : {"race condition",
                                 "data race",
                                 "mutual exclusion",
                                 "critical section",
                                 "context switch",
                                 "preemption",
                                 "happens before",
                                 "starvation",
                                 "livelock",
                                 "deadlock",
                                 "thread-safe",
                                 "reentrant",
                                 "pickling",
                                 "barging",
                                 "convoy",
                                 "spurious wake-up",
                                 "switch interval",
                                 "safe point",
                                 "oversubscription",
                                 "speedup",
                                 "efficiency",
                                 "amdahl's law",
                                 "false sharing",
                                 "cache line",
                                 "fork",
                                 "spawn",
                                 "forkserver",
                                 "daemon",
                                 "future",
                                 "executor",
                                 "pool",
                                 "semaphore",
                                 "condition",
                                 "barrier",
                                 "memory model",
                                 "atomic operation"})
            QVERIFY2(terms.contains(QLatin1String(term)), term);
    }
};

} // namespace test_page

QTEST_GUILESS_MAIN(test_page::TestPage)
#include "test_page.moc"
