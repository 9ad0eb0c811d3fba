// SPDX-License-Identifier: GPL-3.0-or-later
// A frame around the widget that has the keyboard focus, the same for all of them: some widgets of the style
// show nothing, or next to nothing.
#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

namespace interleave {

/// The dynamic property of a window in which no frame is drawn, because there is one thing to act on.
inline constexpr const char* has_no_focus_mark = "hasNoFocusMark";

/// One frame for the whole program. It is shown for focus that came by a key, or that the program set after a
/// key was pressed, and not for a click, where the pointer shows the place already.
class FocusMark : public QObject {
    Q_OBJECT

public:
    /// The application object must exist.
    explicit FocusMark(QObject* parent);
    ~FocusMark() override;

    static constexpr int thickness = 2; ///< px

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Frame;

    void follow(QWidget* widget);
    void unfollow();
    void place();

    QPointer<Frame> frame_; ///< a child of the focused widget's window, which may delete it
    QPointer<QWidget> focused_;
    bool last_was_key_ = false;        ///< and not a click
    QList<QPointer<QWidget>> watched_; ///< the focused widget and all around it, which may move it
};

} // namespace interleave
