// SPDX-License-Identifier: GPL-3.0-or-later
// One field of the parameter form: the widget that suits a parameter's type, range, unit and choices.
#pragma once

#include "core/scenario/parameter.h"

#include <QWidget>

#include <functional>

namespace interleave {

/// A widget and how to read and write it. `read` gives the words that parse_value() understands, in the C
/// locale.
struct ParameterEditor {
    QWidget* widget;
    std::function<QString()> read;
    std::function<void(const ParameterValue&)> write;
};

/// `changed` is called after each change, by the user or through `write`. The widget is named
/// "parameter.NAME".
ParameterEditor make_editor(const Parameter& parameter, QWidget* parent,
                            const std::function<void()>& changed);

/// What a form's label says: the name with its first letter large and blanks for separators.
QString label_of(const Parameter& parameter);

/// What a tool tip says: meaning, range, default and the name to type on a command line. Rich text.
QString tool_tip_of(const Parameter& parameter);

/// A value as people read it, with unit.
QString words_of(const Parameter& parameter, const ParameterValue& value);

} // namespace interleave
