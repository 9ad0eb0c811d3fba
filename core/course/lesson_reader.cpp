// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lesson_reader.h"

#include "core/course/checked_yaml.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr std::string_view fence = "---\n";
constexpr int lines_of_fence = 1;

/// One reads one file, whose name and line are in every message.
class LessonReader : private CheckedYaml {
public:
    LessonReader(std::string scenario, std::string_view text)
        : CheckedYaml("resources/lessons/" + scenario + ".md", lines_of_fence) {
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
        const YAML::Node top = load(std::string(front_matter_));
        check_keys(top, "the front matter", {"minutes", "session", "python", "question"},
                   {"core", "homework", "needs", "options", "number", "reasons", "proof"});
        read_part(top);
        lesson_.minutes = whole_number(top, "minutes", 1, session_minutes);
        lesson_.session = whole_number(top, "session", 1, course_sessions);
        for (const YAML::Node& word : list(top, "python"))
            lesson_.python.push_back(text_of(word, "a word of python"));
        read_question(top);
        return std::move(lesson_);
    }

private:
    void read_part(const YAML::Node& top) {
        constexpr int most_places = 20;
        if (top["core"] && top["homework"])
            fail(top["homework"], "a lesson is either core or homework; remove one of the two");
        for (const auto& [key, part] :
             {std::pair("core", LessonPart::core), std::pair("homework", LessonPart::homework)}) {
            if (!top[key])
                continue;
            lesson_.part = part;
            lesson_.place = whole_number(top, key, 1, most_places);
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

    std::string_view front_matter_;
    Lesson lesson_;
};

} // namespace

Lesson read_lesson(const std::string& scenario, std::string_view text) {
    return LessonReader(scenario, text).read();
}

} // namespace interleave
