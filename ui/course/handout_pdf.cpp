// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/handout_pdf.h"

#include "ui/course/paper_block.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QMarginsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <vector>

namespace interleave {

namespace {

struct HandoutPdfWords {
    Q_DECLARE_TR_FUNCTIONS(Handout)
};

// Lengths in points.
constexpr int dots_per_inch = 1200;
constexpr double side_margin = 54;
constexpr double top_margin = 64;
constexpr double bottom_margin = 56;
constexpr double running_head_top = 34;
constexpr double foot_above_bottom = 36;
constexpr double title_letters = 22;
constexpr double small_letters = 9;
constexpr double name_line_letters = 10;
constexpr double space_below_table = 4;
/// The share of a page that is worth its paper.
constexpr double nearly_empty = 0.3;

/// Draws a handout page by page.
class HandoutPages {
public:
    HandoutPages(const Handout& handout, QPdfWriter& writer)
        : handout_(handout)
        , writer_(writer)
        , size_(writer.width(), writer.height())
        , paper_{dots_per_inch / 72.0, 0, &writer} {
        paper_.width = size_.width() - 2 * points(side_margin);
        lay_out();
        const int usual = pages();
        for (const double letters : {0.97, 0.94, 0.91}) {
            if (usual == 1 || !is_last_page_nearly_empty())
                return;
            paper_.letters = letters;
            lay_out();
        }
        if (pages() == usual) { // smaller letters do not help
            paper_.letters = 1;
            lay_out();
        }
    }

    void draw() {
        QPainter painter(&writer_);
        std::size_t next = 0;
        for (int page = 0; page < pages(); ++page) {
            if (page > 0)
                writer_.newPage();
            draw_frame(painter, page);
            for (; next < places_.size() && places_[next].page == page; ++next)
                blocks_[next].draw(painter,
                                   QPointF(points(side_margin), points(top_margin) + places_[next].top));
        }
    }

private:
    struct TitleLine {
        MarkdownText text;
        double top;
    };

    double points(double number) const noexcept { return number * paper_.point; }

    double page_height() const noexcept { return size_.height() - points(top_margin + bottom_margin); }
    int pages() const noexcept { return places_.empty() ? 1 : places_.back().page + 1; }

    /// A last page with a few lines only is paper for nothing.
    bool is_last_page_nearly_empty() const noexcept {
        return pages() > 1 && places_.back().top + blocks_.back().part.height < nearly_empty * page_height();
    }

    void lay_out() {
        blocks_.clear();
        Paper paper = paper_;
        paper.point *= paper.letters;
        std::vector<PagePart> parts;
        bool is_below_table = false;
        for (const HandoutBlock& block : handout_.blocks) {
            blocks_.push_back(paper_block(block, paper));
            parts.push_back(blocks_.back().part);
            const bool is_row = block.kind == HandoutBlock::Kind::row;
            if (is_below_table && !is_row)
                parts.back().space_above += points(space_below_table);
            is_below_table = is_row;
        }
        lay_out_title();
        places_ = place_on_pages(parts, page_height(), title_height_);
    }

    void lay_out_title() {
        double top = 0;
        title_.clear();
        const auto add = [&](const QString& words, const TextStyle& style, double gap) {
            if (words.isEmpty())
                return;
            title_.push_back({MarkdownText(words, style, paper_.width, paper_.device), top});
            top += title_.back().text.height() + points(gap);
        };
        add(QString::fromStdString(handout_.title), paper_.style(title_letters, true), 2);
        add(QString::fromStdString(handout_.kind), paper_.muted(title_letters * 0.6), 12);
        if (handout_.is_filled_in) {
            name_line_ = top + points(name_line_letters + 4);
            top = name_line_ + points(14);
        }
        add(QString::fromStdString(handout_.introduction), paper_.style(name_line_letters), 4);
        title_height_ = top;
    }

    void draw_small(QPainter& painter, const QString& words, double top, double share, Qt::Alignment side) {
        painter.setFont(paper_.style(small_letters).font);
        painter.setPen(theme_of(ThemeName::print).muted);
        const double width = paper_.width * share;
        const double left = points(side_margin) + (side == Qt::AlignRight ? paper_.width - width : 0);
        painter.drawText(QRectF(left, points(top), width, points(2 * small_letters)),
                         static_cast<int>(side | Qt::AlignTop) | Qt::TextSingleLine, words);
    }

    /// Draws what each page has, and the title of the first one.
    void draw_frame(QPainter& painter, int page) {
        const double foot = size_.height() / paper_.point - foot_above_bottom;
        draw_small(painter, QStringLiteral("Interleave"), foot, 0.5, Qt::AlignLeft);
        draw_small(painter, HandoutPdfWords::tr("Page %1 of %2").arg(page + 1).arg(pages()), foot, 0.5,
                   Qt::AlignRight);
        if (page > 0) {
            draw_small(painter, QString::fromStdString(handout_.title), running_head_top, 0.6, Qt::AlignLeft);
            draw_small(painter, QString::fromStdString(handout_.kind), running_head_top, 0.4, Qt::AlignRight);
            return;
        }
        for (const TitleLine& line : title_)
            line.text.draw(painter, QPointF(points(side_margin), points(top_margin) + line.top));
        if (handout_.is_filled_in)
            draw_name_line(painter);
    }

    void draw_name_line(QPainter& painter) {
        const Theme& theme = theme_of(ThemeName::print);
        const double bottom = points(top_margin) + name_line_;
        painter.setFont(paper_.style(name_line_letters).font);
        painter.setPen(theme.text);
        const QFontMetricsF metrics(painter.font(), &writer_);
        const auto field = [&](const QString& words, double from, double until) {
            const double left = points(side_margin) + from * paper_.width;
            painter.drawText(QPointF(left, bottom - points(2)), words);
            const double begin = left + metrics.horizontalAdvance(words) + points(6);
            painter.fillRect(
                QRectF(begin, bottom, points(side_margin) + until * paper_.width - begin, points(0.5)),
                theme.text);
        };
        field(HandoutPdfWords::tr("Name"), 0, 0.66);
        field(HandoutPdfWords::tr("Date"), 0.7, 1);
    }

    const Handout& handout_;
    QPdfWriter& writer_;
    QSizeF size_;
    Paper paper_;
    std::vector<PaperBlock> blocks_;
    std::vector<PagePlace> places_;
    std::vector<TitleLine> title_;
    double title_height_ = 0;
    double name_line_ = 0;
};

} // namespace

QByteArray handout_pdf(const Handout& handout) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(QString::fromStdString(handout.title + " – " + handout.kind));
    writer.setCreator(QStringLiteral("Interleave"));
    writer.setResolution(dots_per_inch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    HandoutPages(handout, writer).draw();
    buffer.close();
    return bytes;
}

} // namespace interleave
