// SPDX-License-Identifier: GPL-3.0-or-later
// A handout as a PDF of A4 pages, to be printed.
#pragma once

#include "core/course/handout.h"

#include <QByteArray>

namespace interleave {

/// Returns the document. It needs a QGuiApplication, but no display; call this in its thread.
QByteArray handout_pdf(const Handout& handout);

} // namespace interleave
