// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lesson_reader.h"

#include "core/event/error.h"
#include "core/scenario/nearest_name.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace interleave {

namespace {

constexpr std::string_view fence = "---\n";

/// One reads one file, whose name and line are in every message.
class LessonReader {
public:
    LessonReader(std::string scenario, std::string_view text)
        : file_("resources/lessons/" + scenario + ".md") {
        lesson_.scenario = std::move(scenario);
        const auto end =
            text.starts_with(fence) ? text.find("\n---\n", fence.size() - 1) : std::string_view::npos;
        if (end == std::string_view::npos)
            fail(1, "there is no front matter; begin with a line ---, keys such as minutes, and a line ---");
        front_matter_ = text.substr(fence.size(), end + 1 - fence.size());
        text.remove_prefix(end + 1 + fence.size());
        lesson_.body = text.substr(std::min(text.find_first_not_of('\n'), text.size()));
    }

    Lesson read() {
        YAML::Node top;
        try {
            top = YAML::Load(std::string(front_matter_));
        } catch (const YAML::ParserException& error) {
            fail(line_of(error.mark),
                 "this is no YAML: " + error.msg + "; put a text with : or # in quotation marks");
        }
        check_keys(top, "the front matter", {"minutes", "session", "python", "question"},
                   {"needs", "options", "number", "reasons", "proof"});
        lesson_.minutes = whole_number(top, "minutes", 1, session_minutes);
        lesson_.session = whole_number(top, "session", 1, course_sessions);
        for (const YAML::Node& word : list(top, "python"))
            lesson_.python.push_back(text_of(word, "a word of python"));
        read_question(top);
        return std::move(lesson_);
    }

private:
    [[noreturn]] void fail(int line, const std::string& what) const {
        throw UsageError(file_ + ":" + std::to_string(line) + ": " + what);
    }
    [[noreturn]] void fail(const YAML::Node& node, const std::string& what) const {
        fail(line_of(node.Mark()), what);
    }
    /// Lines of YAML count from 0, and one is before it.
    static int line_of(const YAML::Mark& mark) { return mark.line + 2; }

    void check_keys(const YAML::Node& node, const std::string& of, const std::vector<std::string>& required,
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

    void check_key(const YAML::Node& key, const std::string& of, const std::vector<std::string>& allowed,
                   bool is_first) const {
        if (std::ranges::find(allowed, key.Scalar()) == allowed.end())
            fail(key, "in " + of + ": " + unknown_name("key", key.Scalar(), allowed));
        if (!is_first)
            fail(key, "in " + of + " '" + key.Scalar() + "' stands twice; remove one");
    }

    void check_is_there(const YAML::Node& map, const std::string& of, const std::string& key,
                        bool is_there) const {
        if (!is_there)
            fail(map, of + " has no '" + key + "'; add it");
    }

    std::string text_of(const YAML::Node& node, const std::string& what) const {
        std::string text = node.IsScalar() ? node.Scalar() : std::string();
        while (text.ends_with('\n'))
            text.pop_back();
        if (text.empty())
            fail(node, what + " must be a text");
        return text;
    }
    /// Returns a text that is to be an item of a list.
    std::string line_text(const YAML::Node& node, const std::string& what) const {
        std::string text = text_of(node, what);
        std::ranges::replace(text, '\n', ' ');
        return text;
    }

    double number_of(const YAML::Node& node, const std::string& what) const {
        try {
            if (const auto number = node.as<double>(); std::isfinite(number))
                return number;
        } catch (const YAML::BadConversion&) {
        }
        fail(node, what + " must be a number");
    }

    int whole_number(const YAML::Node& map, const char* key, int least, int most) const {
        const double number = number_of(map[key], key);
        if (number != std::floor(number) || number < least || number > most)
            fail(map[key], std::string(key) + " must be a whole number from " + std::to_string(least) +
                               " to " + std::to_string(most));
        return static_cast<int>(number);
    }

    YAML::Node list(const YAML::Node& map, const char* key) const {
        if (!map[key].IsSequence())
            fail(map[key], std::string(key) + " must be a list");
        return map[key];
    }

    /// Calls what throws UsageError without a place, and adds the place.
    template <typename Parse>
    auto parsed(const YAML::Node& node, const std::string& what, Parse parse) const {
        const std::string text = text_of(node, what);
        try {
            return parse(text);
        } catch (const UsageError& error) {
            fail(node, error.what());
        }
    }

    void read_question(const YAML::Node& top) {
        LessonQuestion& question = lesson_.question;
        question.text = text_of(top["question"], "question");
        if (top["needs"])
            read_needs(top);
        if (top["options"].IsDefined() == top["number"].IsDefined())
            fail(top["question"], "the question needs either options or a number; give one of the two");
        if (top["options"])
            read_options(top);
        else
            read_number(top["number"]);
        if (!top["reasons"])
            fail(top["question"], "the question has no 'reasons'; add them, exactly one with right: true");
        read_reasons(top);
        if (top["proof"])
            for (const YAML::Node& entry : list(top, "proof"))
                question.proof.push_back(parsed(entry, "a proof", parse_look_for));
    }

    void read_needs(const YAML::Node& top) {
        for (const YAML::Node& entry : list(top, "needs")) {
            const std::string need = text_of(entry, "a need");
            if (need == "two-processors")
                lesson_.question.needs.two_processors = true;
            else if (need == "quiet-machine")
                lesson_.question.needs.quiet_machine = true;
            else if (need.starts_with("check ") && need.size() > 6)
                lesson_.question.needs.checks.push_back(need.substr(6));
            else
                fail(entry, "'" + need + "' is no need; write two-processors, quiet-machine or check NAME");
        }
    }

    void read_options(const YAML::Node& top) {
        for (const YAML::Node& node : list(top, "options")) {
            check_keys(node, "an option", {"text"}, {"if", "right"});
            LessonOption option{line_text(node["text"], "the text of an option"), {}, is_marked_right(node)};
            if (!node["if"] || !node["if"].IsSequence() || node["if"].size() == 0)
                fail(node, "the option '" + option.text + "' has no condition; add if: [CONDITION]");
            for (const YAML::Node& condition : node["if"])
                option.conditions.push_back(parsed(condition, "a condition", parse_condition));
            lesson_.question.options.push_back(std::move(option));
        }
        check_one_is_right(top["options"], "options", lesson_.question.options);
    }

    bool is_marked_right(const YAML::Node& node) const {
        if (node["right"] && text_of(node["right"], "right") != "true")
            fail(node["right"], "right can only be true; leave it out where it is wrong");
        return node["right"].IsDefined();
    }

    template <typename Item>
    void check_one_is_right(const YAML::Node& node, const std::string& what,
                            const std::vector<Item>& items) const {
        const auto right = std::ranges::count_if(items, &Item::is_right);
        if (right != 1 || items.size() < 2)
            fail(node, "of two or more " + what + " exactly one must have right: true, but " +
                           std::to_string(right) + " of " + std::to_string(items.size()) + " have it");
    }

    void read_number(const YAML::Node& node) {
        check_keys(node, "number", {"value", "unit", "tolerance", "expected"}, {});
        LessonNumber number;
        number.quantity = parsed(node["value"], "value", parse_quantity);
        number.unit = text_of(node["unit"], "unit");
        number.tolerance = number_of(node["tolerance"], "tolerance");
        if (!(number.tolerance > 0 && number.tolerance < 1))
            fail(node["tolerance"],
                 "tolerance must be above 0 and below 1: 0.2 is a fifth of what was measured");
        const YAML::Node expected = list(node, "expected");
        if (expected.size() != 2)
            fail(expected, "expected must be [LEAST, MOST]");
        number.least_expected = number_of(expected[0], "expected");
        number.most_expected = number_of(expected[1], "expected");
        if (number.least_expected >= number.most_expected)
            fail(expected, "expected must be [LEAST, MOST], with LEAST below MOST");
        lesson_.question.number = std::move(number);
    }

    void read_reasons(const YAML::Node& top) {
        for (const YAML::Node& node : list(top, "reasons")) {
            check_keys(node, "a reason", {"text"}, {"right", "reply"});
            LessonReason reason{line_text(node["text"], "the text of a reason"), is_marked_right(node)};
            if (reason.is_right == node["reply"].IsDefined())
                fail(node,
                     reason.is_right
                         ? "the right reason '" + reason.text + "' needs no reply; remove it"
                         : "the wrong reason '" + reason.text + "' has no reply; add reply: why it is wrong");
            if (!reason.is_right)
                reason.reply = line_text(node["reply"], "a reply");
            lesson_.question.reasons.push_back(std::move(reason));
        }
        check_one_is_right(top["reasons"], "reasons", lesson_.question.reasons);
    }

    std::string file_;
    std::string_view front_matter_;
    Lesson lesson_;
};

} // namespace

Lesson read_lesson(const std::string& scenario, std::string_view text) {
    return LessonReader(scenario, text).read();
}

} // namespace interleave
