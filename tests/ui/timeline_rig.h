// SPDX-License-Identifier: GPL-3.0-or-later
// A rig that shows a trace in a live timeline and uses it with keys, wheel and mouse.
#pragma once

#include "ui/run/shown_arrangement.h"
#include "ui/timeline/timeline_view.h"

#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>

namespace interleave::test {

/// A view of a trace, with functions for the actions of a user.
class TimelineRig {
public:
    explicit TimelineRig(std::shared_ptr<const Trace> trace, const QSize& size = {900, 500}) {
        view.resize(size);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the view is not shown");
        show(std::move(trace));
        plot = view.findChild<QCustomPlot*>(QStringLiteral("timelinePlot"));
        view.setFocus();
        QCoreApplication::processEvents();
    }
    /// Shows another trace, or none.
    void show(std::shared_ptr<const Trace> trace) {
        navigation.reset(trace ? whole_range(*trace) : TimeRange{0, 1'000});
        view.setTrace(std::move(trace));
    }
    /// Does what a window does at the display's rate while a run goes on.
    void tick() {
        navigation.setWholeRange(whole_range(*view.trace()));
        view.refresh();
    }
    /// Runs the event loop, so that the view gets the signals.
    static void processEvents() { QCoreApplication::processEvents(); }
    QPoint pixelOf(std::int64_t time, std::size_t row) const {
        const QRectF& place = view.layoutOfRows().plot();
        return {static_cast<int>(
                    std::lround(pixel_of(time, navigation.visibleRange(), place.left(), place.width()))),
                static_cast<int>(view.layoutOfRows().bar(row).center().y())};
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&view, key, modifiers);
    }
    void click(const QPoint& at) { QTest::mouseClick(plot, Qt::LeftButton, Qt::NoModifier, at); }
    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::mousePress(plot, button, modifiers, from);
        for (const QPoint& at : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, button, modifiers);
            QCoreApplication::sendEvent(plot, &move);
        }
        QTest::mouseRelease(plot, button, modifiers, to);
    }
    void turnWheel(const QPoint& at, int steps, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(at, plot->mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(plot, &event);
    }
    /// Moves the pointer without any button.
    void hover(const QPoint& at) {
        QMouseEvent move(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(plot, &move);
    }

    Navigation navigation;
    ShownArrangement arrangement;
    TimelineView view{navigation, arrangement};
    QCustomPlot* plot;
};

inline bool nearly(std::int64_t a, std::int64_t b, std::int64_t tolerance) {
    return std::abs(a - b) <= tolerance;
}

} // namespace interleave::test
