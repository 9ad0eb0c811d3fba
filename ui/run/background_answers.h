// SPDX-License-Identifier: GPL-3.0-or-later
// Answers a view's questions about a trace in the thread pool, one at a time, so that no analysis holds up
// the window.
#pragma once

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>
#include <QtConcurrentRun>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace interleave {

/// A question that comes while another one is worked on waits for it, and only the latest of them is
/// answered. After an answer the next work begins after a pause in proportion to what the last one took, so
/// that a run that is being measured loses little of its processors. It may be used on the window's thread
/// only; `answer` runs in the pool and must be a pure function of its question.
template <typename Question, typename Answer>
class BackgroundAnswers {
public:
    /// Long enough for the user to be told of it.
    static constexpr int long_ms = 300;

    struct Handlers {
        std::function<void(const Answer&)> answered;
        std::function<void()> takes_long{};
    };

    BackgroundAnswers(Answer (*answer)(const Question&), Handlers handlers)
        : answer_(answer)
        , handlers_(std::move(handlers)) {
        pause_.setSingleShot(true);
        patience_.setSingleShot(true);
        patience_.setInterval(long_ms);
        QObject::connect(&pause_, &QTimer::timeout, &pause_, [this] { start(); });
        QObject::connect(&patience_, &QTimer::timeout, &patience_, [this] {
            if (handlers_.takes_long && !is_forgotten_)
                handlers_.takes_long();
        });
        QObject::connect(&watcher_, &QFutureWatcherBase::finished, &watcher_, [this] { finish(); });
    }
    /// Waits for the end of the present work.
    ~BackgroundAnswers() {
        QObject::disconnect(&watcher_, nullptr, nullptr, nullptr);
        watcher_.waitForFinished();
    }
    BackgroundAnswers(const BackgroundAnswers&) = delete;
    BackgroundAnswers& operator=(const BackgroundAnswers&) = delete;

    void ask(Question question) {
        next_ = std::move(question);
        if (!is_working_ && !pause_.isActive())
            start();
    }
    /// Forgets what was asked; the answer to what is worked on is not passed on.
    void forget() {
        next_.reset();
        is_forgotten_ = true;
    }

private:
    static constexpr qint64 pause_factor = 4; ///< so a fifth of one processor is used at most
    static constexpr qint64 least_pause_ms = 30;
    static constexpr qint64 most_pause_ms = 5'000;

    void start() {
        if (!next_)
            return;
        is_forgotten_ = false;
        is_working_ = true;
        since_start_.start();
        patience_.start();
        watcher_.setFuture(QtConcurrent::run(
            [answer = answer_, question = *std::exchange(next_, std::nullopt)] { return answer(question); }));
    }
    void finish() {
        patience_.stop();
        is_working_ = false;
        pause_.start(static_cast<int>(
            std::clamp(since_start_.elapsed() * pause_factor, least_pause_ms, most_pause_ms)));
        if (!is_forgotten_)
            handlers_.answered(watcher_.result());
    }

    Answer (*answer_)(const Question&);
    Handlers handlers_;
    std::optional<Question> next_;
    QFutureWatcher<Answer> watcher_;
    QElapsedTimer since_start_;
    QTimer pause_;
    QTimer patience_;
    bool is_working_ = false;
    bool is_forgotten_ = false; ///< what is worked on
};

} // namespace interleave
