// SPDX-License-Identifier: GPL-3.0-or-later
// Words that come from files, for menus.
#pragma once

#include "core/event/printable_text.h"

#include <QString>

namespace interleave {

/// Returns the words as a menu shows them: printable, in one line that is not too long, and without keys.
inline QString menu_words(const QString& words) {
    constexpr qsizetype longest = 80;
    QString line = QString::fromStdString(printable_text(words.toStdString()));
    if (line.size() > longest)
        line = line.left(longest / 2) + QStringLiteral("…") + line.right(longest / 2);
    return line.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace interleave
