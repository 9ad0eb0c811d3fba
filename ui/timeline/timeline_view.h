// SPDX-License-Identifier: GPL-3.0-or-later
// The live timeline: lanes, objects, axis, cursor, selection. A thin widget over a model, the hands and the
// painters.
#pragma once

#include "ui/timeline/overlay_painter.h"
#include "ui/timeline/timeline_model.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

class QCPLayerable;
class QCustomPlot;
class QScrollBar;

namespace interleave {

class TimelineInput;

/// Where the user is in the run says a navigation, which keys and pointer move through the hands, and which
/// other views may move as well. All functions: the window's thread. The trace may grow meanwhile; refresh()
/// shows what is new.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    /// `navigation` must outlive the view. Whoever shows a run resets it and tells it how far the run has
    /// come.
    explicit TimelineView(Navigation& navigation, QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Shows another trace. nullptr shows a friendly sentence instead.
    void setTrace(std::shared_ptr<const Trace> trace);
    const std::shared_ptr<const Trace>& trace() const { return model_.trace(); }

    /// To be called at the display's rate while a trace grows; costs nothing when there is nothing new.
    void refresh();

    /// Where the rows stand, for those who want to point at one.
    const TimelineLayout& layoutOfRows() const { return model_.layout(); }
    const std::vector<TimelineRow>& rows() const { return model_.frame().rows; }
    /// Length, events and waiting of the selection, as of the moment when it was made; empty if there is
    /// none.
    const QString& selectionSummary() const { return overlay_data_.selection_summary; }

    QSize sizeHint() const override { return {900, 480}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

signals:
    /// What is under the pointer, one line; empty when it left.
    void hoverTextChanged(const QString& text);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildPlot();
    void connectInput();
    void applyTheme();
    void place();
    void redraw();        ///< everything, with the next replot
    void redrawOverlay(); ///< what lies over the rows, at once
    void compose();       ///< takes over from the navigation and the hands what is drawn next
    void follow(Navigation::Changes changes);
    void showChoice();

    Navigation& navigation_;
    TimelineModel model_;
    TimelineOverlay overlay_data_;
    TimelineInput* input_;
    QCustomPlot* plot_ = nullptr;
    QScrollBar* scroll_bar_ = nullptr;
    QCPLayerable* overlay_ = nullptr;
};

} // namespace interleave
