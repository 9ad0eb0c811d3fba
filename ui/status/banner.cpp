// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status/banner.h"

#include "ui/theme/appearance.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace interleave {

Banner::Banner(QWidget* parent) : QFrame(parent), sign_(new QLabel(this)), words_(new QLabel(this)) {
    setObjectName(QStringLiteral("banner"));
    setAutoFillBackground(true);
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

void Banner::showMessage(Kind kind, const QString& words) {
    kind_ = kind;
    words_->setText(words);
    setAccessibleName(words);
    sign_->setText(kind == Kind::problem ? QStringLiteral("⚠") : QStringLiteral("ℹ"));
    colour();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString Banner::words() const {
    return words_->text();
}

void Banner::colour() {
    const bool dark = is_dark(parentWidget() != nullptr ? parentWidget()->palette() : palette());
    QPalette colours = parentWidget() != nullptr ? parentWidget()->palette() : palette();
    const QColor problem = dark ? QColor(0x4a, 0x2c, 0x14) : QColor(0xfd, 0xea, 0xdb);
    const QColor note = dark ? QColor(0x1c, 0x33, 0x44) : QColor(0xe3, 0xf0, 0xfa);
    colours.setColor(QPalette::Window, kind_ == Kind::problem ? problem : note);
    setPalette(colours);
}

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    // The banner has set a palette of its own, so it must take over a new one of the application here.
    if (event->type() == QEvent::ApplicationPaletteChange)
        colour();
}

} // namespace interleave
