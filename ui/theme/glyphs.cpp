// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/glyphs.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace interleave {

namespace {

/// Draws each time with the current palette; a stored picture would keep the old theme's colours.
class GlyphEngine : public QIconEngine {
public:
    explicit GlyphEngine(Glyph glyph) : glyph_(glyph) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QPalette palette = QGuiApplication::palette();
        const QColor ink = palette.color(group, QPalette::ButtonText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ink);
        draw(*painter, ink, mode == QIcon::Disabled ? ink : palette.color(QPalette::Link),
             state == QIcon::On);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    QIconEngine* clone() const override { return new GlyphEngine(glyph_); }

private:
    /// What is switched on has the accent colour, so that it is seen with any style.
    void draw(QPainter& painter, const QColor& ink, const QColor& accent, bool on) const {
        const QPen line(on ? accent : ink, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        switch (glyph_) {
        case Glyph::run:
            painter.setBrush(accent);
            painter.drawPolygon(QPolygonF{{4, 2.5}, {13.5, 8}, {4, 13.5}});
            return;
        case Glyph::stop:
            painter.drawRoundedRect(QRectF(3.5, 3.5, 9, 9), 1, 1);
            return;
        case Glyph::follow: // an arrow at the right edge
            painter.setPen(line);
            painter.drawLine(QPointF(2, 8), QPointF(10.5, 8));
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(QPolygonF{{7.5, 4.8}, {10.7, 8}, {7.5, 11.2}});
            painter.drawLine(QPointF(13.5, 3), QPointF(13.5, 13));
            return;
        case Glyph::arrow: // from one row down to the next
            painter.setPen(line);
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(QPolygonF{{3.5, 2.5}, {3.5, 10}, {12, 10}});
            painter.drawPolyline(QPolygonF{{9, 6.8}, {12.2, 10}, {9, 13.2}});
            return;
        case Glyph::tick: // a box, ticked or empty
            painter.setPen(line);
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(2.5, 2.5, 11, 11), 1.5, 1.5);
            if (on) {
                painter.setPen(QPen(accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
                painter.drawPolyline(QPolygonF{{5.2, 8.2}, {7.3, 10.4}, {11, 5.6}});
            }
            return;
        case Glyph::picture: // a frame that an arrow leaves
            painter.setPen(line);
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(
                QPolygonF{{5, 7.5}, {2.5, 7.5}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 7.5}, {11, 7.5}});
            painter.drawLine(QPointF(8, 10.5), QPointF(8, 2.5));
            painter.drawPolyline(QPolygonF{{5.4, 5}, {8, 2.4}, {10.6, 5}});
            return;
        case Glyph::presenter: // a screen on its stand
            painter.setPen(line);
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(2, 3, 12, 8), 0.8, 0.8);
            painter.drawLine(QPointF(8, 11), QPointF(8, 14));
            painter.drawLine(QPointF(5.5, 14), QPointF(10.5, 14));
            return;
        case Glyph::list:
            painter.setPen(line);
            for (const double y : {4.0, 8.0, 12.0})
                painter.drawLine(QPointF(2.5, y), QPointF(13.5, y));
            return;
        case Glyph::pause:
            painter.drawRoundedRect(QRectF(3.5, 3, 3.2, 10), 0.8, 0.8);
            painter.drawRoundedRect(QRectF(9.3, 3, 3.2, 10), 0.8, 0.8);
            return;
        case Glyph::to_begin: // a bar, and a triangle that points at it
            painter.drawPolygon(QPolygonF{{12.5, 3}, {5.5, 8}, {12.5, 13}});
            painter.drawRect(QRectF(3, 3, 1.6, 10));
            return;
        case Glyph::to_end:
            painter.drawPolygon(QPolygonF{{3.5, 3}, {10.5, 8}, {3.5, 13}});
            painter.drawRect(QRectF(11.4, 3, 1.6, 10));
            return;
        case Glyph::step_back: // an arrow to the mark of an event
            painter.setPen(line);
            painter.setBrush(Qt::NoBrush);
            painter.drawLine(QPointF(13, 8), QPointF(6, 8));
            painter.drawPolyline(QPolygonF{{8.7, 5.2}, {5.8, 8}, {8.7, 10.8}});
            painter.drawLine(QPointF(3, 4.5), QPointF(3, 11.5));
            return;
        case Glyph::step_forward:
            painter.setPen(line);
            painter.setBrush(Qt::NoBrush);
            painter.drawLine(QPointF(3, 8), QPointF(10, 8));
            painter.drawPolyline(QPolygonF{{7.3, 5.2}, {10.2, 8}, {7.3, 10.8}});
            painter.drawLine(QPointF(13, 4.5), QPointF(13, 11.5));
            return;
        case Glyph::close:
            painter.setPen(line);
            painter.drawLine(QPointF(4, 4), QPointF(12, 12));
            painter.drawLine(QPointF(12, 4), QPointF(4, 12));
            return;
        case Glyph::replay: // round to the begin again
            painter.setPen(line);
            painter.setBrush(Qt::NoBrush);
            painter.drawArc(QRectF(3, 3, 10, 10), 150 * 16, 300 * 16);
            painter.drawPolyline(QPolygonF{{3.2, 2.6}, {3.4, 5.9}, {6.7, 5.6}});
            return;
        case Glyph::sliders: // two, one of them far to the right
            painter.setPen(line);
            painter.drawLine(QPointF(2.5, 5), QPointF(13.5, 5));
            painter.drawLine(QPointF(2.5, 11), QPointF(13.5, 11));
            painter.drawLine(QPointF(10.5, 2.8), QPointF(10.5, 7.2));
            painter.drawLine(QPointF(5.5, 8.8), QPointF(5.5, 13.2));
            return;
        }
    }

    Glyph glyph_;
};

} // namespace

QIcon glyph_icon(Glyph glyph) {
    return QIcon(new GlyphEngine(glyph));
}

} // namespace interleave
