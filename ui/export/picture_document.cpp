// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture_document.h"

#include "core/event/error.h"
#include "core/file/whole_file.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QMarginsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace interleave {

namespace {

struct DocumentWords {
    Q_DECLARE_TR_FUNCTIONS(Document)
};

constexpr int dots_per_inch = 96; ///< one for each logical pixel
constexpr int foot_height = 34;
constexpr int foot_margin = 40;
constexpr int foot_letters = 11;

/// A part that is laid out, and its place.
struct PlacedPart {
    Picture picture;
    int page;
    int top;
};

/// Lays each part out on the first page that has room for it, below those that are there.
std::vector<PlacedPart> placed(const std::vector<DocumentPart>& parts, PictureOptions options) {
    const int room = options.size.height() - foot_height;
    options.size.setHeight(room);
    std::vector<PlacedPart> all;
    std::vector<int> filled; // of each page
    for (const DocumentPart& part : parts) {
        options.words = part.words;
        Picture picture = part.draw(options);
        const int height = picture.size.height();
        const auto page =
            std::ranges::find_if(filled, [&](int until) { return until + height <= room; }) - filled.begin();
        if (page == std::ssize(filled))
            filled.push_back(0);
        int& top = filled[static_cast<std::size_t>(page)];
        all.push_back({std::move(picture), static_cast<int>(page), top});
        top += height;
    }
    std::ranges::stable_sort(all, {}, &PlacedPart::page);
    return all;
}

/// Writes the run's title and the page's number.
void draw_foot(QPainter& painter, const QSize& size, const Theme& theme, const QString& title,
               const QString& number) {
    QFont font;
    font.setPixelSize(foot_letters);
    const QRectF foot(foot_margin, size.height() - foot_height, size.width() - 2 * foot_margin, foot_height);
    painter.save();
    painter.setFont(font);
    painter.setPen(theme.muted);
    painter.drawText(foot, Qt::AlignRight | Qt::AlignTop, number);
    const QFontMetricsF metrics(font);
    const double room = foot.width() - metrics.horizontalAdvance(number) - foot_margin;
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(title, Qt::ElideRight, room));
    painter.restore();
}

} // namespace

void export_document(const std::vector<DocumentPart>& parts, const PictureOptions& options,
                     const std::string& path) {
    check_picture_options(options);
    check_document_path(path);
    const QString title = parts.front().words.title;
    const Theme& theme = theme_of(options.theme);
    const std::vector<PlacedPart> all = placed(parts, options);
    const int pages = all.back().page + 1;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Interleave"));
        writer.setResolution(dots_per_inch);
        const QSizeF points = QSizeF(options.size) * 72.0 / dots_per_inch;
        writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        QPainter painter(&writer);
        auto part = all.begin();
        for (int page = 0; page < pages; ++page) {
            if (page > 0)
                writer.newPage();
            painter.fillRect(QRect(QPoint(0, 0), options.size), theme.background);
            for (; part != all.end() && part->page == page; ++part) {
                painter.save();
                painter.translate(0, part->top);
                part->picture.draw(painter);
                painter.restore();
            }
            draw_foot(painter, options.size, theme, title,
                      DocumentWords::tr("page %1 of %2").arg(page + 1).arg(pages));
        }
    }
    buffer.close();
    write_whole(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void check_document_path(const std::string& path) {
    check_export_path(path);
    if (!is_for_paper(path))
        throw UsageError("a report has pages, and '" + path + "' can hold one picture only; name a .pdf");
}

} // namespace interleave
