// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/number_field.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QLineEdit>
#include <QStyleOptionSpinBox>
#include <QTimer>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

/// Returns a step that changes the second digit of the number, as a spin box with adaptive steps does.
double step_at(double value, const NumberRange& range, bool upwards) {
    if (range.is_whole && range.maximum <= 1000)
        return 1;
    const double least = range.is_whole ? 1 : 0.01;
    // Downwards from a power of ten the step is that of the numbers below it.
    const double size = std::abs(value) * ((value > 0) == upwards ? 1 : 0.999);
    if (size == 0)
        return least;
    const double step = std::pow(10.0, std::floor(std::log10(size)) - 1);
    return range.is_whole ? std::max(step, least) : step;
}

/// Rounds away what the sum of two decimal numbers has behind their digits.
double without_noise(double value) {
    return QString::number(value, 'g', 12).toDouble();
}

} // namespace

NumberField::NumberField(NumberRange range, QWidget* parent)
    : QAbstractSpinBox(parent)
    , range_(std::move(range))
    , value_(range_.minimum)
    , typed_(value_) {
    lineEdit()->setText(number_in_field(value_, range_, locale()));
    connect(lineEdit(), &QLineEdit::textChanged, this, &NumberField::read);
    connect(this, &QAbstractSpinBox::editingFinished, this, &NumberField::finish);
}

void NumberField::setValue(double value) {
    lineEdit()->setText(number_in_field(std::clamp(value, range_.minimum, range_.maximum), range_, locale()));
}

void NumberField::read(const QString& text) {
    const NumberReading reading = read_number(text, range_, locale());
    typed_ = reading.number;
    const bool is_other_problem = reading.problem != problem_;
    problem_ = reading.problem;
    const bool is_other_value = problem_.isEmpty() && *reading.number != value_;
    if (is_other_value)
        value_ = *reading.number;
    if (is_other_problem) {
        mark();
        emit problemChanged(problem_);
    }
    if (is_other_value)
        emit valueChanged(value_);
}

/// Shows the number in the form of the locale, with its unit. Text that is no number stays to be corrected.
void NumberField::finish() {
    if (problem_.isEmpty())
        lineEdit()->setText(number_in_field(value_, range_, locale()));
    else if (tells_by_tool_tip_) // a tool tip that is shown before the focus has moved is closed by that
        QTimer::singleShot(0, this, &NumberField::showProblem);
}

void NumberField::showProblem() {
    if (isVisible() && !problem_.isEmpty())
        QToolTip::showText(mapToGlobal(rect().bottomLeft()), problem_, this);
}

bool NumberField::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && tells_by_tool_tip_ && !problem_.isEmpty()) {
        showProblem();
        return true;
    }
    return QAbstractSpinBox::event(event);
}

void NumberField::mark() {
    QPalette colours; // has only the roles that differ from those around the field
    if (!problem_.isEmpty()) {
        const Theme& theme = theme_for(palette());
        colours.setColor(QPalette::Base, theme.error_ground);
        colours.setColor(QPalette::Text, theme.error);
    }
    if (colours.resolveMask() == 0 ? testAttribute(Qt::WA_SetPalette)
                                   : palette().color(QPalette::Base) != colours.color(QPalette::Base))
        setPalette(colours);
}

void NumberField::stepBy(int steps) {
    if (!typed_)
        return;
    const double step = step_at(*typed_, range_, steps > 0);
    const double value = *typed_ + steps * step;
    setValue(range_.is_whole ? std::round(value) : without_noise(value));
    selectAll();
}

QAbstractSpinBox::StepEnabled NumberField::stepEnabled() const {
    StepEnabled enabled = StepNone;
    if (typed_ && *typed_ < range_.maximum)
        enabled |= StepUpEnabled;
    if (typed_ && *typed_ > range_.minimum)
        enabled |= StepDownEnabled;
    return enabled;
}

QSize NumberField::sizeHint() const {
    ensurePolished();
    int width = 0;
    for (const double end : {range_.minimum, range_.maximum})
        width = std::max(width, fontMetrics().horizontalAdvance(number_in_field(end, range_, locale())));
    width = std::min(width, fontMetrics().averageCharWidth() * 18) + fontMetrics().averageCharWidth();
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option,
                                     QSize(width, lineEdit()->sizeHint().height()), this);
}

void NumberField::changeEvent(QEvent* event) {
    QAbstractSpinBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        mark();
}

} // namespace interleave
