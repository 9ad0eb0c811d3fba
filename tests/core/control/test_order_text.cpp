// SPDX-License-Identifier: GPL-3.0-or-later
// Orders are read as people write them and written in one form; what is wrong is said in one line.
#include "core/control/order_text.h"
#include "core/event/error.h"

#include <QTest>

#include <string>

using namespace interleave;

namespace test_order_text {

/// Returns the numbers of the lanes of a text, as "1 2 2".
std::string numbers(std::string_view text) {
    std::string words;
    for (const Turn lane : order_from(text))
        words += (words.empty() ? "" : " ") + std::to_string(lane);
    return words;
}

std::string error_of(std::string_view text) {
    try {
        order_from(text);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "no error";
}

class TestOrderText : public QObject {
    Q_OBJECT

private slots:
    void anOrderIsReadInAnyOfItsForms_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("lanes");
        for (const char* const text : {"ABBA", "A B B A", "AB2A", "A B2 A", " A1  B2A1 ", "A\tB02\nA"})
            QTest::newRow(text) << std::string(text) << std::string("1 2 2 1");
        QTest::newRow("none") << std::string() << std::string();
        QTest::newRow("main lane") << std::string("A M2") << std::string("1 0 0");
        // M is the main lane, so that the worker behind L is N.
        QTest::newRow("around M") << std::string("LNZ") << std::string("12 13 25");
    }
    void anOrderIsReadInAnyOfItsForms() {
        QFETCH(std::string, text);
        QFETCH(std::string, lanes);
        QCOMPARE(numbers(text), lanes);
    }

    void itIsWrittenInOneForm() {
        QCOMPARE(to_text(order_from("A B B A")), std::string("AB2A"));
        QCOMPARE(to_text(order_from("ABBA"), " "), std::string("A B2 A"));
        QCOMPARE(to_text(order_from("M A12 N")), std::string("MA12N"));
        QCOMPARE(to_text(std::vector<Turn>()), std::string());
    }

    void everyLaneHasALetterOfItsOwn() {
        for (Turn lane = 0; lane < most_turns; ++lane)
            QCOMPARE(order_from(std::string(1, letter_of(lane))), std::vector<Turn>{lane});
    }

    void whatIsWrongIsSaidInOneLine_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("line");
        QTest::newRow("number first")
            << std::string("3A")
            << std::string("the order cannot be read at character 1: a number stands behind the lane that it "
                           "counts, as in A3");
        QTest::newRow("small letter") << std::string("A b")
                                      << std::string("the order cannot be read at character 3: lanes are "
                                                     "capital letters, as in A3 B A");
        QTest::newRow("sign") << std::string("A,B")
                              << std::string("the order cannot be read at character 2: an order has the "
                                             "letters of lanes and numbers, as in A3 B A");
        QTest::newRow("zero") << std::string("A0B")
                              << std::string("the order cannot be read at character 2: a lane cannot go on 0 "
                                             "times; leave it out");
        QTest::newRow("too long") << std::string("A B10000")
                                  << std::string("the order cannot be read at character 4: an order has at "
                                                 "most 10000 steps");
        QTest::newRow("far too long") << std::string("A99999999999999999999999")
                                      << std::string("the order cannot be read at character 2: an order has "
                                                     "at most 10000 steps");
    }
    void whatIsWrongIsSaidInOneLine() {
        QFETCH(std::string, text);
        QFETCH(std::string, line);
        QCOMPARE(error_of(text), line);
    }
};

} // namespace test_order_text

QTEST_APPLESS_MAIN(test_order_text::TestOrderText)
#include "test_order_text.moc"
