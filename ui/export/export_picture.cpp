// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_picture.h"

#include "core/event/error.h"
#include "ui/export/whole_file.h"

#include <QBuffer>
#include <QFile>
#include <QImageWriter>
#include <QMarginsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>

namespace interleave {

namespace {

enum class Format { png, svg, pdf };

/// Logical pixels per inch, for formats that have a paper size.
constexpr int pixels_per_inch = 96;

Format format_of(const std::string& path) {
    std::string extension = std::filesystem::path(path).extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (extension == ".png")
        return Format::png;
    if (extension == ".svg")
        return Format::svg;
    if (extension == ".pdf")
        return Format::pdf;
    const std::string problem =
        extension.empty() ? "has no extension" : "has the unknown extension '" + extension + "'";
    throw UsageError("the picture '" + path + "' " + problem + "; known are .png, .svg and .pdf");
}

QImage image_of(const Drawing& draw, const PictureOptions& options, double scale) {
    QImage image((QSizeF(options.size) * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    if (image.isNull())
        throw RunError("not enough memory for the picture; choose a smaller size or scale");
    image.fill(theme_of(options.theme).background);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    draw(painter, options);
    return image;
}

QString title_of(const PictureOptions& options) {
    return options.title.isEmpty() ? QStringLiteral("Interleave") : options.title;
}

void write_png(const Drawing& draw, const PictureOptions& options, QBuffer& buffer) {
    QImage image = image_of(draw, options, options.scale);
    const int dots_per_metre = static_cast<int>(std::lround(pixels_per_inch * options.scale / 0.0254));
    image.setDotsPerMeterX(dots_per_metre);
    image.setDotsPerMeterY(dots_per_metre);
    image.setText(QStringLiteral("Title"), title_of(options));
    if (!options.caption.isEmpty())
        image.setText(QStringLiteral("Description"), options.caption);
    QImageWriter writer(&buffer, "png");
    writer.setCompression(30); // of 100; files are 1.5 times the smallest size, in a quarter of the time
    if (!writer.write(image))
        throw RunError("the picture cannot be made a PNG: " + writer.errorString().toStdString());
}

void write_svg(const Drawing& draw, const PictureOptions& options, QBuffer& buffer) {
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(pixels_per_inch);
    generator.setSize(options.size);
    generator.setViewBox(QRect(QPoint(0, 0), options.size));
    // The generator of Qt 6.4 does not escape title and description, so "a < b" would give a file that is not
    // XML.
    generator.setTitle(title_of(options).toHtmlEscaped());
    generator.setDescription(options.caption.toHtmlEscaped());
    QPainter painter(&generator);
    draw(painter, options);
}

void write_pdf(const Drawing& draw, const PictureOptions& options, QBuffer& buffer) {
    QPdfWriter writer(&buffer);
    writer.setTitle(title_of(options));
    writer.setCreator(QStringLiteral("Interleave"));
    writer.setResolution(pixels_per_inch);
    const QSizeF points = QSizeF(options.size) * 72.0 / pixels_per_inch;
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter(&writer);
    draw(painter, options);
}

} // namespace

void exportDrawing(const Drawing& draw, const PictureOptions& options, const std::string& path) {
    const Format format = format_of(path);
    check_picture_options(options);
    check_writable(path);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    switch (format) {
    case Format::png:
        write_png(draw, options, buffer);
        break;
    case Format::svg:
        write_svg(draw, options, buffer);
        break;
    case Format::pdf:
        write_pdf(draw, options, buffer);
        break;
    }
    buffer.close();
    write_whole(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void exportDrawing(const Drawing& draw, const PictureOptions& options, const QString& path) {
    exportDrawing(draw, options, QFile::encodeName(path).toStdString());
}

void check_picture_options(const PictureOptions& options) {
    const auto within = [](int side) { return side >= smallest_picture && side <= largest_picture; };
    if (!within(options.size.width()) || !within(options.size.height()))
        throw UsageError("a picture of " + std::to_string(options.size.width()) + "x" +
                         std::to_string(options.size.height()) + " cannot be drawn; each side is from " +
                         std::to_string(smallest_picture) + " to " + std::to_string(largest_picture));
    if (!(options.scale >= smallest_scale && options.scale <= largest_scale))
        throw UsageError("the scale of a picture is from 0.5 to 8");
    const double pixels = options.size.width() * options.scale * options.size.height() * options.scale;
    if (pixels > static_cast<double>(largest_picture) * largest_picture)
        throw UsageError(
            "the picture would have more than 268 million pixels; choose a smaller size or scale");
}

void check_export_path(const std::string& path) {
    format_of(path);
    check_writable(path);
}

QImage drawPreview(const Drawing& draw, const PictureOptions& options, const QSize& size) {
    check_picture_options(options);
    const double scale = std::min(static_cast<double>(size.width()) / options.size.width(),
                                  static_cast<double>(size.height()) / options.size.height());
    return image_of(draw, options, scale);
}

} // namespace interleave
