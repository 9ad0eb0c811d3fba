// SPDX-License-Identifier: GPL-3.0-or-later
// Exports a trace into memory and reads it back.
#pragma once

#include "core/event/error.h"
#include "core/file/data_export.h"
#include "core/trace/json.h"
#include "tests/core/trace/trace_builder.h"

#include <QByteArray>
#include <QStringList>

#include <string>

namespace interleave::test {

class StringOutput final : public Output {
public:
    void write(std::string_view bytes) override { text += bytes; }
    std::string text;
};

/// Returns what a file of this name would hold.
inline std::string exported(const std::string& name, const std::optional<std::string>& view,
                            const Trace& trace, const RunInfo& info = {}, const ExportPart& part = {}) {
    StringOutput output;
    data_format(name, view).write(output, trace, info, part_of(trace, part));
    return output.text;
}

inline std::string exported_csv(const std::string& view, const Trace& trace, const RunInfo& info = {},
                                const ExportPart& part = {}) {
    return exported("x.csv", view, trace, info, part);
}

inline Json exported_json(const std::optional<std::string>& view, const Trace& trace,
                          const RunInfo& info = {}, const ExportPart& part = {}) {
    return Json::parse(exported("x.json", view, trace, info, part));
}

/// Returns the lines of a text without their ends.
inline QStringList lines_of(const std::string& text) {
    QStringList lines = QString::fromStdString(text).split('\n', Qt::SkipEmptyParts);
    for (QString& line : lines)
        line.remove('\r');
    return lines;
}

} // namespace interleave::test
