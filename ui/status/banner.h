// SPDX-License-Identifier: GPL-3.0-or-later
// One line at the top of the centre that says what went wrong until it is dismissed. It never blocks the
// window.
#pragma once

#include <QFrame>

class QLabel;

namespace interleave {

class Banner : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);

    enum class Kind { note, problem };
    /// Whether the message is of the run that is shown. Such a message becomes one of the past with it.
    enum class Of { window, run };
    void showMessage(Kind kind, const QString& words, Of of = Of::window);
    /// Shows the messages of the run as of the past, or as present ones again.
    void setStale(bool stale);
    /// Hides a message that is not of the run.
    void dismissWindowMessage();
    QString words() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void colourWords();

    QLabel* sign_;
    QLabel* words_;
    Kind kind_ = Kind::note;
    Of of_ = Of::window;
    bool stale_ = false;
};

} // namespace interleave
