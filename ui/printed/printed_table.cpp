// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/printed/printed_table.h"

#include "ui/table/cells.h"
#include "ui/words/event_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave {

namespace {

struct PrintedTableWords {
    Q_DECLARE_TR_FUNCTIONS(PrintedTable)
};

} // namespace

Table printed_table(const Trace& trace, std::span<const PrintedLine> lines) {
    Table table{{{PrintedTableWords::tr("Time"), PrintedTableWords::tr("When it was printed"),
                  PrintedTableWords::tr("Time (ns)")},
                 {PrintedTableWords::tr("Lane"), PrintedTableWords::tr("Who printed it")},
                 {PrintedTableWords::tr("Line"), PrintedTableWords::tr("The first 27 bytes of it")}},
                {}};
    for (const PrintedLine& line : lines.last(std::min(lines.size(), most_printed_rows))) {
        const Lane& lane = trace.lane(line.lane);
        table.rows.push_back(
            {{.text = moment_text(line.time), .order = static_cast<qlonglong>(line.time), .number = true},
             word_cell(QString::fromStdString(lane.name())),
             word_cell(printed_words(lane.events(), line.event))});
    }
    return table;
}

} // namespace interleave
