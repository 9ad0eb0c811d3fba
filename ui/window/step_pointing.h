// SPDX-License-Identifier: GPL-3.0-or-later
// A step of a lesson says what to look for, and the lanes and objects of the run that show it are pointed
// out.
#pragma once

#include "ui/view/view_context.h"
#include "ui/words/lesson_steps.h"

namespace interleave {

/// Points out what the step speaks of in the run that is shown, as far as that run is over and has it;
/// otherwise nothing is pointed out. The visible time stays as it is. For the window's thread only.
void point_out(const LessonStep& step, const ViewContext& context);

} // namespace interleave
