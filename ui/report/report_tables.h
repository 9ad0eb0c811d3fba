// SPDX-License-Identifier: GPL-3.0-or-later
// A run's figures as tables of words, made by pure functions: what the report views show, testable without a
// window.
#pragma once

#include "core/analysis/run_report.h"
#include "core/trace/trace.h"

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

/// One row per lane: its kind, its end, and its time in each state that any lane was in. Any trace, also one
/// that grows.
Table lane_table(const Trace& trace);
/// One row per object that was waited for or held: the five parts of its time.
Table lock_table(const std::vector<LockTimes>& objects);
/// One row per check: claim, expected, measured, whether it holds, and why.
Table check_table(const std::vector<Check>& checks);
/// How the run ended and the values it came to.
Table outcome_table(const RunReport& report);

/// "1,234.5": a number as people read it, with as many digits as mean something.
QString number_words(double value);

} // namespace interleave
