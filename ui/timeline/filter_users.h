// SPDX-License-Identifier: GPL-3.0-or-later
// Finds in the thread pool which lanes used the object of a filter: in a long run that takes a while.
#pragma once

#include "core/trace/trace.h"
#include "ui/run/background_answers.h"

#include <QObject>

#include <memory>
#include <vector>

namespace interleave {

/// It may be used on the window's thread only.
class FilterUsers : public QObject {
    Q_OBJECT

public:
    explicit FilterUsers(QObject* parent = nullptr);

    /// Asks who used the object by now; only the last question is answered.
    void ask(std::shared_ptr<const Trace> trace, ObjectId object);
    void forget() { answers_.forget(); }

signals:
    /// `lanes` are in order.
    void found(const std::shared_ptr<const interleave::Trace>& trace, interleave::ObjectId object,
               const std::vector<interleave::LaneId>& lanes);

private:
    struct Question {
        std::shared_ptr<const Trace> trace;
        ObjectId object = no_object;
    };
    struct Answer {
        Question question;
        std::vector<LaneId> lanes;
    };
    static Answer answer(const Question& question);

    BackgroundAnswers<Question, Answer> answers_;
};

} // namespace interleave
