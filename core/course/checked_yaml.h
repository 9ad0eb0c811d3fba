// SPDX-License-Identifier: GPL-3.0-or-later
// Reads YAML that people write: what is wrong is said in one line with its file, its line and the remedy.
#pragma once

#include "core/event/error.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string>
#include <vector>

namespace interleave {

/// Base of the readers of one file each. All functions throw UsageError for what is wrong.
class CheckedYaml {
protected:
    /// `lines_before` is the number of the file's lines before the YAML's first.
    explicit CheckedYaml(std::string file, int lines_before = 0)
        : file_(std::move(file))
        , lines_before_(lines_before) {}
    ~CheckedYaml() = default;

    YAML::Node load(const std::string& text) const;

    [[noreturn]] void fail(int line, const std::string& what) const;
    [[noreturn]] void fail(const YAML::Node& node, const std::string& what) const;

    /// Refuses a node that is no map, that lacks a required key, or that has a key twice or an unknown one.
    void check_keys(const YAML::Node& node, const std::string& of, const std::vector<std::string>& required,
                    std::vector<std::string> allowed) const;

    /// Returns a text without newlines at its end.
    std::string text_of(const YAML::Node& node, const std::string& what) const;
    /// Returns a text that is to be an item of a list, as one line.
    std::string line_text(const YAML::Node& node, const std::string& what) const;
    double number_of(const YAML::Node& node, const std::string& what) const;
    int whole_number(const YAML::Node& map, const char* key, int least, int most) const;
    YAML::Node list(const YAML::Node& map, const char* key) const;

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

private:
    int line_of(const YAML::Mark& mark) const { return mark.line + 1 + lines_before_; } // YAML counts from 0
    void check_key(const YAML::Node& key, const std::string& of, const std::vector<std::string>& allowed,
                   bool is_first) const;
    void check_is_there(const YAML::Node& map, const std::string& of, const std::string& key,
                        bool is_there) const;

    std::string file_;
    int lines_before_;
};

} // namespace interleave
