// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture_pages.h"

#include "core/event/error.h"
#include "core/file/whole_file.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QMarginsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <cstddef>

namespace interleave {

namespace {

struct PageWords {
    Q_DECLARE_TR_FUNCTIONS(PicturePages)
};

constexpr int dots_per_inch = 96; ///< one for each logical pixel
constexpr int foot_height = 34;
constexpr int foot_margin = 40;
constexpr int foot_letters = 11;

/// Writes the run's title and the page's number below a rule.
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

void export_pages(const std::vector<PicturePage>& pages, const PictureOptions& options,
                  const std::string& path) {
    check_picture_options(options);
    check_pages_path(path);
    const QString title = pages.front().words.title;
    const Theme& theme = theme_of(options.theme);
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
        for (std::size_t i = 0; i < pages.size(); ++i) {
            if (i > 0)
                writer.newPage();
            PictureOptions of_page = options;
            of_page.words = pages[i].words;
            of_page.size.setHeight(options.size.height() - foot_height);
            painter.fillRect(QRect(QPoint(0, 0), options.size), theme.background);
            pages[i].draw(of_page).draw(painter);
            draw_foot(painter, options.size, theme, title,
                      PageWords::tr("page %1 of %2").arg(i + 1).arg(pages.size()));
        }
    }
    buffer.close();
    write_whole(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void check_pages_path(const std::string& path) {
    check_export_path(path);
    if (!is_for_paper(path))
        throw UsageError("a report has pages, and '" + path + "' can hold one picture only; name a .pdf");
}

} // namespace interleave
