// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/puzzle/puzzle_model.h"

#include "ui/puzzle/puzzle_board.h"
#include "ui/theme/theme.h"

#include <QBrush>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>

namespace interleave {

namespace {

QString line_type() {
    return QStringLiteral("application/x-interleave-puzzle-line");
}

} // namespace

PuzzleModel::PuzzleModel(PuzzleBoard& board, Which which, QObject* parent)
    : QAbstractListModel(parent)
    , board_(board)
    , which_(which) {
    connect(&board_, &PuzzleBoard::changed, this, [this] {
        beginResetModel();
        endResetModel();
    });
    connect(&board_, &PuzzleBoard::checked, this, [this] {
        if (const int rows = rowCount(); rows > 0)
            emit dataChanged(index(0), index(rows - 1));
    });
}

std::optional<std::size_t> PuzzleModel::lineAt(int row) const {
    if (row < 0 || row >= rowCount())
        return std::nullopt;
    const auto place = static_cast<std::size_t>(row);
    return which_ == Which::program ? board_.program()[place].line : board_.rest()[place];
}

int PuzzleModel::rowOf(std::size_t line) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (lineAt(row) == line)
            return row;
    }
    return -1;
}

std::optional<std::size_t> PuzzleModel::lineIn(const QMimeData* data) {
    bool is_number = false;
    const qulonglong line = data->data(line_type()).toULongLong(&is_number);
    if (!is_number)
        return std::nullopt;
    return static_cast<std::size_t>(line);
}

int PuzzleModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return static_cast<int>(which_ == Which::program ? board_.program().size() : board_.rest().size());
}

QVariant PuzzleModel::data(const QModelIndex& index, int role) const {
    const std::optional<std::size_t> line = lineAt(index.row());
    if (!line)
        return {};
    const QString text = QString::fromStdString(text_of(board_.problem(), *line));
    const int indent =
        which_ == Which::program ? board_.program()[static_cast<std::size_t>(index.row())].indent : 0;
    const auto& fault = board_.fault();
    const bool is_wrong =
        which_ == Which::program && fault && fault->place == static_cast<std::size_t>(index.row());
    const Theme& theme = theme_for(QGuiApplication::palette());
    switch (role) {
    case Qt::EditRole:
        return QString(indent * blanks, QLatin1Char(' ')) + text;
    case Qt::DisplayRole: // with the number by which a check names it
        return which_ == Which::rest ? text
                                     : QStringLiteral("%1  ").arg(index.row() + 1, 2) +
                                           QString(indent * blanks, QLatin1Char(' ')) + text;
    case Qt::AccessibleTextRole:
        return which_ == Which::rest
                   ? text
                   : tr("line %1, indented %2: %3").arg(index.row() + 1).arg(indent).arg(text);
    case Qt::BackgroundRole:
        return is_wrong ? QVariant(QBrush(theme.error_ground)) : QVariant();
    case Qt::ForegroundRole:
        return is_wrong ? QVariant(QBrush(theme.error)) : QVariant();
    default:
        return {};
    }
}

Qt::ItemFlags PuzzleModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between lines, never onto one
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList PuzzleModel::mimeTypes() const {
    return {line_type()};
}

QMimeData* PuzzleModel::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty())
        return nullptr;
    const std::optional<std::size_t> line = lineAt(indexes.front().row());
    if (!line)
        return nullptr;
    auto* data = new QMimeData; // the drag owns it
    data->setData(line_type(), QByteArray::number(static_cast<qulonglong>(*line)));
    return data;
}

bool PuzzleModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                               const QModelIndex& parent) {
    const std::optional<std::size_t> line = lineIn(data);
    if (action != Qt::MoveAction || !line || *line >= line_count(board_.problem()))
        return false;
    if (which_ == Which::rest)
        board_.leave(*line);
    else
        board_.place(*line, static_cast<std::size_t>(row >= 0           ? row
                                                     : parent.isValid() ? parent.row()
                                                                        : rowCount()));
    return true;
}

} // namespace interleave
