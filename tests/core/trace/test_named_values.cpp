// SPDX-License-Identifier: GPL-3.0-or-later
// Named values: what they keep, and their way to JSON and back.
#include "core/trace/json.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

using namespace interleave;

namespace test_named_values {

class TestNamedValues : public QObject {
    Q_OBJECT

private slots:
    void namesKeepTheOrderInWhichTheyWereAdded() {
        NamedValues values{{"b", 1}, {"a", 2}};
        values["c"] = "three";
        values["b"] = 4;
        QCOMPARE(one_line(to_json(values)), std::string(R"({"b":4,"a":2,"c":"three"})"));
        values.update({{"a", true}, {"d", Value()}});
        QCOMPARE(one_line(to_json(values)), std::string(R"({"b":4,"a":true,"c":"three","d":null})"));
        QCOMPARE(values.size(), std::size_t{4});
    }

    void aMissingNameIsTold() {
        const NamedValues values{{"a", 1}};
        QVERIFY(values.contains("a") && !values.contains("b"));
        QVERIFY(values.find("b") == nullptr);
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, values.at("b"));
    }

    void aValueKeepsItsKind() {
        QVERIFY(Value().is_none());
        QCOMPARE(Value(true).flag(), std::optional(true));
        QVERIFY(!Value(true).number() && !Value(1).flag());
        QCOMPARE(Value(3).number(), std::optional(3.0));
        QVERIFY(Value(3).is_whole() && !Value(3.0).is_whole());
        QCOMPARE(*Value("text").text(), std::string("text"));
        QVERIFY(Value(3).text() == nullptr && Value("3").list() == nullptr);
        QCOMPARE(Value(std::set{2, 1}).list()->size(), std::size_t{2});
        QCOMPARE(*Value(std::array{"a", "b"}).list()->back().text(), std::string("b"));
        QCOMPARE(Value({{"a", 1}, {"b", 2}}).members()->at("b"), Value(2));
    }

    void wholeNumbersAreKeptWhole() {
        constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        const Value::List numbers{largest, least, 9'007'199'254'740'993};
        QCOMPARE(one_line(to_json(Value(numbers))),
                 std::string("[18446744073709551615,-9223372036854775808,9007199254740993]"));
        QCOMPARE(Value(1U), Value(std::int64_t{1})); // how it was written makes no difference
    }

    void valuesSurviveTheWayThroughJson() {
        const NamedValues values{{"none", Value()},
                                 {"flag", false},
                                 {"whole", -5},
                                 {"large", std::numeric_limits<std::uint64_t>::max()},
                                 {"real", 0.1},
                                 {"whole real", 2.0},
                                 {"text", "ä \"quoted\""},
                                 {"list", Value::List{1, "two", Value::List{}}},
                                 {"members", {{"b", 1}, {"a", NamedValues()}}}};
        QVERIFY(named_values_from(Json::parse(one_line(to_json(values)))) == values);
        QVERIFY(named_values_from(Json::parse(document(to_json(values)))) == values);
    }

    void whatJsonCannotSayBecomesNull() {
        QVERIFY(to_json(Value(std::nan(""))).is_null());
        QVERIFY(to_json(Value(std::numeric_limits<double>::infinity())).is_null());
    }

    void bytesThatAreNoUtf8AreReplaced() {
        QCOMPARE(one_line(to_json(Value("a\xff"))), std::string("\"a\xef\xbf\xbd\""));
    }

    void onlyAnObjectHasNames() {
        for (const char* other : {"[1]", "3", "null", "\"text\""})
            QVERIFY_THROWS_EXCEPTION(Json::exception, named_values_from(Json::parse(other)));
    }
};

} // namespace test_named_values

QTEST_APPLESS_MAIN(test_named_values::TestNamedValues)
#include "test_named_values.moc"
