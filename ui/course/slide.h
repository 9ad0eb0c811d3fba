// SPDX-License-Identifier: GPL-3.0-or-later
// The slides of a lesson: its question in large letters, and the picture of a run below its question. Neither
// says what is right.
#pragma once

#include "core/course/lesson.h"
#include "ui/export/export_picture.h"

#include <QSize>
#include <QString>

#include <functional>

class QPainter;

namespace interleave {

/// In logical pixels. Slides are drawn for this size, and a painter may be scaled.
inline constexpr QSize slide_size{1920, 1080};

/// Draws a whole slide from the painter's origin.
using Slide = std::function<void(QPainter&)>;

struct SlideWords {
    QString session; ///< "Session 2: Races"
    QString lesson;  ///< "The lost update"
};

/// Returns the slide that asks. Its letters are as large as its words allow.
Slide question_slide(const SlideWords& words, const LessonQuestion& question);

/// Returns the slide that shows a run, drawn as it would be exported, in letters that can be read from the
/// back of a room. `details` say what ran and on which machine. The slide keeps what `draw` keeps.
Slide picture_slide(const SlideWords& words, const LessonQuestion& question, const Drawing& draw,
                    const QString& details);

} // namespace interleave
