// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the catalogue are pages that students read: all have the same parts in the same order, and no
// sentence is broken. README shows one of them as it is.
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace test_pages {

constexpr const char* catalogue = INTERLEAVE_SOURCE_DIR "/core/scenario/catalogue";

QString text_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void add_pages() {
    QTest::addColumn<QString>("page");
    const QDir folder(QString::fromUtf8(catalogue));
    for (const QString& name : folder.entryList({QStringLiteral("*.cpp")}, QDir::Files))
        QTest::newRow(qPrintable(name)) << text_of(folder.filePath(name));
}

/// Finds a literal that follows another with nothing but space between. Returns the text from the end of the
/// first one, or nothing. Comments are skipped; an apostrophe within a number or word begins no character.
QString broken_literal(const QString& code) {
    qsizetype literal_ended = -1;
    for (qsizetype i = 0; i < code.size(); ++i) {
        if (code.mid(i, 2) == QLatin1String("//")) {
            i = code.indexOf(QLatin1Char('\n'), i);
            continue;
        }
        const QChar quote = code.at(i);
        const bool begins_character =
            quote == QLatin1Char('\'') && i > 0 && !code.at(i - 1).isLetterOrNumber();
        if (quote != QLatin1Char('"') && !begins_character) {
            if (!quote.isSpace())
                literal_ended = -1;
            continue;
        }
        if (literal_ended >= 0)
            return code.mid(literal_ended, 60);
        for (++i; i < code.size() && code.at(i) != quote; ++i)
            i += code.at(i) == QLatin1Char('\\') ? 1 : 0;
        literal_ended = i + 1;
    }
    return {};
}

class TestPages : public QObject {
    Q_OBJECT

private slots:
    void thePartsStandInOneOrder_data() { add_pages(); }
    void thePartsStandInOneOrder() {
        QFETCH(QString, page);
        QVERIFY(page.startsWith(QLatin1String("// SPDX-License-Identifier: GPL-3.0-or-later\n// ")));
        qsizetype from = 0;
        for (const char* part :
             {"\n#include \"core/scenario/catalogue_entry.h\"\n",
              "\nnamespace interleave::catalogue::", " {\nnamespace {\n", "\nstruct Settings {\n",
              "\nstruct Measured {\n", "\nMeasured run(Stage&", "\nOutcome check(const Settings&",
              "\nconst Registration registration = CatalogueEntry<Settings, Measured>{\n    .name = \"",
              "\n    .title = \"",
              "\n    .group = Group::", "\n    .order = ", "\n    .about =", "\n    .backends = {Backend::",
              "\n    .parameters =", "\n    .run = run,\n    .check = check,\n",
              "\n};\n\n} // namespace\n} // namespace interleave::catalogue::"}) {
            const qsizetype at = page.indexOf(QLatin1String(part), from);
            QVERIFY2(at >= 0, part);
            from = at + 1;
        }
    }

    /// What a run does and what theory says of it stand apart: no page judges while workers work.
    void theConcurrentPartStandsAlone_data() { add_pages(); }
    void theConcurrentPartStandsAlone() {
        QFETCH(QString, page);
        const qsizetype run = page.indexOf(QLatin1String("\nMeasured run(Stage&"));
        QVERIFY(!page.left(run).contains(QLatin1String("Outcome")));
        QVERIFY(!page.mid(page.indexOf(QLatin1String("\n}\n"), run)).contains(QLatin1String("team.run")));
    }

    void noSentenceIsBroken_data() { add_pages(); }
    void noSentenceIsBroken() {
        QFETCH(QString, page);
        const QString broken = broken_literal(page);
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }

    void aBrokenSentenceIsFound() {
        QVERIFY(!broken_literal(QStringLiteral("f(\"one \"\n    \"sentence\");")).isEmpty());
        QVERIFY(!broken_literal(QStringLiteral("\"one \" \"sentence\"")).isEmpty());
        QVERIFY(broken_literal(QStringLiteral("{\"a\", \"b\"}; // \"a\" \"b\", it's\n10'000; '\"'; \"c\""))
                    .isEmpty());
    }

    /// A member that no parameter fills would stay zero.
    void everyMemberOfSettingsIsAParameter_data() { add_pages(); }
    void everyMemberOfSettingsIsAParameter() {
        QFETCH(QString, page);
        const qsizetype begin = page.indexOf(QLatin1String("\nstruct Settings {\n"));
        const QString settings = page.mid(begin, page.indexOf(QLatin1String("\n};\n"), begin) - begin);
        static const QRegularExpression member(QStringLiteral("\n    [\\w:<>]+ (\\w+);"));
        int members = 0;
        for (auto found = member.globalMatch(settings); found.hasNext(); ++members) {
            const QString bound = QStringLiteral("&Settings::") + found.next().captured(1) + QLatin1Char(',');
            QCOMPARE(page.count(bound), 1);
        }
        QVERIFY(members > 0);
        QCOMPARE(page.count(QLatin1String("&Settings::")), members);
    }

    void oldDialectsAreGone_data() { add_pages(); }
    void oldDialectsAreGone() {
        QFETCH(QString, page);
        for (const char* phrase : {"using namespace", ".push_back({.name", "outcome.values", "outcome.checks",
                                   ".parameters()", "TraceMeasure"})
            QVERIFY2(!page.contains(QLatin1String(phrase)), phrase);
    }

    void theReadmeShowsHelloThreadAsItIs() {
        const QString readme = text_of(QStringLiteral(INTERLEAVE_SOURCE_DIR "/README.md"));
        const QString page = text_of(QString::fromUtf8(catalogue) + QStringLiteral("/hello_thread.cpp"));
        QVERIFY(!page.isEmpty());
        QVERIFY(readme.contains(QStringLiteral("```cpp\n") + page + QStringLiteral("```\n")));
    }
};

} // namespace test_pages

QTEST_APPLESS_MAIN(test_pages::TestPages)
#include "test_pages.moc"
