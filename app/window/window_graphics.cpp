// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_graphics.h"

#include "app/window/pdf_course_printer.h"
#include "app/window/pictures.h"

#include "ui/window/open_window.h"

namespace interleave {

int WindowGraphics::open_window(const std::vector<std::string>& files) const {
    int argc = argc_; // Qt takes its options out of the arguments
    return interleave::open_window(argc, argv_, files);
}

SaveRun WindowGraphics::pictures_of_run(const Arguments& arguments, const char* files) const {
    const Pictures pictures(arguments, PictureOf::run, files);
    if (pictures.empty())
        return {};
    return [pictures](const Trace& trace, const RunInfo& info, const RunNotes& notes) {
        return pictures.save(trace, info, notes);
    };
}

SaveRepeats WindowGraphics::pictures_of_repeats(const Arguments& arguments) const {
    const Pictures pictures(arguments, PictureOf::repeats);
    if (pictures.empty())
        return {};
    return [pictures](const RepeatResult& result) { return pictures.save(result); };
}

SaveComparison WindowGraphics::pictures_of_comparison(const Arguments& arguments) const {
    const Pictures pictures(arguments, PictureOf::comparison);
    if (pictures.empty())
        return {};
    return [pictures](const std::vector<ComparedRun>& runs) { return pictures.save(runs); };
}

SaveSweep WindowGraphics::pictures_of_sweep(const Arguments& arguments) const {
    const Pictures pictures(arguments, PictureOf::sweep);
    if (pictures.empty())
        return {};
    return [pictures](const SweepRequest& request, const SweepResult& result) {
        return pictures.save(request, result);
    };
}

SaveClaims WindowGraphics::pictures_of_claims(const Arguments& arguments) const {
    const Pictures pictures(arguments, PictureOf::claims);
    if (pictures.empty())
        return {};
    return [pictures](const std::vector<ClaimResult>& results) { return pictures.save(results); };
}

std::unique_ptr<CoursePrinter> WindowGraphics::course_printer() const {
    return std::make_unique<PdfCoursePrinter>();
}

} // namespace interleave
