// SPDX-License-Identifier: GPL-3.0-or-later
// The line over the table of events: what is looked for, which lane, kind and object, and how much was found.
#pragma once

#include "core/analysis/event_filter.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace interleave {

class EventFilterBar : public QWidget {
    Q_OBJECT

public:
    explicit EventFilterBar(QWidget* parent = nullptr);

    /// Offers the lanes and objects of this trace; nullptr for none. Of the same trace, which may have grown,
    /// what is set stays.
    void offer(const Trace* trace);
    /// Returns what is set, of the whole run.
    EventFilter filter() const;
    /// Returns the words that are looked for, without spaces around them.
    QString searched() const;
    /// Says how much was found.
    void setFound(const QString& words, const QString& tool_tip);

    void setLane(LaneId lane);
    void setKind(EventKind kind);
    void setObject(ObjectId object);
    /// Shows also what the kernel reported, or only what lanes recorded, as at first.
    void showSwitches(bool shown);
    /// Lets all lanes, kinds, objects and words pass.
    void clear();
    /// Gives the search field the keyboard focus.
    void startSearch();

signals:
    /// filter() is another one. While somebody types it is sent after a moment.
    void changed();
    /// The user wants the next hit, or for -1 the one before. filter() is up to date.
    void stepWanted(int by);
    /// The user wants to go from the search field into the table.
    void tableWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void describe();
    void sendNow();

    QLineEdit* search_;
    QComboBox* lane_;
    QComboBox* kind_;
    QComboBox* object_;
    QCheckBox* switches_;
    QLabel* found_;
    QTimer typing_;
    const Trace* offered_ = nullptr; ///< only compared
    std::size_t lanes_ = 0;          ///< of them that are offered
    std::size_t objects_ = 0;
};

} // namespace interleave
