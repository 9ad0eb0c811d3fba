// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lesson_links.h"

#include "core/course/lesson_page.h"
#include "core/course/parsons_problems.h"
#include "core/course/variation.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace interleave {

namespace {

bool is_blank(char sign) {
    return std::isspace(static_cast<unsigned char>(sign)) != 0;
}

struct Range {
    std::size_t begin;
    std::size_t end;
};

/// Returns where the section of that heading stands, without the heading.
std::optional<Range> section_of(const std::string& page, const std::string& heading) {
    const std::size_t begin = page.find("\n" + heading + "\n");
    if (begin == std::string::npos)
        return std::nullopt;
    const std::size_t text = begin + heading.size() + 2;
    return Range{text, std::min(page.find("\n## ", text), page.size())};
}

/// Returns where `words` stand within the range, whatever line breaks lie between them.
std::optional<Range> find_words(const std::string& page, Range range, std::string_view words) {
    for (std::size_t begin = range.begin; begin < range.end; ++begin) {
        std::size_t at = begin;
        std::size_t word = 0;
        while (word < words.size() && at < range.end &&
               (page[at] == words[word] || (is_blank(page[at]) && words[word] == ' '))) {
            const bool is_gap = words[word++] == ' ';
            for (++at; is_gap && at < range.end && is_blank(page[at]); ++at) {
            }
        }
        if (word == words.size())
            return Range{begin, at};
    }
    return std::nullopt;
}

void replace(std::string& page, Range range, const std::string& link) {
    std::string words = page.substr(range.begin, range.end - range.begin);
    page.replace(range.begin, range.end - range.begin, "[" + words + "](" + link + ")");
}

/// A piece of text in typewriter letters, with the marks around it.
std::optional<Range> next_code(const std::string& page, Range range) {
    const std::size_t begin = page.find('`', range.begin);
    if (begin >= range.end)
        return std::nullopt;
    const std::size_t end = page.find('`', begin + 1);
    return end < range.end ? std::optional(Range{begin, end + 1}) : std::nullopt;
}

/// Whether nothing but "with" stands between the two, as in "`workers=1` with `victim=1`".
bool are_joined(const std::string& page, Range first, Range second) {
    const auto with = find_words(page, {first.end, second.begin}, " with ");
    return with && with->begin == first.end && with->end == second.begin;
}

bool is_scenario(std::string_view name) {
    return std::ranges::any_of(all_scenarios(),
                               [name](const Scenario* scenario) { return scenario->name == name; });
}

void link_points(std::string& page, const std::string& scenario) {
    const std::vector<PromisedBy> promises = promises_of(scenario);
    for (std::size_t i = 0; i < promises.size(); ++i) {
        const auto& shown = promises[i].promise->shown;
        if (std::ranges::all_of(shown, &LookFor::is_absent))
            continue; // there is no place to go to
        const auto section = section_of(page, look_heading);
        if (!section)
            return;
        const auto words = find_words(page, *section, promises[i].promise->words);
        // Words that a promise for another backend shares lead to the first of the two.
        if (words && page[words->begin - 1] != '[')
            replace(page, *words, std::string(look_link) + std::to_string(i));
    }
}

void link_variations(std::string& page, const Scenario& scenario) {
    const auto section = section_of(page, vary_heading);
    if (!section)
        return;
    std::vector<std::pair<Range, Variation>> links;
    for (auto code = next_code(page, *section); code; code = next_code(page, {code->end, section->end})) {
        const auto words = std::string_view(page).substr(code->begin + 1, code->end - code->begin - 2);
        const auto variation = read_variation(scenario, words);
        if (!variation)
            continue;
        if (!links.empty() && are_joined(page, links.back().first, *code)) {
            links.back().first.end = code->end;
            links.back().second.add(*variation);
        } else {
            links.emplace_back(*code, *variation);
        }
    }
    for (auto link = links.rbegin(); link != links.rend(); ++link)
        replace(page, link->first, std::string(vary_link) + to_link(link->second));
}

/// Makes links of the names of other scenarios, wherever the page has them in typewriter letters.
void link_scenarios(std::string& page, const Scenario& scenario) {
    std::size_t at = 0;
    for (auto code = next_code(page, {at, page.size()}); code; code = next_code(page, {at, page.size()})) {
        const std::string name = page.substr(code->begin + 1, code->end - code->begin - 2);
        at = code->end;
        const bool is_link = code->begin > 0 && page[code->begin - 1] == '[';
        if (is_link || name == scenario.name || !is_scenario(name))
            continue;
        const std::string link = std::string(scenario_link) + name;
        replace(page, *code, link);
        at += link.size() + 4; // the signs around words and link
    }
}

void add_puzzle(std::string& page, const std::string& scenario) {
    const auto section = section_of(page, vary_heading);
    if (section && find_parsons(scenario) != nullptr)
        page.insert(section->end,
                    "\n[Put the lines of a program in order](" + std::string(puzzle_link) + ")\n");
}

} // namespace

std::vector<PromisedBy> promises_of(std::string_view scenario) {
    std::vector<PromisedBy> all;
    for (const LessonPromises& lesson : look_list())
        if (lesson.scenario == scenario)
            for (const LookPromise& promise : lesson.promises)
                all.push_back({&promise, &lesson.backend});
    return all;
}

std::string with_links(std::string page, const Scenario& scenario) {
    link_points(page, scenario.name);
    link_variations(page, scenario);
    link_scenarios(page, scenario);
    add_puzzle(page, scenario.name);
    return page;
}

} // namespace interleave
