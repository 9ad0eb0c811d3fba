// SPDX-License-Identifier: GPL-3.0-or-later
// The search for a scenario in the presenter mode: a box in the middle of the screen that everybody sees.
#pragma once

#include <QFrame>
#include <QString>
#include <QStringList>

#include <functional>

class QLabel;
class QLineEdit;
class QListWidget;

namespace interleave {

class RunSetup;

/// It may be used on the window's thread only.
class PresenterSearch : public QFrame {
    Q_OBJECT

public:
    /// Returns the names of the scenarios that the words find, the best first; of no words the whole course.
    using Find = std::function<QStringList(const QString& words)>;

    /// `setup` must outlive the box.
    PresenterSearch(const RunSetup& setup, Find find, QWidget* parent);

    /// Shows the empty box, with the keyboard's focus.
    void start();

signals:
    void chosen(const QString& name);
    /// The box is gone, with or without a choice.
    void closed();

protected:
    /// Up and Down move in the list while the search field has the focus, Enter chooses, Esc closes.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& words);
    void chooseCurrent();
    void finish();
    QString title_of(const QString& name) const;

    const RunSetup& setup_;
    Find find_;
    QLineEdit* field_;
    QListWidget* found_;
    QLabel* nothing_found_;
};

} // namespace interleave
