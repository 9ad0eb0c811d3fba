// SPDX-License-Identifier: GPL-3.0-or-later
// A table of words as plain data: what pure functions make, and what a TableView shows.
#pragma once

#include <QImage>
#include <QString>
#include <QVariant>

#include <vector>

namespace interleave {

/// How a cell speaks: by its words first; the tone only adds weight and colour.
enum class Tone { plain, quiet, good, bad };

struct Cell {
    QString text;
    QVariant order{}; ///< what sorting compares; the text if there is none
    QString tool_tip{};
    Tone tone = Tone::plain;
    bool number = false; ///< set flush right
    QImage picture{};    ///< stands before the words
};

struct Column {
    QString title;
    QString tool_tip{};
};

struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows; ///< each with one cell per column
};

} // namespace interleave
