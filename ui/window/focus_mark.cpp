// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/focus_mark.h"

#include <QApplication>
#include <QFocusEvent>
#include <QMenuBar>
#include <QPainter>
#include <QTabBar>

namespace interleave {

namespace {

/// Returns the part of the widget that the focus is about.
QRect focused_part(const QWidget& widget) {
    const auto* tabs = qobject_cast<const QTabBar*>(&widget);
    return tabs != nullptr ? tabs->tabRect(tabs->currentIndex()) : widget.rect();
}

/// Returns where the rectangle of the widget is in its window, without what the widgets around it cut off.
QRect seen_in_window(const QWidget& widget, QRect part) {
    const QWidget* inner = &widget;
    while (!inner->isWindow() && inner->parentWidget() != nullptr) {
        part = part.translated(inner->pos()) & inner->parentWidget()->rect();
        inner = inner->parentWidget();
    }
    return part;
}

} // namespace

class FocusMark::Frame : public QWidget {
public:
    explicit Frame(QWidget* window) : QWidget(window) {
        setObjectName(QStringLiteral("focusMark"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter(this).fillRect(rect(), palette().color(QPalette::Highlight));
    }
    /// What lies inside is not covered, so that it is repainted without the frame.
    void resizeEvent(QResizeEvent*) override {
        const QMargins margins(thickness, thickness, thickness, thickness);
        setMask(QRegion(rect()) - QRegion(rect() - margins));
    }
};

FocusMark::FocusMark(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

FocusMark::~FocusMark() {
    delete frame_;
}

bool FocusMark::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
        last_was_key_ = true;
        break;
    case QEvent::MouseButtonPress:
        last_was_key_ = false;
        break;
    case QEvent::FocusIn:
        if (auto* widget = qobject_cast<QWidget*>(watched); widget != nullptr && widget->hasFocus()) {
            const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
            const bool by_key = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
                                reason == Qt::ShortcutFocusReason;
            if (by_key || (last_was_key_ && reason != Qt::MouseFocusReason))
                follow(widget);
            else
                unfollow();
        }
        break;
    case QEvent::FocusOut:
        if (watched == focused_)
            unfollow();
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::LayoutRequest:
        if (focused_ != nullptr && watched_.contains(qobject_cast<QWidget*>(watched)))
            QMetaObject::invokeMethod(this, &FocusMark::place, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return false;
}

void FocusMark::follow(QWidget* widget) {
    unfollow();
    if (widget->window()->windowType() == Qt::Popup || qobject_cast<QMenuBar*>(widget) != nullptr ||
        widget->window()->property(has_no_focus_mark).toBool())
        return;
    focused_ = widget;
    for (QWidget* around = widget; around != nullptr; around = around->parentWidget()) {
        watched_.append(around);
        if (around->isWindow())
            break;
    }
    if (auto* tabs = qobject_cast<QTabBar*>(widget))
        connect(tabs, &QTabBar::currentChanged, this, &FocusMark::place, Qt::QueuedConnection);
    if (frame_ == nullptr || frame_->parentWidget() != widget->window()) {
        delete frame_;
        frame_ = new Frame(widget->window());
    }
    place();
}

void FocusMark::unfollow() {
    if (focused_ != nullptr)
        disconnect(focused_, nullptr, this, nullptr);
    focused_.clear();
    watched_.clear();
    if (frame_ != nullptr)
        frame_->hide();
}

void FocusMark::place() {
    if (focused_ == nullptr || frame_ == nullptr)
        return;
    frame_->setGeometry(seen_in_window(*focused_, focused_part(*focused_)));
    frame_->setVisible(focused_->isVisible());
    frame_->raise();
}

} // namespace interleave
