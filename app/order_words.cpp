// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/order_words.h"

#include "app/text_columns.h"

#include "core/control/order_text.h"
#include "core/trace/json.h"

#include <algorithm>
#include <array>

namespace interleave {

namespace {

std::string letter(Turn lane) {
    return {letter_of(lane)};
}

std::string place_of(const ControlledStep& step) {
    return step.file.empty() ? "" : step.file + ":" + std::to_string(step.line);
}

/// Makes a table of rows of as many cells, with two spaces between columns.
std::string table(const std::vector<std::array<std::string, 6>>& rows) {
    std::array<std::size_t, 6> widths{};
    for (const auto& row : rows) {
        for (std::size_t cell = 0; cell < row.size(); ++cell)
            widths[cell] = std::max(widths[cell], row[cell].size());
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t cell = 0; cell < row.size(); ++cell)
            line += cell == 0 ? at_right(row[cell], widths[cell] + 2)
                              : "  " + row[cell] + std::string(widths[cell] - row[cell].size(), ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

Json json_of(const ControlledStep& step, std::size_t number) {
    Json json{{"n", number}, {"lane", letter(step.lane)}, {"operation", name_of(step.operation)}};
    json["object"] = step.object_name.empty() ? Json() : Json(step.object_name);
    json["value"] = step.value ? Json(*step.value) : Json();
    json["file"] = step.file.empty() ? Json() : Json(step.file);
    json["line"] = step.line;
    json["offered"] = Json::array();
    for (Turn lane = 0; lane < most_turns; ++lane) {
        if (contains(step.offered, lane))
            json["offered"].push_back(letter(lane));
    }
    return json;
}

} // namespace

std::string order_words(const OrderLog& log, const std::vector<Said>& said) {
    std::string text = "order: " + (log.steps.empty() ? "no steps" : to_text(log.order(), " ")) + "\n";
    for (const Said& result : said)
        text += "  " + result.name + " " + one_line(to_json(result.actual)) +
                (result.is_right() ? "" : ", must be " + one_line(to_json(result.must_be))) + "\n";
    if (log.verdict == OrderVerdict::stuck)
        text += "  no lane can go on: " + waits_text(log) + "\n";
    std::vector<std::array<std::string, 6>> rows{{"step", "lane", "operation", "object", "value", "line"}};
    for (std::size_t number = 1; number <= log.steps.size(); ++number) {
        const ControlledStep& step = log.steps[number - 1];
        rows.push_back({std::to_string(number), letter(step.lane), name_of(step.operation), step.object_name,
                        step.value ? std::to_string(*step.value) : "", place_of(step)});
    }
    return text + table(rows) + "one lane at a time: what a processor reorders is not in it\n";
}

void add_order(Json& json, const OrderLog& log, const std::vector<Said>& said) {
    json["order"] = to_text(log.order());
    json["steps"] = Json::array();
    for (std::size_t number = 1; number <= log.steps.size(); ++number)
        json["steps"].push_back(json_of(log.steps[number - 1], number));
    json["said"] = Json::array();
    for (const Said& result : said)
        json["said"].push_back({{"name", result.name},
                                {"actual", to_json(result.actual)},
                                {"must_be", to_json(result.must_be)},
                                {"right", result.is_right()}});
    json["stuck"] = log.verdict == OrderVerdict::stuck ? Json(waits_text(log)) : Json();
    json["diverged"] = log.diverged_at != 0 ? Json(log.diverged_at) : Json();
}

} // namespace interleave
