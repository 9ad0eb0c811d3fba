// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/checked_yaml.h"

#include "core/scenario/nearest_name.h"

#include <cmath>
#include <set>

namespace interleave {

namespace {

/// Whether Markdown takes the line for a point of a list: "42. That", "- that".
bool begins_as_list(const std::string& text) {
    const std::size_t sign = text.find_first_not_of("0123456789");
    if (sign == std::string::npos || sign + 1 >= text.size() || text[sign + 1] != ' ')
        return false;
    return sign > 0 ? text[sign] == '.' || text[sign] == ')'
                    : std::string_view("-+*#>").find(text[0]) != std::string_view::npos;
}

} // namespace

YAML::Node CheckedYaml::load(const std::string& text) const {
    try {
        return YAML::Load(text);
    } catch (const YAML::ParserException& error) {
        fail(line_of(error.mark),
             "this is no YAML: " + error.msg + "; put a text with : or # in quotation marks");
    }
}

void CheckedYaml::fail(int line, const std::string& what) const {
    throw UsageError(file_ + ":" + std::to_string(line) + ": " + what);
}

void CheckedYaml::fail(const YAML::Node& node, const std::string& what) const {
    fail(line_of(node.Mark()), what);
}

void CheckedYaml::check_keys(const YAML::Node& node, const std::string& of,
                             const std::vector<std::string>& required,
                             std::vector<std::string> allowed) const {
    if (!node.IsMap())
        fail(node, of + " must be keys with values");
    allowed.insert(allowed.begin(), required.begin(), required.end());
    std::set<std::string> seen;
    for (const auto& entry : node) {
        const bool is_first = seen.insert(entry.first.Scalar()).second;
        check_key(entry.first, of, allowed, is_first);
    }
    for (const std::string& key : required)
        check_is_there(node, of, key, seen.contains(key));
}

void CheckedYaml::check_key(const YAML::Node& key, const std::string& of,
                            const std::vector<std::string>& allowed, bool is_first) const {
    if (std::ranges::find(allowed, key.Scalar()) == allowed.end())
        fail(key, "in " + of + ": " + unknown_name("key", key.Scalar(), allowed));
    if (!is_first)
        fail(key, "in " + of + " '" + key.Scalar() + "' stands twice; remove one");
}

void CheckedYaml::check_is_there(const YAML::Node& map, const std::string& of, const std::string& key,
                                 bool is_there) const {
    if (!is_there)
        fail(map, of + " has no '" + key + "'; add it");
}

std::string CheckedYaml::text_of(const YAML::Node& node, const std::string& what) const {
    std::string text = node.IsScalar() ? node.Scalar() : std::string();
    while (text.ends_with('\n'))
        text.pop_back();
    if (text.empty())
        fail(node, what + " must be a text");
    return text;
}

std::string CheckedYaml::line_text(const YAML::Node& node, const std::string& what) const {
    std::string text = text_of(node, what);
    std::ranges::replace(text, '\n', ' ');
    if (begins_as_list(text))
        fail(node, what + " begins as a list does in Markdown, which would count it: '" + text +
                       "'; begin with a word");
    return text;
}

double CheckedYaml::number_of(const YAML::Node& node, const std::string& what) const {
    try {
        if (const auto number = node.as<double>(); std::isfinite(number))
            return number;
    } catch (const YAML::BadConversion&) {
    }
    fail(node, what + " must be a number");
}

int CheckedYaml::whole_number(const YAML::Node& map, const char* key, int least, int most) const {
    const double number = number_of(map[key], key);
    if (number != std::floor(number) || number < least || number > most)
        fail(map[key], std::string(key) + " must be a whole number from " + std::to_string(least) + " to " +
                           std::to_string(most));
    return static_cast<int>(number);
}

YAML::Node CheckedYaml::list(const YAML::Node& map, const char* key) const {
    if (!map[key].IsSequence())
        fail(map[key], std::string(key) + " must be a list");
    return map[key];
}

} // namespace interleave
