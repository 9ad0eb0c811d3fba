// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/result_spread_report.h"

#include "core/analysis/figure.h"
#include "core/analysis/outcome_label.h"
#include "core/event/median.h"
#include "core/event/printable_text.h"
#include "core/trace/json.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t longest_bar = 40;
constexpr std::size_t most_words = 10; ///< different texts of one result that are shown

/// Returns a bar of one block for each, or in proportion where that would be too long.
std::string bar(std::size_t count, std::size_t most) {
    const std::size_t length =
        most <= longest_bar ? count : std::max<std::size_t>(1, count * longest_bar / most);
    std::string text;
    for (std::size_t i = 0; i < length && count > 0; ++i)
        text += "█";
    return text;
}

std::string padded(std::string text, std::size_t width) {
    text.insert(0, width > text.size() ? width - text.size() : 0, ' ');
    return text;
}

/// Returns "unlocked: Time in ms": of members the last name is a label with its unit.
std::string title_of(const ValueSpread& value) {
    const std::size_t inner = value.name.rfind(": ");
    const std::string outer = inner == std::string::npos ? "" : value.name.substr(0, inner + 2);
    const OutcomeLabel label =
        outcome_label(inner == std::string::npos ? value.name : value.name.substr(inner + 2));
    return printable_text(outer + label.words + (label.unit.empty() ? "" : " in " + label.unit));
}

std::string bin_text(const HistogramBin& bin, bool is_whole) {
    const double last = is_whole ? bin.until - 1 : bin.until;
    return bin.from >= last ? figure(bin.from) : figure(bin.from) + " to " + figure(last);
}

std::string numbers_text(const ValueSpread& value) {
    const auto [least, most] = std::ranges::minmax(value.numbers);
    std::string text = "  " + title_of(value) + ": ";
    if (least == most)
        return text + figure(least) + " each time\n";
    text += "least " + figure(least) + ", median " + figure(median(value.numbers)) + ", most " +
            figure(most) + "\n";
    const std::vector<HistogramBin> bins = histogram(value.numbers);
    const bool is_whole = std::ranges::all_of(value.numbers, is_whole_number);
    std::size_t widest = 0;
    std::size_t greatest = 0;
    for (const HistogramBin& bin : bins) {
        widest = std::max(widest, bin_text(bin, is_whole).size());
        greatest = std::max(greatest, bin.count);
    }
    for (const HistogramBin& bin : bins)
        text += "    " + padded(bin_text(bin, is_whole), widest) + "  " + bar(bin.count, greatest) +
                (bin.count > 0 ? " " : "") + std::to_string(bin.count) + "\n";
    return text;
}

std::string words_text(const ValueSpread& value) {
    std::vector<std::pair<std::string, std::size_t>> words(value.words.begin(), value.words.end());
    std::ranges::stable_sort(words, std::greater<>(), [](const auto& word) { return word.second; });
    std::string text = "  " + title_of(value) + ":\n";
    for (std::size_t i = 0; i < std::min(words.size(), most_words); ++i)
        text += "    " + printable_text(words[i].first) + ": " + counted(words[i].second, "times") + "\n";
    if (words.size() > most_words)
        text += "    and " + std::to_string(words.size() - most_words) + " others\n";
    return text;
}

std::string check_text(const CheckSpread& check) {
    std::string text = "  " + check.claim + " Held " + counted(check.held, "times");
    if (check.missed > 0)
        text += ", did not hold " + counted(check.missed, "times");
    if (check.undecided > 0)
        text += ", cannot be told " + counted(check.undecided, "times") +
                (check.why.empty() ? "" : " (" + check.why + ")");
    return printable_text(text) + ".\n"; // its words come from the engine
}

} // namespace

std::string to_text(const ResultSpread& spread) {
    std::string text = counted(spread.runs(), "runs") + ":";
    for (const auto& [ended, count] : spread.endings())
        text += (text.back() == ':' ? " " : ", ") + std::to_string(count) + " " + name_of(ended);
    text += "\n";
    if (spread.failed() > 0)
        text += "  " + counted(spread.failed(), "runs") +
                " failed, the first one: " + error_line(spread.first_error()) + "\n";
    if (spread.runs_with_losses() > 0)
        text += "  " + counted(spread.runs_with_losses(), "runs") +
                " lost records; what is counted from records is from a part there.\n";
    for (const ValueSpread& value : spread.values()) {
        if (!value.numbers.empty())
            text += numbers_text(value);
        if (!value.words.empty())
            text += words_text(value);
    }
    for (const CheckSpread& check : spread.checks())
        text += check_text(check);
    return text;
}

Json to_json(const ResultSpread& spread) {
    Json ended = Json::object();
    for (const auto& [how, count] : spread.endings())
        ended[name_of(how)] = count;
    Json values = Json::object();
    for (const ValueSpread& value : spread.values()) {
        Json entry = Json::object();
        if (!value.numbers.empty()) {
            const auto [least, most] = std::ranges::minmax(value.numbers);
            Json bins = Json::array();
            for (const HistogramBin& bin : histogram(value.numbers))
                bins.push_back({{"from", bin.from}, {"until", bin.until}, {"count", bin.count}});
            entry = {{"numbers", value.numbers},
                     {"least", least},
                     {"median", median(value.numbers)},
                     {"most", most},
                     {"histogram", bins}};
        }
        if (!value.words.empty())
            entry["words"] = value.words;
        values[value.name] = entry;
    }
    Json checks = Json::array();
    for (const CheckSpread& check : spread.checks())
        checks.push_back({{"name", check.name},
                          {"claim", check.claim},
                          {"held", check.held},
                          {"did_not_hold", check.missed},
                          {"cannot_be_told", check.undecided},
                          {"why", check.why}});
    return {{"runs", spread.runs()},
            {"failed", spread.failed()},
            {"ended", ended},
            {"values", values},
            {"checks", checks}};
}

} // namespace interleave
