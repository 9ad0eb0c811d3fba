// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/slide_deck.h"

#include "ui/theme/theme.h"

#include <QImage>
#include <QMarginsF>
#include <QPageSize>

namespace interleave {

namespace {

/// Four times the pixels of a screen, so that letters stand where they belong.
constexpr int dots_per_pixel = 4;
constexpr int pixels_per_inch = 96;
constexpr int number_letters = 24; ///< of the page's number
constexpr int number_margin = 48;

} // namespace

SlideDeck::SlideDeck(const QString& title) : buffer_(&bytes_), writer_(&buffer_) {
    buffer_.open(QIODevice::WriteOnly);
    writer_.setTitle(title);
    writer_.setCreator(QStringLiteral("Interleave"));
    writer_.setResolution(pixels_per_inch * dots_per_pixel);
    const QSizeF points = QSizeF(slide_size) * 72.0 / pixels_per_inch;
    writer_.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer_.setPageMargins(QMarginsF(0, 0, 0, 0));
}

void SlideDeck::add(const Slide& slide) {
    if (pages_++ == 0)
        painter_.begin(&writer_);
    else
        writer_.newPage();
    painter_.save();
    painter_.scale(dots_per_pixel, dots_per_pixel);
    slide(painter_);
    QFont font;
    font.setPixelSize(number_letters);
    painter_.setFont(font);
    painter_.setPen(theme_of(ThemeName::light).muted);
    painter_.drawText(QRect(QPoint(0, 0), slide_size).adjusted(0, 0, -number_margin, -number_margin / 2),
                      Qt::AlignRight | Qt::AlignBottom, QString::number(pages_));
    painter_.restore();
}

QByteArray SlideDeck::finish() {
    painter_.end();
    buffer_.close();
    return bytes_;
}

QByteArray slide_png(const Slide& slide) {
    QImage image(slide_size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    slide(painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace interleave
