// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the run stand still at a moment and asks what happens next.
#pragma once

#include "core/course/next_event.h"
#include "ui/view/view_context.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>

namespace interleave {

class LessonDialogue;
class Trace;
struct GivenAnswer;

/// It may be used on the window's thread only.
class NextEventQuiz : public QObject {
    Q_OBJECT

public:
    /// The context and the dialogue must outlive this.
    NextEventQuiz(const ViewContext& context, LessonDialogue& dialogue, QObject* parent = nullptr);

    /// Asks about the moment, or says why it cannot. Times are ns since the session's origin.
    void ask(std::int64_t moment);
    /// Asks about the cursor's place, else about the middle of what is in view.
    void askHere();

private:
    void finish(const GivenAnswer& given);
    void show(const NextEventQuestion& question);

    const ViewContext& context_;
    LessonDialogue& dialogue_;
    std::optional<NextEventQuestion> question_;
    std::shared_ptr<const Trace> trace_; ///< of which is asked
};

} // namespace interleave
