// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the links of a lesson: it sets and runs what the lesson says to vary, and leads to the moments of
// which it speaks.
#pragma once

#include "core/course/look_for.h"
#include "core/course/variation.h"
#include "ui/view/view_context.h"

#include <QObject>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace interleave {

class LessonDialogue;
class NextEventQuiz;

/// It may be used on the window's thread only.
class LessonGuide : public QObject {
    Q_OBJECT

public:
    /// The context and the dialogue must outlive this.
    LessonGuide(const ViewContext& context, LessonDialogue& dialogue, QObject* parent = nullptr);

    /// Asks what happens next at the cursor.
    void askNextHere();
    /// Follows a link of the page of the chosen scenario.
    void follow(const QString& link);

private:
    /// What is shown as soon as a run is over that shows it.
    struct Wanted {
        std::string scenario;
        std::vector<LookFor> looks;
    };

    /// Returns whether the run begins.
    bool run(const Variation& variation);
    void vary(const Variation& variation);
    /// Leads to what is looked for in the shown run, or else in one that it starts.
    void lookFor(const std::vector<LookFor>& looks, const std::string& backend);
    void lookAtPromise(std::size_t number);
    bool show(const std::vector<LookFor>& looks, std::string& missing);
    void onCompleted();
    void askNext();

    const ViewContext& context_;
    LessonDialogue& dialogue_;
    NextEventQuiz* quiz_;
    std::optional<Wanted> wanted_;
};

} // namespace interleave
