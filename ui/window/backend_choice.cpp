// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/backend_choice.h"

#include "ui/theme/button_colours.h"
#include "ui/window/bar_button.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QRadioButton>

#include <algorithm>

namespace interleave {

namespace {

constexpr int word_side = 10; ///< px left and right of a word

/// What is said of a backend.
struct BackendWords {
    QString name;    ///< on the segment
    QString what;    ///< workers are
    QString runs_on; ///< follows "runs"
};

BackendWords words_of(Backend backend) {
    switch (backend) {
    case Backend::threads:
        return {BackendChoice::tr("threads"), BackendChoice::tr("Workers are threads"),
                BackendChoice::tr("with threads")};
    case Backend::gil:
        return {BackendChoice::tr("GIL"),
                BackendChoice::tr("Workers are threads that must hold a GIL-like lock to compute"),
                BackendChoice::tr("under a GIL")};
    case Backend::processes:
        break;
    }
    return {BackendChoice::tr("processes"), BackendChoice::tr("Workers are processes"),
            BackendChoice::tr("with processes")};
}

QString key_of(Backend backend) {
    return QString::fromLatin1(name_of(backend));
}

} // namespace

/// A radio button, so that arrow keys move within the choice and a screen reader tells what it is.
class BackendChoice::Segment : public QRadioButton {
public:
    Segment(Backend backend, QWidget* parent)
        : QRadioButton(words_of(backend).name, parent)
        , backend_(backend) {
        setObjectName(QStringLiteral("backend.") + key_of(backend));
        setAccessibleName(text());
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setFocusPolicy(Qt::NoFocus);
    }
    QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(text()) + 2 * word_side, control_height(*this)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }
    Backend backend() const { return backend_; }

protected:
    bool hitButton(const QPoint& position) const override { return rect().contains(position); }
    void paintEvent(QPaintEvent*) override {
        const ButtonState state{isEnabled(), underMouse(), isDown(), isChecked()};
        ButtonColours colours = button_colours(theme_for(palette()), state);
        QPainter painter(this);
        if (state.is_enabled && (state.is_checked || state.is_hovered))
            draw_control(painter, rect(), colours);
        painter.setPen(colours.text);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    const Backend backend_;
};

BackendChoice::BackendChoice(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("backend"));
    setAccessibleName(tr("Backend"));
    setToolTip(
        tr("What the workers are: threads, threads that must hold a GIL-like lock to compute, or processes"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (const Backend backend : {Backend::threads, Backend::gil, Backend::processes}) {
        auto* segment = new Segment(backend, this);
        layout->addWidget(segment);
        connect(segment, &QRadioButton::toggled, this, [this, segment](bool is_chosen) {
            segment->setFocusPolicy(is_chosen ? Qt::TabFocus : Qt::NoFocus);
            if (is_chosen && !is_offering_)
                emit chosen(key_of(segment->backend()));
        });
        segments_.push_back(segment);
    }
}

void BackendChoice::offer(const Scenario& scenario, const QString& name) {
    is_offering_ = true;
    QStringList offered;
    for (const Backend backend : scenario.backends)
        offered << words_of(backend).runs_on;
    for (Segment* segment : segments_) {
        const bool can_run = std::ranges::count(scenario.backends, segment->backend()) > 0;
        const BackendWords words = words_of(segment->backend());
        segment->setEnabled(can_run);
        segment->setToolTip(can_run ? words.what
                                    : tr("“%1” does not run %2, only %3.")
                                          .arg(QString::fromStdString(scenario.title), words.runs_on,
                                               offered.join(tr(" and "))));
    }
    const Segment* wanted = find(name);
    choose(wanted != nullptr && wanted->isEnabled() ? name : key_of(scenario.backends.front()));
    is_offering_ = false;
}

QString BackendChoice::value() const {
    for (const Segment* segment : segments_)
        if (segment->isChecked())
            return key_of(segment->backend());
    return {};
}

void BackendChoice::choose(const QString& name) {
    if (Segment* segment = find(name); segment != nullptr && segment->isEnabled())
        segment->setChecked(true);
}

BackendChoice::Segment* BackendChoice::find(const QString& name) const {
    const auto found = std::ranges::find_if(
        segments_, [&](const Segment* segment) { return key_of(segment->backend()) == name; });
    return found == segments_.end() ? nullptr : *found;
}

void BackendChoice::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw_control(painter, rect(), button_colours(theme_for(palette()), {}));
}

} // namespace interleave
