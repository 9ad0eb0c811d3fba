// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/slide.h"

#include "core/course/lesson_result.h"
#include "ui/course/markdown_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

struct SlideTexts {
    Q_DECLARE_TR_FUNCTIONS(Slide)
};

// Lengths and letters in pixels of a slide.
constexpr double margin = 88; ///< as that of the picture
constexpr double width = 1920 - 2 * margin;
constexpr double session_letters = 30;
constexpr double lesson_pixels = 60;
constexpr double lesson_letters_above_picture = 44;
constexpr double question_letters_above_picture = 32;
constexpr double most_letters = 54;
constexpr double least_letters = 28;
constexpr double picture_scale = 2.2; ///< letters of an exported picture are 11 to 13 high

const Theme& slide_theme() {
    return theme_of(ThemeName::light);
}

TextStyle style(double pixels, bool bold = false) {
    QFont font;
    font.setPixelSize(static_cast<int>(pixels));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting); // the same line breaks at every scale
    return {font, slide_theme().text, slide_theme().text};
}

TextStyle muted(double pixels) {
    TextStyle muted = style(pixels);
    muted.colour = slide_theme().muted;
    return muted;
}

struct PlacedText {
    MarkdownText text;
    QPointF place;
};

/// Texts one below the other.
class Column {
public:
    explicit Column(double top) noexcept : bottom_(top) {}

    void add(const QString& markdown, const TextStyle& style, double indent = 0) {
        const MarkdownText text(markdown, style, width - indent, nullptr);
        texts_.push_back({text, {margin + indent, bottom_}});
        bottom_ += text.height();
    }
    void add_choice(const QString& letter, const QString& markdown, double letters) {
        const TextStyle of_letter = style(letters, true);
        const double indent = 1.9 * letters;
        texts_.push_back({MarkdownText(letter, of_letter, indent, nullptr), {margin, bottom_}});
        add(markdown, style(letters), indent);
    }
    void add_space(double height) noexcept { bottom_ += height; }
    double bottom() const noexcept { return bottom_; }

    void draw(QPainter& painter) const {
        for (const PlacedText& placed : texts_)
            placed.text.draw(painter, placed.place);
    }

private:
    std::vector<PlacedText> texts_;
    double bottom_;
};

QString text_of(const std::string& words) {
    return QString::fromStdString(words);
}

Column question_column(const SlideWords& words, const LessonQuestion& question, double letters) {
    Column column(margin * 0.7);
    column.add(words.session, muted(session_letters));
    column.add(words.lesson, style(lesson_pixels, true));
    column.add_space(letters * 0.8);
    column.add(text_of(question.text), style(letters));
    column.add_space(letters * 0.9);
    if (question.number)
        column.add(SlideTexts::tr("Write down a number (%1).").arg(text_of(question.number->unit)),
                   muted(letters));
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        column.add_choice(text_of(letter(i)), text_of(question.options[i].text), letters);
        column.add_space(letters * 0.5);
    }
    return column;
}

} // namespace

Slide question_slide(const SlideWords& words, const LessonQuestion& question) {
    const double most = slide_size.height() - margin * 0.7;
    double letters = most_letters;
    Column column = question_column(words, question, letters);
    while (column.bottom() > most && letters > least_letters)
        column = question_column(words, question, letters -= 2);
    return [column](QPainter& painter) {
        painter.fillRect(QRect(QPoint(0, 0), slide_size), slide_theme().background);
        column.draw(painter);
    };
}

Slide picture_slide(const SlideWords& words, const LessonQuestion& question, const Drawing& draw,
                    const QString& details) {
    Column column(margin * 0.5);
    column.add(words.lesson, style(lesson_letters_above_picture, true));
    column.add_space(8);
    column.add(text_of(question.text), muted(question_letters_above_picture));
    const double room = slide_size.height() - column.bottom();
    PictureOptions options;
    options.size = (QSizeF(slide_size.width(), room) / picture_scale).toSize();
    options.theme = ThemeName::light;
    options.words.details = details;
    const Picture picture = draw(options);
    // What takes less than the room stands in its middle.
    const double top = column.bottom() + std::max(0.0, room - picture.size.height() * picture_scale) / 2;
    return [column, picture, top](QPainter& painter) {
        painter.fillRect(QRect(QPoint(0, 0), slide_size), slide_theme().background);
        column.draw(painter);
        painter.save();
        painter.translate(0, top);
        painter.scale(picture_scale, picture_scale);
        picture.draw(painter);
        painter.restore();
    };
}

} // namespace interleave
