// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a run from bytes in memory, and says in words what its trace shows.
#pragma once

#include "core/event/error.h"
#include "core/file/input_bytes.h"
#include "core/file/run_reader.h"
#include "core/trace/trace.h"
#include "tests/core/file/memory_bytes.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::test {

/// What a reader makes of a file.
struct ReadTrace {
    std::unique_ptr<Trace> trace;
    RunInfo info{};
    QStringList remarks{};
    QString error{}; ///< what it was refused with; empty if it was not
};

inline ReadTrace read_trace(std::unique_ptr<InputBytes> bytes) {
    ReadTrace read;
    try {
        const std::unique_ptr<RunReader> reader = read_run(*bytes);
        read.trace = std::make_unique<Trace>(reader->has_kernel_records(), reader->knows_states());
        try {
            while (reader->read(*read.trace)) {
            }
        } catch (const RunError& error) {
            read.error = QString::fromUtf8(error.what());
        }
        const RunEnd end = reader->end();
        read.trace->close(end.time, end.exits);
        read.info = reader->info();
        for (const std::string& remark : reader->remarks())
            read.remarks << QString::fromStdString(remark);
    } catch (const RunError& error) {
        read.error = QString::fromUtf8(error.what());
    }
    return read;
}

inline ReadTrace read_trace(std::string text, std::size_t part = 1U << 16U) {
    return read_trace(std::make_unique<InputBytes>(std::make_unique<MemoryBytes>(std::move(text), part)));
}

/// Returns the stretches of a row: "0-10 a, 20-30 b".
inline QString row_text(const Trace& trace, const Lane& lane, std::size_t row) {
    QStringList words;
    const WorkRow& work = lane.work_row(row);
    for (std::size_t i = 0; i < work.stretches().size(); ++i) {
        const WorkStretch& stretch = work.stretches()[i];
        if (const Object* const name = trace.find_object(stretch.object))
            words << QStringLiteral("%1-%2 %3")
                         .arg(stretch.begin)
                         .arg(work.end_of(i, lane.end()))
                         .arg(QString::fromStdString(name->given_name()));
    }
    return words.join(QStringLiteral(", "));
}

/// Returns a line for each lane with its rows and its marks, and one for each variable with its values:
/// "main: 0-100 a | 10-20 b ! 5 note" and "load = 3@0 5@10".
inline QStringList trace_text(const Trace& trace) {
    QStringList lines;
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        const Lane& lane = trace.lane(index);
        QStringList rows;
        for (std::size_t row = 0; row < lane.work_row_count(); ++row)
            rows << row_text(trace, lane, row);
        QString line =
            QString::fromStdString(lane.name()) + QStringLiteral(": ") + rows.join(QStringLiteral(" | "));
        lane.events().for_each([&](const Event& event) {
            if (event.kind == EventKind::mark)
                line += QStringLiteral(" ! %1 %2")
                            .arg(event.time)
                            .arg(QString::fromStdString(trace.find_object(event.object)->given_name()));
        });
        lines << line;
    }
    for (std::size_t index = 0; index < trace.object_count(); ++index) {
        const Object& object = trace.object(index);
        if (object.kind() != ObjectKind::variable)
            continue;
        QString line = QString::fromStdString(object.name()) + QStringLiteral(" =");
        for (std::size_t i = 0; i < object.changes().size(); ++i)
            line += QStringLiteral(" %1@%2").arg(object.changes()[i].value).arg(object.changes()[i].time());
        lines << line;
    }
    return lines;
}

} // namespace interleave::test
