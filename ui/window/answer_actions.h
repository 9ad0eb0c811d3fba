// SPDX-License-Identifier: GPL-3.0-or-later
// What the menu offers for the answers that were given to the lessons' questions.
#pragma once

#include "ui/view/view_context.h"

class QWidget;

namespace interleave {

class WindowActions;

/// Connects the actions that save and forget the answers. The context must outlive the actions.
void connect_answers(const WindowActions& actions, const ViewContext& context, QWidget* window);

} // namespace interleave
