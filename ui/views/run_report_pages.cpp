// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/run_report_pages.h"

#include "core/event/error.h"
#include "ui/views/view_table.h"

namespace interleave {

namespace {

PictureWords words_around_page(const View& view, const PictureSource& source) {
    if (view.words)
        return view.words(source);
    return words_of(*source.info, *source.trace,
                    source.notes != nullptr ? source.notes->notes : std::vector<Note>());
}

} // namespace

std::vector<PicturePage> run_report_pages(const PictureSource& source) {
    std::vector<PicturePage> pages;
    for (const View& view : all_views()) {
        if (view.picture_of != PictureOf::run || !view.is_in_report || !view.is_in_report(source))
            continue;
        try {
            pages.push_back({words_around_page(view, source), view.drawing(source)});
        } catch (const RunError&) { // it has nothing to show of this run
            continue;
        }
    }
    return pages;
}

} // namespace interleave
