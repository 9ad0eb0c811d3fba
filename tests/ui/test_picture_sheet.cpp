// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of an exported picture: its height follows its content, nothing on it is blank, and words of any
// length leave room for the picture.
#include "tests/ui/example_traces.h"
#include "ui/export/picture_sheet.h"
#include "ui/export/table_picture.h"
#include "ui/table/table_csv.h"
#include "ui/table/table_json.h"
#include "ui/timeline/timeline_picture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_picture_sheet {

constexpr int margin = 40;
constexpr int most_blank = 32;

PictureOptions options_of(const QSize& size) {
    PictureOptions options;
    options.size = size;
    options.words = {QStringLiteral("Lock contention"), QStringLiteral("3 threads in turn"),
                     QStringLiteral("Finished after 654 ms."), QStringLiteral("lock-contention, seed 1")};
    return options;
}

QImage drawn(const Drawing& draw, const PictureOptions& options) {
    return drawPreview(draw, options, draw(options).size);
}

/// Returns the longest run of lines without any ink, within the margins.
int longest_blank(const QImage& image, Qt::Orientation lines) {
    const QRect inside = image.rect().adjusted(margin, margin, -margin, -margin);
    const QRgb paper = image.pixel(1, 1);
    const bool rows = lines == Qt::Horizontal;
    const int count = rows ? inside.height() : inside.width();
    const int length = rows ? inside.width() : inside.height();
    int longest = 0;
    int run = 0;
    for (int line = 0; line < count; ++line) {
        bool blank = true;
        for (int at = 0; at < length && blank; ++at)
            blank = image.pixel(inside.topLeft() + (rows ? QPoint(at, line) : QPoint(line, at))) == paper;
        run = blank ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

Table table_of(int rows) {
    Table table{{{QStringLiteral("Lane")}, {QStringLiteral("Wait (ms)")}}, {}};
    for (int row = 0; row < rows; ++row)
        table.rows.push_back({{.text = QStringLiteral("worker %1").arg(row)},
                              {.text = QStringLiteral("1,234.5"), .number = true}});
    return table;
}

class TestPictureSheet : public QObject {
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void nothingOnASheetIsBlank_data() {
        QTest::addColumn<int>("workers");
        QTest::addColumn<QSize>("size");
        for (const int workers : {1, 3, 12, 60})
            for (const QSize size : {QSize(1280, 720), QSize(1600, 900), QSize(1200, 500), QSize(1920, 4000)})
                QTest::addRow("%d workers, %d x %d", workers, size.width(), size.height()) << workers << size;
    }
    void nothingOnASheetIsBlank() {
        QFETCH(int, workers);
        QFETCH(QSize, size);
        const QImage image = drawn(timeline_drawing(trace_of_contention(workers, 5)), options_of(size));
        QCOMPARE(image.width(), size.width());
        QVERIFY(image.height() <= size.height());
        QVERIFY2(longest_blank(image, Qt::Horizontal) <= most_blank,
                 qPrintable(QString::number(longest_blank(image, Qt::Horizontal))));
        QVERIFY2(longest_blank(image, Qt::Vertical) <= most_blank,
                 qPrintable(QString::number(longest_blank(image, Qt::Vertical))));
    }

    void theMarginsAreFreeAndTheContentReachesThem() {
        const QImage image = drawn(timeline_drawing(trace_of_contention(3, 5)), options_of(QSize(1600, 900)));
        const QRgb paper = image.pixel(1, 1);
        const QRect inside = image.rect().adjusted(margin, margin, -margin, -margin);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (!inside.contains(x, y))
                    QVERIFY2(image.pixel(x, y) == paper, qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
        const auto has_ink = [&](const QRect& part) {
            for (int y = part.top(); y <= part.bottom(); ++y)
                for (int x = part.left(); x <= part.right(); ++x)
                    if (image.pixel(x, y) != paper)
                        return true;
            return false;
        };
        QVERIFY2(has_ink(QRect(margin, margin, image.width() - 2 * margin, 16)), "the title is at the top");
        QVERIFY2(has_ink(QRect(margin, image.height() - margin - 16, image.width() - 2 * margin, 16)),
                 "the last line is at the bottom");
    }

    void aVeryLongCaptionLeavesRoomForThePicture() {
        PictureOptions options = options_of(QSize(1280, 720));
        const QString much = QString(QStringLiteral("words that say a lot ")).repeated(400);
        options.words = {much, much, much, much};
        const PictureSheet sheet(options);
        QVERIFY2(sheet.most_body_height() > 200, qPrintable(QString::number(sheet.most_body_height())));
        const QImage image = drawn(timeline_drawing(trace_of_contention(3, 5)), options);
        QVERIFY(image.height() <= 720);
        const QRgb running = theme_of(options.theme).style(LaneState::running).fill.rgb();
        int lanes = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                lanes += image.pixel(x, y) == running ? 1 : 0;
        QVERIFY(lanes > 200);
    }

    void withoutWordsThePictureStandsAlone() {
        PictureOptions options;
        options.words = {};
        const PictureSheet bare(options);
        QVERIFY(bare.most_body_height() == options.size.height() - 2 * margin);
    }

    void aWideSheetHasLettersInProportion() {
        const PictureSheet usual(options_of(QSize(1600, 900)));
        QCOMPARE(usual.font(26).pixelSize(), 26);
        QCOMPARE(PictureSheet(options_of(QSize(3840, 2160))).font(26).pixelSize(), 52);
        QVERIFY(PictureSheet(options_of(QSize(300, 300))).font(11).pixelSize() >= 9);
    }

    void aTablesPictureEndsWithItsLastRow() {
        const PictureOptions options = options_of(QSize(1280, 4000));
        const int few = table_drawing(table_of(2))(options).size.height();
        const int more = table_drawing(table_of(12))(options).size.height();
        QCOMPARE(more - few, 10 * 28);
        QVERIFY(longest_blank(drawn(table_drawing(table_of(12)), options), Qt::Horizontal) <= most_blank);
    }

    void aNumberInFrontStandsAtTheEdge() {
        Table table;
        table.columns = {{QStringLiteral("At")}, {QStringLiteral("Lane")}, {QStringLiteral("Line")}};
        table.rows = {{{.text = QStringLiteral("21.572"), .number = true},
                       {.text = QStringLiteral("letters")},
                       {.text = QStringLiteral("a")}}};
        const PictureOptions options = options_of(QSize(1280, 400));
        const QImage image = drawn(table_drawing(table), options);
        const QColor text = theme_of(options.theme).text;
        int first = image.width();
        for (int y = 0; y < image.height() - 60; ++y)
            for (int x = 0; x < first; ++x)
                if (image.pixelColor(x, y) == text)
                    first = x;
        QVERIFY2(first < 140, qPrintable(QString::number(first)));
    }

    void wordsOfATablesPictureTakeSeveralLines() {
        const PictureOptions options = options_of(QSize(640, 2000));
        Table table = table_of(2);
        const int short_words = table_drawing(table)(options).size.height();
        table.rows[0][0].text =
            QStringLiteral("right afterwards this machine's processors together computed only "
                           "0.7 times as fast as one of them alone, so nothing can be told");
        const int long_words = table_drawing(table)(options).size.height();
        QVERIFY2(long_words >= short_words + 12, qPrintable(QString::number(long_words - short_words)));
        QVERIFY(long_words <= short_words + 6 * 20);
    }

    void aTableThatIsTooLongSaysHowManyRowsAreNotShown() {
        const PictureOptions options = options_of(QSize(1280, 720));
        const Drawing draw = table_drawing(table_of(500));
        QVERIFY(draw(options).size.height() <= 720);
        QVERIFY(draw(options).size.height() > 640);
    }

    void aTableWithoutRowsOrWithWideWordsIsDrawn() {
        const PictureOptions options = options_of(QSize(300, 300));
        Table wide = table_of(1);
        wide.rows[0][0].text = QString(5'000, QLatin1Char('w'));
        for (const Table& table : {Table{}, table_of(0), wide}) {
            const QImage image = drawn(table_drawing(table), options);
            QCOMPARE(image.width(), 300);
        }
    }

    void csvIsWhatProgramsRead() {
        Table table = table_of(1);
        table.columns[0].title = QStringLiteral("a, \"b\"");
        table.rows.push_back(
            {{.text = QStringLiteral("line\nbreak")}, {.text = QStringLiteral("–"), .number = true}});
        table.rows.push_back(
            {{.text = QStringLiteral("many")}, {.text = QStringLiteral("≥ 7"), .number = true}});
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const QByteArray csv = to_csv(table);
        QCOMPARE(
            csv,
            QByteArray("\"a, \"\"b\"\"\",Wait (ms)\r\nworker 0,1234.5\r\n\"line\nbreak\",\r\nmany,≥ 7\r\n"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        table.rows[0][1].text = QStringLiteral("1.234,5");
        QCOMPARE(to_csv(table), csv);
    }

    void cellsWithUnitsOfTheirOwnAreInAFileInOneUnit() {
        Table table;
        table.columns = {{QStringLiteral("Work"), {}, QStringLiteral("Work (ns)")},
                         {QStringLiteral("Speed"), {}, QStringLiteral("Speed (×)")}};
        table.rows.push_back(
            {{.text = QStringLiteral("≈ 223 ms"), .order = qlonglong{223'000'001}, .number = true},
             {.text = QStringLiteral("≈ 1.07 ×"), .order = 1.0703, .number = true}});
        table.rows.push_back({{.text = QStringLiteral("–"), .order = -1, .number = true},
                              {.text = QStringLiteral("–"), .number = true}});
        QCOMPARE(to_csv(table), QByteArray("Work (ns),Speed (×)\r\n223000001,1.0703\r\n,\r\n"));
        const QJsonArray rows = QJsonDocument::fromJson(to_json_text(table)).array();
        QCOMPARE(rows[0].toObject()[QStringLiteral("Work (ns)")].toInteger(), 223'000'001);
        QVERIFY(rows[1].toObject()[QStringLiteral("Speed (×)")].isNull());
    }

    void jsonHasNumbersAndNullsWhateverTheLocale() {
        Table table = table_of(1);
        table.rows[0][1].text = QStringLiteral("1,234.50");
        table.rows.push_back(
            {{.text = QStringLiteral("a \"b\"")}, {.text = QStringLiteral("–"), .number = true}});
        table.rows.push_back(
            {{.text = QStringLiteral("many")}, {.text = QStringLiteral("≥ 7"), .number = true}});
        table.rows.push_back(
            {{.text = QStringLiteral("whole")}, {.text = QStringLiteral("12"), .number = true}});
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const QJsonArray rows = QJsonDocument::fromJson(to_json_text(table)).array();
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        table.rows[0][1].text = QStringLiteral("1.234,50");
        const QJsonArray german = QJsonDocument::fromJson(to_json_text(table)).array();
        QLocale::setDefault(before);
        const QString name = table.columns[0].title;
        const QString wait = table.columns[1].title;
        QCOMPARE(rows, (QJsonArray{QJsonObject{{name, "worker 0"}, {wait, 1234.5}},
                                   QJsonObject{{name, "a \"b\""}, {wait, QJsonValue::Null}},
                                   QJsonObject{{name, "many"}, {wait, "≥ 7"}},
                                   QJsonObject{{name, "whole"}, {wait, 12}}}));
        QCOMPARE(german, rows);
    }

    void aNameIsNoFormulaInCsv() {
        Table table = table_of(1);
        table.rows[0][0].text = QStringLiteral("=1+1");
        table.rows[0][1].text = QLocale().toString(-2.5);
        QVERIFY2(to_csv(table).endsWith("\r\n\"'=1+1\",-2.5\r\n"), to_csv(table).constData());
    }
};

} // namespace test_picture_sheet

QTEST_MAIN(test_picture_sheet::TestPictureSheet)
#include "test_picture_sheet.moc"
