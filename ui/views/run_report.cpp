// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/run_report.h"

#include "core/event/error.h"
#include "ui/views/view_table.h"

namespace interleave {

namespace {

/// What ran and what came out stands at the first part only. The others have the view's title, and what the
/// view itself says of the run.
PictureWords words_of_part(const View& view, const PictureSource& source, bool is_first) {
    static const std::vector<Note> none;
    PictureWords words = view.words ? view.words(source)
                                    : words_of(*source.info, *source.trace,
                                               source.notes != nullptr ? source.notes->notes : none);
    if (is_first)
        return words;
    const PictureWords usual = words_of_table(view.title, *source.info, *source.trace);
    words.title = view.title;
    if (words.sentence == usual.sentence)
        words.sentence.clear();
    if (words.result.endsWith(usual.result))
        words.result.chop(usual.result.size());
    words.result = words.result.trimmed();
    words.details.clear();
    return words;
}

} // namespace

std::vector<DocumentPart> run_report_parts(const PictureSource& source) {
    std::vector<DocumentPart> parts;
    for (const View& view : all_views()) {
        if (view.picture_of != PictureOf::run || !view.is_in_report || !view.is_in_report(source))
            continue;
        try {
            parts.push_back({words_of_part(view, source, parts.empty()), view.drawing(source)});
        } catch (const RunError&) { // it has nothing to show of this run
            continue;
        }
    }
    return parts;
}

} // namespace interleave
