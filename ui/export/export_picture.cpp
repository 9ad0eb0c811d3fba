// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_picture.h"

#include "core/event/error.h"
#include "core/file/whole_file.h"

#include <QBuffer>
#include <QFile>
#include <QImageWriter>
#include <QMarginsF>
#include <QMimeData>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QStringList>
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

QImage image_of(const Picture& picture, const Theme& theme, double scale) {
    QImage image((QSizeF(picture.size) * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    if (image.isNull())
        throw RunError("not enough memory for the picture; choose a smaller size or scale");
    image.fill(theme.background);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    picture.draw(painter);
    return image;
}

QString title_of(const PictureOptions& options) {
    return options.words.title.isEmpty() ? QStringLiteral("Interleave") : options.words.title;
}

QString description_of(const PictureWords& words) {
    QStringList parts{words.sentence, words.result, words.details};
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

void write_png(const Drawing& draw, const PictureOptions& options, QBuffer& buffer) {
    QImage image = image_of(draw(options), theme_of(options.theme), options.scale);
    const int dots_per_metre = static_cast<int>(std::lround(pixels_per_inch * options.scale / 0.0254));
    image.setDotsPerMeterX(dots_per_metre);
    image.setDotsPerMeterY(dots_per_metre);
    image.setText(QStringLiteral("Title"), title_of(options));
    if (const QString description = description_of(options.words); !description.isEmpty())
        image.setText(QStringLiteral("Description"), description);
    QImageWriter writer(&buffer, "png");
    writer.setCompression(30); // of 100; files are 1.5 times the smallest size, in a quarter of the time
    if (!writer.write(image))
        throw RunError("the picture cannot be made a PNG: " + writer.errorString().toStdString());
}

/// Gives the document its size in pixels. The generator writes it in millimetres, rounded, and a program that
/// takes that for a part of a pixel more draws an empty line at the edge.
QByteArray with_size_in_pixels(QByteArray svg, const QSize& size) {
    const qsizetype begin = svg.indexOf("width=\"");
    const qsizetype end = svg.indexOf("viewBox=", begin);
    if (begin < 0 || end < 0)
        return svg;
    return svg.replace(
        begin, end - begin,
        QStringLiteral("width=\"%1\" height=\"%2\" ").arg(size.width()).arg(size.height()).toLatin1());
}

void write_svg(const Drawing& draw, const PictureOptions& options, QBuffer& buffer) {
    const Picture picture = draw(options);
    QBuffer written;
    written.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&written);
    generator.setResolution(pixels_per_inch);
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(0, 0), picture.size));
    // The generator of Qt 6.4 does not escape title and description, so "a < b" would give a file that is not
    // XML.
    generator.setTitle(title_of(options).toHtmlEscaped());
    generator.setDescription(description_of(options.words).toHtmlEscaped());
    QPainter painter(&generator);
    picture.draw(painter);
    painter.end(); // which completes the document
    buffer.write(with_size_in_pixels(written.data(), picture.size));
}

void write_pdf(const Drawing& draw, const PictureOptions& options, QBuffer& buffer) {
    const Picture picture = draw(options);
    QPdfWriter writer(&buffer);
    writer.setTitle(title_of(options));
    writer.setCreator(QStringLiteral("Interleave"));
    writer.setResolution(pixels_per_inch);
    const QSizeF points = QSizeF(picture.size) * 72.0 / pixels_per_inch;
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter(&writer);
    picture.draw(painter);
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

bool is_for_paper(const std::string& path) {
    return format_of(path) == Format::pdf;
}

QImage drawPreview(const Drawing& draw, const PictureOptions& options, const QSize& size) {
    check_picture_options(options);
    const Picture picture = draw(options);
    const double scale = std::min(static_cast<double>(size.width()) / picture.size.width(),
                                  static_cast<double>(size.height()) / picture.size.height());
    return image_of(picture, theme_of(options.theme), scale);
}

std::unique_ptr<QMimeData> clipboard_picture(const Drawing& draw, const PictureOptions& options) {
    check_picture_options(options);
    QBuffer svg;
    svg.open(QIODevice::WriteOnly);
    write_svg(draw, options, svg);
    auto data = std::make_unique<QMimeData>();
    data->setImageData(image_of(draw(options), theme_of(options.theme), options.scale));
    data->setData(QStringLiteral("image/svg+xml"), svg.data());
    return data;
}

} // namespace interleave
