// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/row_arrangement.h"

#include "core/event/printable_text.h"
#include "core/file/file_json.h"

#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <string_view>

namespace interleave {

namespace {

/// In the order of RowKey::Kind.
constexpr std::array<std::string_view, 4> row_words{"lane", "object", "processor", "process"};

/// "lane 3"
std::string row_to_text(const RowKey& row) {
    return std::string(row_words[static_cast<std::size_t>(row.kind)]) + ' ' + std::to_string(row.number);
}

std::optional<RowKey> row_from_text(std::string_view text) {
    for (std::size_t kind = 0; kind < row_words.size(); ++kind) {
        const std::string_view word = row_words[kind];
        if (text.size() <= word.size() || !text.starts_with(word) || text[word.size()] != ' ')
            continue;
        RowKey row{static_cast<RowKey::Kind>(kind), 0};
        const char* const end = text.data() + text.size();
        const auto [parsed, error] = std::from_chars(text.data() + word.size() + 1, end, row.number);
        return error == std::errc() && parsed == end ? std::optional(row) : std::nullopt;
    }
    return std::nullopt;
}

template <typename Rows>
Json list_of(const Rows& rows) {
    Json list = Json::array();
    for (const RowKey& row : rows)
        list.push_back(row_to_text(row));
    return list;
}

std::vector<RowKey> rows_in(const Json& json, const char* key) {
    std::vector<RowKey> rows;
    if (const Json* const list = find_list(json, key); list != nullptr)
        for (const Json& entry : *list) {
            if (rows.size() == most_arranged_rows)
                break;
            if (!entry.is_string())
                throw RunError("has a row that is none");
            if (const auto row = row_from_text(entry.get_ref<const std::string&>()))
                rows.push_back(*row);
        }
    return rows;
}

/// Leaves out what comes again, so that each row has one place.
std::vector<RowKey> without_repetition(const std::vector<RowKey>& rows) {
    std::set<RowKey> seen;
    std::vector<RowKey> once;
    for (const RowKey& row : rows)
        if (seen.insert(row).second)
            once.push_back(row);
    return once;
}

template <typename Set>
void keep_at_most(Set& set, std::size_t most) {
    while (set.size() > most)
        set.erase(std::prev(set.end()));
}

} // namespace

void tidy(RowArrangement& rows) {
    rows.order = without_repetition(rows.order);
    if (rows.order.size() > most_arranged_rows)
        rows.order.resize(most_arranged_rows);
    keep_at_most(rows.hidden, most_arranged_rows);
    keep_at_most(rows.pinned, most_arranged_rows);
    keep_at_most(rows.collapsed, most_arranged_rows);
    std::string& text = rows.filter.text;
    text = printable_text(text);
    if (text.size() > longest_row_filter) {
        text.resize(longest_row_filter);
        while (!is_utf8(text)) // it was cut within a letter
            text.pop_back();
    }
}

Json rows_to_json(const RowArrangement& rows) {
    Json json = Json::object();
    if (!rows.order.empty())
        json["order"] = list_of(rows.order);
    if (!rows.hidden.empty())
        json["hidden"] = list_of(rows.hidden);
    if (!rows.pinned.empty())
        json["pinned"] = list_of(rows.pinned);
    if (!rows.collapsed.empty())
        json["collapsed"] = rows.collapsed;
    if (rows.filter.waiting)
        json["waiting"] = true;
    if (rows.filter.object != 0)
        json["object"] = rows.filter.object;
    if (!rows.filter.text.empty())
        json["text"] = rows.filter.text;
    return json;
}

RowArrangement rows_from_json(const Json& json) {
    RowArrangement rows;
    rows.order = rows_in(json, "order");
    for (const RowKey& row : rows_in(json, "hidden"))
        rows.hidden.insert(row);
    for (const RowKey& row : rows_in(json, "pinned"))
        rows.pinned.insert(row);
    if (const Json* const list = find_list(json, "collapsed"); list != nullptr)
        for (const Json& pid : *list) {
            if (rows.collapsed.size() == most_arranged_rows)
                break;
            rows.collapsed.insert(whole_number_from<std::uint32_t>(pid));
        }
    take(json, "waiting", rows.filter.waiting);
    take(json, "object", rows.filter.object);
    take(json, "text", rows.filter.text);
    tidy(rows);
    return rows;
}

} // namespace interleave
