// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of a puzzle as the items of a list: those of the program, or those that are not taken.
#pragma once

#include <QAbstractListModel>
#include <QString>

#include <cstddef>
#include <optional>

namespace interleave {

class PuzzleBoard;

/// The program's lines are shown with their numbers; Qt::EditRole is the code alone. Lines can be dragged
/// from one list to the other and within the program. It may be used on the window's thread only.
class PuzzleModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum class Which { program, rest };

    /// The board must outlive this.
    PuzzleModel(PuzzleBoard& board, Which which, QObject* parent = nullptr);

    PuzzleBoard& board() const { return board_; }
    Which which() const { return which_; }
    /// Returns the number of the line at this row.
    std::optional<std::size_t> lineAt(int row) const;
    /// Returns the row of a line; -1 if it is in the other list.
    int rowOf(std::size_t line) const;
    /// Returns the number of the line that is dragged; nothing if it is something else.
    static std::optional<std::size_t> lineIn(const QMimeData* data);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

    static constexpr int blanks = 4; ///< of a step of indentation

private:
    PuzzleBoard& board_;
    Which which_;
};

} // namespace interleave
