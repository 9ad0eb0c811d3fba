// SPDX-License-Identifier: GPL-3.0-or-later
// Handouts and slides on pages: nothing is cut by the end of a page, a heading is never the last thing on
// one, and every slide of the course fits its screen.
#include "core/course/course.h"
#include "core/course/lessons.h"
#include "core/course/worksheet.h"
#include "core/scenario/scenario.h"
#include "ui/course/handout_pdf.h"
#include "ui/course/markdown_text.h"
#include "ui/course/page_breaks.h"
#include "ui/course/slide_deck.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace interleave;

namespace test_course_pages {

std::vector<int> pages_of(const std::vector<PagePlace>& places) {
    std::vector<int> pages;
    for (const PagePlace& place : places)
        pages.push_back(place.page);
    return pages;
}

TextStyle plain_style() {
    QFont font;
    font.setPixelSize(20);
    return {font, Qt::black, Qt::black};
}

/// Returns the rows of an image that have another colour than its first pixel.
int rows_with_ink(const QImage& image, int from, int until) {
    int rows = 0;
    for (int y = from; y < until; ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != image.pixel(0, 0)) {
                ++rows;
                break;
            }
        }
    }
    return rows;
}

class TestCoursePages : public QObject {
    Q_OBJECT

private slots:
    void partsFollowEachOtherWithTheirSpace() {
        const std::vector<PagePlace> places = place_on_pages({{10, 5}, {20, 5}, {30, 5}}, 100, 12);
        QCOMPARE(pages_of(places), (std::vector{0, 0, 0}));
        QCOMPARE(places[0].top, 17.0);
        QCOMPARE(places[1].top, 32.0);
        QCOMPARE(places[2].top, 57.0);
    }

    void whatDoesNotFitBeginsTheNextPageWithoutSpace() {
        const std::vector<PagePlace> places = place_on_pages({{60, 5}, {60, 5}, {40, 0}, {1, 0}}, 100, 0);
        QCOMPARE(pages_of(places), (std::vector{0, 1, 1, 2}));
        QCOMPARE(places[1].top, 0.0);
    }

    void whatIsExactlyAsHighAsItsRoomFits() {
        QCOMPARE(pages_of(place_on_pages({{40, 10}, {40, 10}}, 100, 0)), (std::vector{0, 0}));
        QCOMPARE(pages_of(place_on_pages({{40, 10}, {41, 10}}, 100, 0)), (std::vector{0, 1}));
    }

    void aHeadingGoesWithWhatStandsBelowIt() {
        QCOMPARE(pages_of(place_on_pages({{50}, {10, 0, true}, {30, 0, true}, {20}}, 100, 0)),
                 (std::vector{0, 1, 1, 1}));
    }

    void whatNoPageHasRoomForIsBrokenBetweenItsParts() {
        QCOMPARE(pages_of(place_on_pages({{50}, {60, 0, true}, {60, 0, true}, {30}}, 100, 0)),
                 (std::vector{0, 1, 2, 2}));
    }

    void aPartThatIsHigherThanAPageHasOneOfItsOwn() {
        QCOMPARE(pages_of(place_on_pages({{10}, {150}, {10}}, 100, 0)), (std::vector{0, 1, 2}));
    }

    /// "42. There is only one" is an answer, not the 42nd point of a list.
    void aLineThatBeginsLikeAListStaysALine() {
        for (const char* line :
             {"42. There is", "1) is first", "- 5 to 3", "# 1 wins", "+ is a sign", "> 0"}) {
            const QString words = QString::fromUtf8(line);
            const MarkdownText text(words, plain_style(), 2'000, nullptr);
            const double expected = QFontMetricsF(plain_style().font).horizontalAdvance(words);
            QVERIFY2(qAbs(text.used_width() - expected) < 3,
                     line); // neither an indent nor a sign more or less
        }
    }

    void codeIsSetInLettersOfEqualWidth() {
        const auto width = [](const char* markdown) {
            const MarkdownText text(QString::fromUtf8(markdown), plain_style(), 2'000, nullptr);
            QImage image(600, 40, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            text.draw(painter, {0, 0});
            painter.end();
            for (int x = image.width() - 1; x >= 0; --x)
                for (int y = 0; y < image.height(); ++y)
                    if (image.pixel(x, y) != qRgb(255, 255, 255))
                        return x;
            return 0;
        };
        QVERIFY(qAbs(width("`iiiiiiiiii`") - width("`mmmmmmmmmm`")) < 10);
        QVERIFY(width("mmmmmmmmmm") - width("iiiiiiiiii") > 50);
    }

    void aHandoutBecomesADocumentOfPages() {
        const QByteArray pdf = handout_pdf(worksheet(find_session("2")));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.count("/Type /Page\n") >= 3);
    }

    void everyQuestionFitsItsSlide_data() {
        QTest::addColumn<const Lesson*>("lesson");
        for (const Scenario* scenario : all_scenarios())
            QTest::newRow(scenario->name.c_str()) << find_lesson(scenario->name);
    }
    void everyQuestionFitsItsSlide() {
        QFETCH(const Lesson*, lesson);
        const Slide slide = question_slide({"Session", "Lesson"}, lesson->question);
        QImage image(slide_size + QSize(0, 400), QImage::Format_RGB32); // room for what would stand below
        image.fill(Qt::white);
        QPainter painter(&image);
        slide(painter);
        painter.end();
        QVERIFY(rows_with_ink(image, 0, slide_size.height()) > 200);
        const QImage bottom = image.copy(0, slide_size.height() - 60, slide_size.width(), 460);
        for (int y = 0; y < 60; ++y)
            for (int x = 0; x < bottom.width(); ++x)
                QVERIFY(bottom.pixel(x, y) == bottom.pixel(0, 0));
        QCOMPARE(rows_with_ink(bottom, 60, 460), bottom.pixel(0, 60) == bottom.pixel(0, 0) ? 0 : 400);
    }

    void aDeckHasAPageForEachSlide() {
        SlideDeck deck(QStringLiteral("Deck"));
        const Slide slide = question_slide({"Session", "Lesson"}, find_lesson("lost-update")->question);
        deck.add(slide);
        deck.add(slide);
        QCOMPARE(deck.finish().count("/Type /Page\n"), 2);
        QCOMPARE(QImage::fromData(slide_png(slide)).size(), slide_size);
    }
};

} // namespace test_course_pages

QTEST_MAIN(test_course_pages::TestCoursePages)
#include "test_course_pages.moc"
