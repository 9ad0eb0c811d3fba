// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status/banner.h"

#include "core/event/printable_text.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace interleave {

Banner::Banner(QWidget* parent) : QFrame(parent), sign_(new QLabel(this)), words_(new QLabel(this)) {
    setObjectName(QStringLiteral("banner"));
    setToolTip(tr("A message; it does not stop the work"));
    words_->setObjectName(QStringLiteral("bannerWords"));
    words_->setTextFormat(Qt::PlainText);
    words_->setWordWrap(true);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words_->setFocusPolicy(Qt::NoFocus);

    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("bannerClose"));
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Dismiss this message"));
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(sign_);
    layout->addWidget(words_, 1);
    layout->addWidget(close);
    hide();
}

void Banner::showMessage(Kind kind, const QString& words, Of of) {
    kind_ = kind;
    of_ = of;
    const QString line = QString::fromStdString(error_line(words.toStdString()));
    words_->setText(line);
    setAccessibleName(line);
    sign_->setText(kind == Kind::problem ? QStringLiteral("⚠") : QStringLiteral("ℹ"));
    colourWords();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::setStale(bool stale) {
    stale_ = stale;
    colourWords();
}

void Banner::dismissWindowMessage() {
    if (of_ == Of::window)
        hide();
}

QString Banner::words() const {
    return words_->text();
}

void Banner::colourWords() {
    QPalette colours; // that of the application, which the next change of theme replaces
    if (stale_ && of_ == Of::run) {
        colours = palette();
        colours.setColor(QPalette::WindowText, theme_for(colours).muted);
    }
    for (QLabel* label : {sign_, words_})
        label->setPalette(colours);
    update();
}

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourWords();
}

void Banner::paintEvent(QPaintEvent*) {
    const Theme& theme = theme_for(palette());
    const bool past = stale_ && of_ == Of::run;
    QPainter(this).fillRect(rect(), past                     ? theme.window
                                    : kind_ == Kind::problem ? theme.error_ground
                                                             : theme.note);
}

} // namespace interleave
