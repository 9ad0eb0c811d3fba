// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status/progress_line.h"

#include "core/event/printable_text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

#include <cmath>
#include <utility>

namespace interleave {

namespace {
constexpr int steps = 1000;
constexpr int refresh_ms = 100;
} // namespace

ProgressLine::ProgressLine(QWidget* parent)
    : QFrame(parent)
    , words_(new QLabel(this))
    , bar_(new QProgressBar(this)) {
    setObjectName(QStringLiteral("progressLine"));
    words_->setObjectName(QStringLiteral("progressWords"));
    words_->setTextFormat(Qt::PlainText);
    words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar_->setObjectName(QStringLiteral("progressBar"));
    bar_->setToolTip(tr("How much is done"));
    bar_->setAccessibleName(tr("Progress"));
    bar_->setFixedWidth(bar_->fontMetrics().averageCharWidth() * 36);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("progressCancel"));
    cancel->setToolTip(tr("End this; what is done already stays"));
    cancel->setAccessibleName(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, [this] {
        if (cancel_)
            cancel_();
    });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 6, 4);
    layout->setSpacing(10);
    layout->addWidget(words_, 1);
    layout->addWidget(bar_);
    layout->addWidget(cancel);
    connect(&timer_, &QTimer::timeout, this, &ProgressLine::refresh);
    hide();
}

void ProgressLine::begin(const QString& words, std::function<std::optional<double>()> share,
                         std::function<void()> cancel) {
    const QString line = QString::fromStdString(printable_text(words.toStdString()));
    words_->setText(line);
    setAccessibleName(line);
    share_ = std::move(share);
    cancel_ = std::move(cancel);
    hide();
    timer_.start(delay_ms);
}

void ProgressLine::end() {
    timer_.stop();
    share_ = nullptr;
    cancel_ = nullptr;
    hide();
}

QString ProgressLine::words() const {
    return words_->text();
}

void ProgressLine::refresh() {
    timer_.setInterval(refresh_ms);
    const std::optional<double> share = share_();
    bar_->setRange(0, share ? steps : 0);
    if (share)
        bar_->setValue(static_cast<int>(std::lround(*share * steps)));
    show();
}

void ProgressLine::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), theme_for(palette()).note);
}

} // namespace interleave
