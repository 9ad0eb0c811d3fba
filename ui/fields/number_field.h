// SPDX-License-Identifier: GPL-3.0-or-later
// A field for a number of a range, which never changes what was typed.
#pragma once

#include "ui/words/number_reading.h"

#include <QAbstractSpinBox>

#include <optional>

namespace interleave {

/// Takes numbers as read_number() does. Text that is no number of the range stays as it was typed, the field
/// is marked, and problem() says why; whoever uses the number must ask for it. Steps by key, wheel or button
/// stay within the range.
class NumberField : public QAbstractSpinBox {
    Q_OBJECT
    Q_PROPERTY(double value READ value WRITE setValue NOTIFY valueChanged)
    Q_PROPERTY(double minimum READ minimum)
    Q_PROPERTY(double maximum READ maximum)

public:
    explicit NumberField(NumberRange range, QWidget* parent = nullptr);

    /// Returns the last number of the range that the field had.
    double value() const { return value_; }
    /// Shows a number, the nearest of the range.
    void setValue(double value);
    double minimum() const { return range_.minimum; }
    double maximum() const { return range_.maximum; }

    /// Returns one line that says what is wrong with the text and what the field takes; empty if nothing is.
    const QString& problem() const { return problem_; }
    /// Lets a tool tip at the field say the problem, where no line beside it does.
    void tellProblemByToolTip() { tells_by_tool_tip_ = true; }

    void stepBy(int steps) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void valueChanged(double value);
    void problemChanged(const QString& problem);

protected:
    StepEnabled stepEnabled() const override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void read(const QString& text);
    void finish();
    void showProblem();
    void mark();

    NumberRange range_;
    double value_;
    std::optional<double> typed_; ///< the number that the text says, also one outside of the range
    QString problem_;
    bool tells_by_tool_tip_ = false;
};

} // namespace interleave
