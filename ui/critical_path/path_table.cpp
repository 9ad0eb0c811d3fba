// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/path_table.h"

#include "ui/critical_path/path_words.h"
#include "ui/critical_path/share_lines.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <utility>

namespace interleave {

namespace {

struct PathTableWords {
    Q_DECLARE_TR_FUNCTIONS(CriticalPath)
};

std::vector<Cell> row_of(const ShareLine& line, std::int64_t length) {
    const auto order = static_cast<qlonglong>(line.ns);
    Cell time{.text = number_words(static_cast<double>(line.ns) / 1e6), .order = order, .number = true};
    Cell share{.text = percent_words(line.ns, length), .order = order, .number = true};
    if (!line.is_told) {
        time = {.text = QStringLiteral("?"),
                .order = -1,
                .tool_tip = PathTableWords::tr("It cannot be told, because records are missing"),
                .tone = Tone::quiet,
                .number = true};
        share = time;
    }
    return {{.text = line.kind, .tone = Tone::quiet, .name = line.name},
            {.text = line.what},
            std::move(time),
            std::move(share),
            {.text = line.remark, .tool_tip = line.remark, .tone = Tone::quiet}};
}

} // namespace

Table path_table(const Trace& trace, const CriticalPath& path, const PathShares& shares,
                 const CollectorCounts& counts) {
    Table table;
    table.columns = {
        {PathTableWords::tr("Share of"), PathTableWords::tr("A lane, a state, named work, or an object")},
        {PathTableWords::tr("What")},
        {PathTableWords::tr("Time (ms)"),
         PathTableWords::tr("Of the path; objects and work within work are beside lanes and states, "
                            "which each make up all of it")},
        {PathTableWords::tr("Share"), PathTableWords::tr("Of the path's length")},
        {PathTableWords::tr("Of that")}};
    for (const ShareLine& line : share_lines(trace, shares, counts))
        table.rows.push_back(row_of(line, path.length()));
    return table;
}

} // namespace interleave
