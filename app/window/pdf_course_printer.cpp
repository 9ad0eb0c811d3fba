// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pdf_course_printer.h"

#include "core/file/whole_file.h"
#include "ui/course/handout_pdf.h"
#include "ui/views/view_table.h"

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

void write(const std::string& path, const QByteArray& bytes) {
    write_whole(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

/// Returns the drawing of the view that shows a run, as --export makes it.
Drawing drawing_of(const Trace& trace, const RunInfo& info) {
    // The caller owns the trace, so this pointer does not.
    const std::shared_ptr<const Trace> borrowed(std::shared_ptr<const Trace>(), &trace);
    const std::vector<View> views = all_views();
    const auto view = std::ranges::find(views, PictureOf::run, &View::picture_of);
    return view->drawing({.trace = borrowed, .info = &info});
}

} // namespace

void PdfCoursePrinter::check(const std::string& path) const {
    check_writable(path);
}

void PdfCoursePrinter::print(const Handout& handout, const std::string& path) const {
    write(path, handout_pdf(handout));
}

void PdfCoursePrinter::add_slides(const CourseSession& session, const Lesson& lesson, const Trace& trace,
                                  const RunInfo& info, const std::string& path) {
    const SlideWords words{QString::fromStdString(title_of(session)),
                           QString::fromStdString(title_of(lesson))};
    if (deck_ == nullptr)
        deck_ = std::make_unique<SlideDeck>(words.session);
    add_slide(question_slide(words, lesson.question), path + question_suffix);
    add_slide(picture_slide(words, lesson.question, drawing_of(trace, info), words_of(info, trace).details),
              path + picture_suffix);
}

void PdfCoursePrinter::add_slide(const Slide& slide, const std::string& path) {
    deck_->add(slide);
    write(path, slide_png(slide));
}

void PdfCoursePrinter::print_slides(const std::string& path) {
    if (deck_ == nullptr)
        return;
    write(path, deck_->finish());
    deck_.reset();
}

} // namespace interleave
