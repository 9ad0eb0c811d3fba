// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/shown_arrangement.h"

#include <QUndoCommand>

#include <utility>

namespace interleave {

class ShownArrangement::Step : public QUndoCommand {
public:
    Step(ShownArrangement& shown, RowArrangement after, const QString& what)
        : QUndoCommand(what)
        , shown_(shown)
        , before_(shown.rows())
        , after_(std::move(after)) {}

    void undo() override { shown_.show(before_); }
    void redo() override { shown_.show(after_); }

private:
    ShownArrangement& shown_;
    RowArrangement before_;
    RowArrangement after_;
};

ShownArrangement::ShownArrangement(QObject* parent) : QObject(parent) {}

void ShownArrangement::reset(RowArrangement rows) {
    undo_.clear();
    show(rows);
}

void ShownArrangement::change(const QString& what, RowArrangement rows) {
    tidy(rows);
    if (rows != rows_)
        undo_.push(new Step(*this, std::move(rows), what)); // which shows them; the stack owns the step
}

void ShownArrangement::show(const RowArrangement& rows) {
    if (rows == rows_)
        return;
    rows_ = rows;
    emit changed();
}

} // namespace interleave
