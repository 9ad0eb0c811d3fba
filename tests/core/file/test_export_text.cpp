// SPDX-License-Identifier: GPL-3.0-or-later
// Text and numbers on their way to a file: what JSON, CSV and a time in µs look like.
#include "core/file/csv_text.h"
#include "core/file/json_text.h"
#include "core/file/text_output.h"
#include "core/trace/json.h"
#include "tests/core/file/export_rig.h"

#include <QTest>

#include <limits>

using namespace interleave;
using namespace interleave::test;

namespace test_export_text {

std::string in_microseconds(std::int64_t ns) {
    StringOutput output;
    TextOutput text(output);
    text.microseconds(ns);
    text.flush();
    return output.text;
}

class TestExportText : public QObject {
    Q_OBJECT

private slots:
    void aTextComesBackFromJson_data();
    void aTextComesBackFromJson();
    void whatIsNoUtf8IsReplacedInJson();
    void aFieldIsQuotedWhereItMustBe_data();
    void aFieldIsQuotedWhereItMustBe();
    void microsecondsAreExactToTheNanosecond_data();
    void microsecondsAreExactToTheNanosecond();
    void muchTextIsWrittenInPiecesAndInOrder();
};

void TestExportText::aTextComesBackFromJson_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("quotes") << QByteArray("the \"lock\" of C:\\temp");
    QTest::newRow("line breaks") << QByteArray("one\ntwo\r\nthree\tfour");
    QTest::newRow("control characters") << QByteArray("\x01\x1b[31m\x7f", 7);
    QTest::newRow("a null byte") << QByteArray("a\0b", 3);
    QTest::newRow("emoji") << QByteArray("🔒 Schloß 锁");
}

void TestExportText::aTextComesBackFromJson() {
    QFETCH(QByteArray, text);
    const std::string json = json_string(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(Json::parse(json).get<std::string>()), text);
    for (const char letter : json)
        QVERIFY2(static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7f, json.c_str());
}

void TestExportText::whatIsNoUtf8IsReplacedInJson() {
    QCOMPARE(QString::fromStdString(Json::parse(json_string("a\xff z\xe2\x82")).get<std::string>()),
             QStringLiteral("a\uFFFD z\uFFFD\uFFFD"));
}

void TestExportText::aFieldIsQuotedWhereItMustBe_data() {
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("plain") << QByteArray("worker 1") << QByteArray("worker 1");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("comma") << QByteArray("a, b") << QByteArray("\"a, b\"");
    QTest::newRow("quote") << QByteArray("a \"b\"") << QByteArray("\"a \"\"b\"\"\"");
    QTest::newRow("line break") << QByteArray("a\nb") << QByteArray("\"a\nb\"");
    QTest::newRow("formula") << QByteArray("=1+1") << QByteArray("\"'=1+1\"");
    QTest::newRow("plus") << QByteArray("+1") << QByteArray("\"'+1\"");
    QTest::newRow("minus") << QByteArray("-1") << QByteArray("\"'-1\"");
    QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("\"'@SUM(A1)\"");
    QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("\"'\t=1\"");
    QTest::newRow("within") << QByteArray("a=1") << QByteArray("a=1");
    QTest::newRow("no UTF-8") << QByteArray("a\xff") << QByteArray("a\xef\xbf\xbd");
}

void TestExportText::aFieldIsQuotedWhereItMustBe() {
    QFETCH(QByteArray, words);
    QFETCH(QByteArray, field);
    QCOMPARE(QByteArray::fromStdString(csv_field(words.toStdString())), field);
}

void TestExportText::microsecondsAreExactToTheNanosecond_data() {
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << "0.000";
    QTest::newRow("one") << qint64(1) << "0.001";
    QTest::newRow("before zero") << qint64(-1) << "-0.001";
    QTest::newRow("a second") << qint64(1'000'000'000) << "1000000.000";
    QTest::newRow("beyond 2^53") << (qint64(1) << 53) + 1 << "9007199254740.993";
    QTest::newRow("greatest") << std::numeric_limits<qint64>::max() << "9223372036854775.807";
    QTest::newRow("least") << std::numeric_limits<qint64>::min() << "-9223372036854775.808";
}

void TestExportText::microsecondsAreExactToTheNanosecond() {
    QFETCH(qint64, ns);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(in_microseconds(ns)), text);
}

void TestExportText::muchTextIsWrittenInPiecesAndInOrder() {
    StringOutput output;
    TextOutput text(output);
    std::string expected;
    for (int i = 0; i < 200'000; ++i) {
        text << "line " << i << '\n';
        expected += "line " + std::to_string(i) + "\n";
    }
    QVERIFY(!output.text.empty());
    QVERIFY(output.text.size() < expected.size());
    text.flush();
    QVERIFY(output.text == expected);
}

} // namespace test_export_text

QTEST_GUILESS_MAIN(test_export_text::TestExportText)
#include "test_export_text.moc"
