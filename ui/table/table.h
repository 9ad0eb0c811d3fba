// SPDX-License-Identifier: GPL-3.0-or-later
// A table of words as plain data, which pure functions make and a TableView shows.
#pragma once

#include "ui/table/tone.h"

#include <QImage>
#include <QString>
#include <QVariant>

#include <vector>

namespace interleave {

struct Cell {
    QString text;
    QVariant order{}; ///< what sorting compares; the text if not set
    QString tool_tip{};
    Tone tone = Tone::plain;
    bool number = false; ///< aligned right
    QImage picture{};    ///< shown before the words
    QString name{};      ///< of what the row is about, in its first cell, for whoever looks for it
};

struct Column {
    QString title;
    QString tool_tip{};
    /// The title in a file, with the unit, of a column whose cells have units of their own: a file then has
    /// the cells' `order` in that unit.
    QString file_title{};
};

struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows; ///< each with one cell per column
};

} // namespace interleave
