// SPDX-License-Identifier: GPL-3.0-or-later
// Lays out a page of Markdown for reading.
#pragma once

#include <QString>

class QTextDocument;

namespace interleave {

/// Imports the page and adds space between its paragraphs, which Qt's Markdown import leaves out. Long lines
/// of code go on in the next line, further to the right.
void lay_out_page(QTextDocument& document, const QString& markdown);

} // namespace interleave
