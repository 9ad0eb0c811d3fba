// SPDX-License-Identifier: GPL-3.0-or-later
// Slides as one PDF, page by page, and each as a PNG.
#pragma once

#include "ui/course/slide.h"

#include <QBuffer>
#include <QByteArray>
#include <QPainter>
#include <QPdfWriter>
#include <QString>

namespace interleave {

/// It needs a QGuiApplication, but no display; use it in that object's thread.
class SlideDeck {
public:
    explicit SlideDeck(const QString& title);

    /// Appends a page.
    void add(const Slide& slide);
    /// Returns the document. Nothing can be added after that.
    QByteArray finish();

private:
    QByteArray bytes_;
    QBuffer buffer_;
    QPdfWriter writer_;
    QPainter painter_;
    int pages_ = 0;
};

/// Returns the slide as a PNG of 1920 × 1080 pixels.
QByteArray slide_png(const Slide& slide);

} // namespace interleave
