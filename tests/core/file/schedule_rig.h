// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a schedule's text from a string into a trace, and says in words what came out.
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
#include <span>
#include <string>
#include <utility>

namespace interleave::test {

/// A text that has been read to its end.
struct ScheduleRig {
    explicit ScheduleRig(std::string text) : bytes(std::make_unique<MemoryBytes>(std::move(text))) {
        reader = read_run(bytes);
        trace = std::make_unique<Trace>(reader->has_kernel_records());
        while (reader->read(*trace)) {
        }
        trace->close(reader->end().time, reader->end().exits);
    }

    const Lane* lane(const std::string& name) const {
        for (std::size_t i = 0; i < trace->lane_count(); ++i)
            if (trace->lane(i).name() == name)
                return &trace->lane(i);
        return nullptr;
    }
    /// Returns the names of all lanes.
    QString lanes() const {
        QStringList names;
        for (std::size_t i = 0; i < trace->lane_count(); ++i)
            names << QString::fromStdString(trace->lane(i).name());
        return names.join(QStringLiteral(", "));
    }
    /// Returns the states of a lane with the times of their begins in µs: "0 running | 15 ready | 20 absent".
    /// States that last no time are left out.
    QString states(const std::string& name) const {
        const Lane* const found = lane(name);
        if (found == nullptr)
            return QStringLiteral("no such lane");
        QStringList states;
        for (std::size_t i = 0; i < found->segments().size(); ++i) {
            const Segment& segment = found->segments()[i];
            if (i + 1 < found->segments().size() && found->segments()[i + 1].begin == segment.begin)
                continue;
            states << QStringLiteral("%1 %2")
                          .arg(static_cast<double>(segment.begin) / 1000)
                          .arg(QLatin1String(title_of(segment.state)));
        }
        return states.join(QStringLiteral(" | "));
    }
    /// Returns who was on a processor: "0 bash-12 | 15 nobody | 20 unknown".
    QString processor(std::size_t cpu) const {
        const Processor* const found = cpu < trace->processor_count() ? trace->processor(cpu) : nullptr;
        if (found == nullptr)
            return QStringLiteral("nothing known");
        QStringList lanes;
        for (std::size_t i = 0; i < found->size(); ++i) {
            const Occupied now = (*found)[i];
            if (i + 1 < found->size() && (*found)[i + 1].begin == now.begin)
                continue;
            const std::string who = now.lane == no_lane          ? "nobody"
                                    : now.lane == not_known_lane ? "unknown"
                                                                 : trace->lane(now.lane).name();
            lanes << QStringLiteral("%1 %2")
                         .arg(static_cast<double>(now.begin) / 1000)
                         .arg(QString::fromStdString(who));
        }
        return lanes.join(QStringLiteral(" | "));
    }
    QString remarks() const {
        QStringList lines;
        for (const std::string& line : reader->remarks())
            lines << QString::fromStdString(line);
        return lines.join(QLatin1Char('\n'));
    }

    InputBytes bytes;
    std::unique_ptr<RunReader> reader;
    std::unique_ptr<Trace> trace;
};

} // namespace interleave::test
