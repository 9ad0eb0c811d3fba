// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/command_words.h"

#include "core/event/error.h"

namespace interleave {

namespace {

constexpr std::string_view spaces = " \t\r\n";
/// What a shell takes for more than itself wherever it stands outside of quotes.
constexpr std::string_view special = "|&;<>()$`*";

[[noreturn]] void throw_special(char letter) {
    throw UsageError(std::string("'") + letter +
                     "' means something to a shell, and none is run: put it in quotes, or record a shell, as "
                     "sh -c 'COMMAND'");
}

/// Goes through the text once.
class Splitter {
public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<std::string> split() {
        while (at_ < text_.size()) {
            const char letter = text_[at_++];
            if (spaces.find(letter) != std::string_view::npos)
                end_word();
            else
                take(letter);
        }
        end_word();
        return std::move(words_);
    }

private:
    void take(char letter) {
        const bool is_first = !in_word_;
        in_word_ = true;
        if (letter == '\'')
            take_single_quotes();
        else if (letter == '"')
            take_double_quotes();
        else if (letter == '\\')
            word_ += escaped();
        else if (special.find(letter) != std::string_view::npos ||
                 (is_first && (letter == '~' || letter == '#')))
            throw_special(letter);
        else
            word_ += letter;
    }

    void take_single_quotes() {
        const std::size_t end = text_.find('\'', at_);
        if (end == std::string_view::npos)
            throw UsageError("a single quote (') is not closed");
        word_ += text_.substr(at_, end - at_);
        at_ = end + 1;
    }

    void take_double_quotes() {
        for (; at_ < text_.size(); ++at_) {
            const char letter = text_[at_];
            if (letter == '"') {
                ++at_;
                return;
            }
            if (letter == '$' || letter == '`')
                throw UsageError(
                    std::string("'") + letter +
                    "' means something to a shell even in double quotes, and none is run: put it "
                    "in single quotes");
            // Before other letters a backslash is one of the word's letters.
            if (letter == '\\' && at_ + 1 < text_.size() &&
                std::string_view("\"\\$`").find(text_[at_ + 1]) != std::string_view::npos)
                ++at_;
            word_ += text_[at_];
        }
        throw UsageError("a double quote (\") is not closed");
    }

    char escaped() {
        if (at_ == text_.size())
            throw UsageError("a backslash stands at the end, with nothing behind it");
        return text_[at_++];
    }

    void end_word() {
        if (in_word_)
            words_.push_back(std::move(word_));
        word_.clear();
        in_word_ = false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string word_;
    bool in_word_ = false; ///< a word may be empty, as '' is
    std::vector<std::string> words_;
};

} // namespace

std::vector<std::string> words_of_command(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        throw UsageError("the command has a zero in it, which no program can be given");
    std::vector<std::string> words = Splitter(text).split();
    if (words.empty())
        throw UsageError("type the command that is to be recorded, as: python3 script.py");
    if (words.front().empty())
        throw UsageError("the first word, which names the program, is empty");
    return words;
}

} // namespace interleave
