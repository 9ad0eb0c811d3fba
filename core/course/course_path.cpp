// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/course_path.h"

#include "core/event/error.h"
#include "core/scenario/nearest_name.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>
#include <utility>

namespace interleave {

namespace {

/// One reads one file, whose name and line are in every message.
class PathReader {
public:
    explicit PathReader(std::string name) { path_.name = std::move(name); }

    CoursePath read(std::string_view text) {
        YAML::Node top;
        try {
            top = YAML::Load(std::string(text));
        } catch (const YAML::ParserException& error) {
            fail(error.mark, "this is no YAML: " + error.msg + "; put a text with : or # in quotation marks");
        }
        path_.title = text_of(top, "title");
        for (const YAML::Node& part : list_of(top, "parts")) {
            path_.parts.push_back({text_of(part, "title"), {}});
            for (const YAML::Node& step : list_of(part, "steps"))
                path_.parts.back().steps.push_back(read_step(step));
        }
        return std::move(path_);
    }

private:
    [[noreturn]] void fail(const YAML::Mark& mark, const std::string& what) const {
        throw UsageError("resources/paths/" + path_.name + ".yaml:" + std::to_string(mark.line + 1) + ": " +
                         what);
    }

    std::string text_of(const YAML::Node& node, const char* key) const {
        if (!node.IsMap() || !node[key] || !node[key].IsScalar() || node[key].Scalar().empty())
            fail(node.Mark(), std::string("there is no '") + key + "'; add it, with a text");
        return node[key].Scalar();
    }

    YAML::Node list_of(const YAML::Node& node, const char* key) const {
        if (!node.IsMap() || !node[key] || !node[key].IsSequence())
            fail(node.Mark(), std::string("there is no '") + key + "'; add it, with a list");
        return node[key];
    }

    CoursePathStep read_step(const YAML::Node& node) {
        CoursePathStep step{text_of(node, "scenario"), text_of(node, "word")};
        if (!scenarios_.insert(step.scenario).second)
            fail(node.Mark(), "'" + step.scenario + "' stands twice; name further places with 'also'");
        if (node["also"])
            for (const YAML::Node& place : list_of(node, "also"))
                step.also.push_back(place.Scalar());
        return step;
    }

    CoursePath path_;
    std::set<std::string> scenarios_;
};

std::vector<CoursePath> read_all_paths() {
    std::vector<CoursePath> paths;
    for (const auto& [name, text] : path_texts())
        paths.push_back(read_course_path(std::string(name), text));
    return paths;
}

} // namespace

std::string words_of(const CoursePathStep& step) {
    std::string also;
    for (const std::string& place : step.also)
        also += (also.empty() ? " (also " : ", ") + place;
    return step.word + (also.empty() ? also : also + ")");
}

CoursePath read_course_path(std::string name, std::string_view text) {
    return PathReader(std::move(name)).read(text);
}

std::span<const CoursePath> course_paths() {
    static const std::vector<CoursePath> paths = read_all_paths();
    return paths;
}

const CoursePath& find_course_path(std::string_view name) {
    std::vector<std::string> names;
    for (const CoursePath& path : course_paths()) {
        if (path.name == name)
            return path;
        names.push_back(path.name);
    }
    throw UsageError(unknown_name("path", name, names));
}

} // namespace interleave
