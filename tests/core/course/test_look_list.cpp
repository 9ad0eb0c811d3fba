// SPDX-License-Identifier: GPL-3.0-or-later
// The list of what lessons promise is read into plain data, and what is wrong in it is said with its line.
#include "core/course/look_list.h"
#include "core/event/error.h"

#include <QString>
#include <QTest>

using namespace interleave;

namespace test_look_list {

class TestLookList : public QObject {
    Q_OBJECT

private slots:
    void aListIsReadWithItsLines() {
        const auto lessons = read_look_list("# a head\n\nlock\n- who *holds* it\n    wanted \"book lock\"\n"
                                            "    no state \"waiting: lock\" on \"a b\" times 2\n"
                                            "lock gil\n- another\n    lane main");
        QCOMPARE(lessons.size(), std::size_t{2});
        QCOMPARE(lessons[0].scenario, std::string("lock"));
        QCOMPARE(lessons[0].backend, std::string());
        QCOMPARE(lessons[1].backend, std::string("gil"));
        const LookPromise& promise = lessons[0].promises.at(0);
        QCOMPARE(promise.line, 4);
        QCOMPARE(promise.words, std::string("who *holds* it"));
        QCOMPARE(promise.shown.size(), std::size_t{2});
        QCOMPARE(promise.shown[0].what, std::string("wanted"));
        QCOMPARE(promise.shown[0].subject, std::string("book lock"));
        QVERIFY(!promise.shown[0].is_absent && promise.shown[1].is_absent);
        QCOMPARE(promise.shown[1].where.at("on"), std::string("a b"));
        QCOMPARE(promise.shown[1].where.at("times"), std::string("2"));
    }

    void whatIsWrongIsSaidWithItsLine_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("sentence") << "\n- a sentence\n"
                                  << "txt:2: a sentence stands before";
        QTest::newRow("thing") << "lock\n    lane main\n"
                               << "txt:2: something to see stands before";
        QTest::newRow("three words") << "lock threads gil\n"
                                     << "txt:1: 'lock threads gil' is not of the form";
        QTest::newRow("one word") << "lock\n- words\n    lane\n"
                                  << "txt:3: 'lane' is not of the form";
        QTest::newRow("odd") << "lock\n- words\n    lane main on\n"
                             << "txt:3: 'lane main on' is not";
        QTest::newRow("quotes") << "lock\n- words\n    lane \"main\n"
                                << "txt:3: a quotation mark is not closed";
    }
    void whatIsWrongIsSaidWithItsLine() {
        QFETCH(QString, text);
        QFETCH(QString, said);
        try {
            read_look_list(text.toStdString());
            QFAIL("it was read");
        } catch (const UsageError& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
        }
    }

    void theListThatTheProgramCarriesCanBeRead() { QVERIFY(look_list().size() > 40); }
};

} // namespace test_look_list

QTEST_GUILESS_MAIN(test_look_list::TestLookList)
#include "test_look_list.moc"
