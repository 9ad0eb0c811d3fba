// SPDX-License-Identifier: GPL-3.0-or-later
// A command line is split into the words that a shell would make of it, or it is said why not.
#include "core/engine/command_words.h"
#include "core/event/error.h"

#include <QTest>

using namespace interleave;

namespace test_command_words {

QString problem_of(const char* text) {
    try {
        words_of_command(text);
    } catch (const UsageError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

class TestCommandWords : public QObject {
    Q_OBJECT

private slots:
    void wordsAreThoseOfAShell_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QByteArray>>("words");
        const auto add = [](const char* text, const QList<QByteArray>& words) {
            QTest::addRow("%s", text) << QByteArray(text) << words;
        };
        add("python3 script.py", {"python3", "script.py"});
        add("  a \t b\n", {"a", "b"});
        add("a 'b  c' d", {"a", "b  c", "d"});
        add("a \"b  c\" d", {"a", "b  c", "d"});
        add("a b'c'\"d\"e", {"a", "bcde"});
        add("a '' \"\"", {"a", "", ""});
        add("a b\\ c \\'", {"a", "b c", "'"});
        add("a \"q\\\"q \\$x \\n\"", {"a", "q\"q $x \\n"});
        add("a 'it'\\''s'", {"a", "it's"});
        add("sh -c 'echo $HOME | wc; ls *'", {"sh", "-c", "echo $HOME | wc; ls *"});
        add("a b#c d~ x=~", {"a", "b#c", "d~", "x=~"});
        add("grep ä 'ö ü'", {"grep", "ä", "ö ü"});
        add("a http://x.org/?q=1 [b]", {"a", "http://x.org/?q=1", "[b]"});
    }
    void wordsAreThoseOfAShell() {
        QFETCH(QByteArray, text);
        QFETCH(QList<QByteArray>, words);
        QList<QByteArray> got;
        for (const std::string& word : words_of_command(text.toStdString()))
            got << QByteArray::fromStdString(word);
        QCOMPARE(got, words);
    }

    void whatIsWrongIsSaidInOneLine_data() {
        QTest::addColumn<QString>("part");
        QTest::newRow("") << "type the command";
        QTest::newRow("  \t ") << "type the command";
        QTest::newRow("'' a") << "the first word, which names the program, is empty";
        QTest::newRow("a 'b") << "a single quote (') is not closed";
        QTest::newRow("a \"b") << "a double quote (\") is not closed";
        QTest::newRow("a \"b\\\"") << "a double quote (\") is not closed";
        QTest::newRow("a b\\") << "a backslash stands at the end";
        for (const char* text :
             {"a | b", "a > b", "a; b", "a & b", "a $HOME", "a `b`", "a *.py", "a ~/b", "a # b"})
            QTest::newRow(text) << "means something to a shell, and none is run";
        QTest::newRow("a \"$HOME\"") << "even in double quotes";
    }
    void whatIsWrongIsSaidInOneLine() {
        QFETCH(QString, part);
        const QString problem = problem_of(QTest::currentDataTag());
        QVERIFY2(problem.contains(part) && !problem.contains(QLatin1Char('\n')), qPrintable(problem));
    }

    void aZeroIsRefused() {
        QVERIFY_THROWS_EXCEPTION(UsageError, words_of_command(std::string_view("a\0b", 3)));
    }
};

} // namespace test_command_words

QTEST_APPLESS_MAIN(test_command_words::TestCommandWords)
#include "test_command_words.moc"
