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
    void showMessage(Kind kind, const QString& words);
    QString words() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* sign_;
    QLabel* words_;
    Kind kind_ = Kind::note;
};

} // namespace interleave
