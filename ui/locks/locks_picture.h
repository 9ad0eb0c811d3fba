// SPDX-License-Identifier: GPL-3.0-or-later
// The view as a picture for a slide or a page.
#pragma once

#include "ui/export/export_picture.h"
#include "ui/locks/run_waits.h"
#include "ui/locks/wait_family.h"

#include <QStringList>

#include <memory>

namespace interleave {

/// Returns the object that a picture is of if nobody has chosen one: the most costly one. nullptr if there is
/// nothing to show.
const ObjectFigures* usual_object(const RunWaits& waits) noexcept;

/// Returns a drawing of the locks' parts (if the object is one), and of the object's blame matrix, histograms
/// and course over time. It ignores `range` and `legend` of the options. `object` must be in `waits`.
Drawing locks_drawing(std::shared_ptr<const RunWaits> waits, ObjectId object);

/// Returns the words around that picture.
PictureWords locks_words(const RunWaits& waits, ObjectId object, const RunInfo& info);

/// Returns the sentences that are not empty as one text.
QString joined_sentences(QStringList sentences);

} // namespace interleave
