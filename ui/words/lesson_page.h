// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons of the course as pages.
#pragma once

#include <QString>

namespace interleave {

/// Returns the lesson of the scenario of that name in Markdown, with its question; empty if there is none.
/// Where a line of the page is a link to a Python program and nothing else, the program stands in its place.
QString lesson_page(const QString& scenario);
/// Returns a page of a lesson in which such a link has been replaced; `below` is put below the program.
QString with_program(QString page, const QString& below = {});

} // namespace interleave
