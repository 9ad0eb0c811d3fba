// SPDX-License-Identifier: GPL-3.0-or-later
// One line at the top of the centre that says how far something is that takes long, with a button that ends
// it. It never blocks the window.
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>
#include <optional>

class QLabel;
class QProgressBar;

namespace interleave {

/// It appears only if the work takes longer than `delay_ms`. It shows one piece of work at a time. It may be
/// used on the window's thread only.
class ProgressLine : public QFrame {
    Q_OBJECT

public:
    static constexpr int delay_ms = 300;

    explicit ProgressLine(QWidget* parent = nullptr);

    /// Begins. `words` says what goes on; `share` returns how much of it is done, from 0 to 1, or nothing if
    /// that is not known; `cancel` is called if the user has enough of it. Both are called until end().
    void begin(const QString& words, std::function<std::optional<double>()> share,
               std::function<void()> cancel);
    void end();
    bool isActive() const { return share_ != nullptr; }
    QString words() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    QLabel* words_;
    QProgressBar* bar_;
    QTimer timer_;
    std::function<std::optional<double>()> share_;
    std::function<void()> cancel_;
};

} // namespace interleave
