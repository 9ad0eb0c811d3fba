// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_wrap.h"

#include <algorithm>

namespace interleave {

namespace {

bool is_word(QChar sign) {
    return sign.isLetterOrNumber() || sign == QLatin1Char('_');
}

/// Returns how well the text can be broken before the character at this place, from 0 (within a word or an
/// operator) to 3 (after a space).
int quality(const QString& text, qsizetype at) {
    const QChar before = text[at - 1];
    const QChar after = text[at];
    if (before.isSpace())
        return after.isSpace() ? 0 : 3;
    if (after.isSpace())
        return 0; // it goes to the end of this part
    if (QStringLiteral("([{,").contains(before))
        return 2;
    return is_word(before) && (after == QLatin1Char('.') || after == QLatin1Char('-')) ? 1 : 0;
}

} // namespace

qsizetype end_of_part(const QString& text, qsizetype start, qsizetype columns) {
    const qsizetype limit = start + columns;
    if (text.size() <= limit)
        return text.size();
    const auto begin =
        std::find_if(text.begin() + start, text.end(), [](QChar sign) { return !sign.isSpace(); });
    const qsizetype first = begin - text.begin();
    const qsizetype least = first + (limit - first) / 3; // a shorter part would look lost
    qsizetype best = limit;
    int best_quality = 0;
    for (qsizetype at = text[limit].isSpace() ? limit + 1 : limit; at > std::max(least, start); --at) {
        const int here = at < text.size() ? quality(text, at) : 3;
        if (here > best_quality) {
            best = at;
            best_quality = here;
        }
    }
    return best;
}

} // namespace interleave
