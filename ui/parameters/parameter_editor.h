// SPDX-License-Identifier: GPL-3.0-or-later
// One field of the parameter form: a widget for a parameter's type, range, unit and choices.
#pragma once

#include "core/scenario/parameter.h"

#include <QWidget>

#include <functional>

namespace interleave {

/// A widget and functions that read and write it. `read` returns the words that parse_value() understands, in
/// the C locale; while `problem` is not empty they are those of the last number that fitted.
struct ParameterEditor {
    QWidget* widget;
    std::function<QString()> read;
    std::function<void(const ParameterValue&)> write;
    /// Returns one line about what is typed and does not fit; empty if all is right.
    std::function<QString()> problem = [] { return QString(); };
};

/// Makes the widget, whose object name is "parameter.NAME". `changed` is called after each change of value or
/// problem, by the user or by `write`.
ParameterEditor make_editor(const Parameter& parameter, QWidget* parent,
                            const std::function<void()>& changed);

/// Returns a form's label: the name with an upper-case first letter and blanks for separators.
QString label_of(const Parameter& parameter);

/// Returns a tool tip in rich text: meaning, range, default and the name to type on a command line.
QString tool_tip_of(const Parameter& parameter);

/// Returns a value as people read it, with unit.
QString words_of(const Parameter& parameter, const ParameterValue& value);

} // namespace interleave
