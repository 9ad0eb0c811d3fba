// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_trace_text.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag |
                           rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseNanAndInfFlag |
                           rapidjson::kParseTrailingCommasFlag;

/// Takes a key, or anything that is of no use.
class ValueHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, ValueHandler> {
public:
    bool Default() { return true; }
    bool String(const char* text, rapidjson::SizeType length, bool) {
        if (depth_ == 0)
            text_ = printable_text(std::string_view(text, std::min<std::size_t>(length, most_key_bytes)));
        return true;
    }
    bool Key(const char*, rapidjson::SizeType, bool) { return true; }
    bool RawNumber(const char*, rapidjson::SizeType, bool) { return true; }
    bool StartObject() { return ++depth_ <= ChromeEventHandler::most_depth; }
    bool StartArray() { return ++depth_ <= ChromeEventHandler::most_depth; }
    bool EndObject(rapidjson::SizeType) {
        --depth_;
        return true;
    }
    bool EndArray(rapidjson::SizeType) {
        --depth_;
        return true;
    }
    const std::string& text() const noexcept { return text_; }

private:
    static constexpr std::size_t most_key_bytes = 80;
    std::uint64_t depth_ = 0;
    std::string text_; ///< of a value that is a text
};

} // namespace

class ChromeTraceText::Reader {
public:
    /// Reads one value. Returns what is wrong with it, or an empty text.
    template <typename Handler>
    std::string read(JsonBytes& bytes, Handler& handler) {
        const rapidjson::ParseResult result = reader_.Parse<flags>(bytes, handler);
        if (!result.IsError())
            return {};
        if (bytes.number_is_too_long())
            return "a number of more than " + std::to_string(JsonBytes::most_number_bytes) + " characters";
        if (result.Code() == rapidjson::kParseErrorTermination)
            return "nested more than " + std::to_string(ChromeEventHandler::most_depth) + " deep";
        std::string words = rapidjson::GetParseError_En(result.Code());
        if (words.ends_with('.'))
            words.pop_back();
        return words;
    }

    ChromeEventHandler event;

private:
    rapidjson::Reader reader_;
};

bool ChromeTraceText::fits(std::string_view beginning) noexcept {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    constexpr std::string_view blanks = " \t\r\n";
    if (beginning.starts_with(mark))
        beginning.remove_prefix(mark.size());
    const auto next = [&]() -> char {
        const std::size_t at = beginning.find_first_not_of(blanks);
        if (at == std::string_view::npos)
            return '\0';
        const char letter = beginning[at];
        beginning.remove_prefix(at + 1);
        return letter;
    };
    const char first = next();
    const char second = next();
    if (first == '{')
        return second == '"' || second == '}' || second == '\0';
    return first == '[' && (second == '{' || second == ']' || second == '\0');
}

ChromeTraceText::ChromeTraceText(InputBytes& bytes) : bytes_(bytes), reader_(std::make_unique<Reader>()) {}

ChromeTraceText::~ChromeTraceText() = default;

void ChromeTraceText::break_off(const std::string& expected) {
    place_ = Place::end;
    const std::string offset = std::to_string(bytes_.Tell());
    broken_ = bytes_.is_at_end()
                  ? "the text ends at byte " + offset + ", where " + expected + " was expected"
                  : "the text is broken at byte " + offset + ", where " + expected + " was expected";
}

void ChromeTraceText::note_unreadable(const std::string& what, std::size_t offset) {
    if (unreadable_++ == 0)
        first_unreadable_ = "byte " + std::to_string(offset) + ": " + what;
}

void ChromeTraceText::begin() {
    bytes_.skip_whitespace();
    is_object_ = bytes_.Peek() == '{';
    has_events_array_ = !is_object_;
    place_ = is_object_ ? Place::members : Place::events;
    bytes_.Take();
}

void ChromeTraceText::close() {
    place_ = Place::end;
    bytes_.skip_whitespace();
    if (!bytes_.is_at_end())
        rest_ = bytes_.Tell();
}

const ChromeEvent* ChromeTraceText::next_in_array() {
    for (;;) {
        bytes_.skip_whitespace();
        switch (bytes_.Peek()) {
        case ',':
            bytes_.Take();
            continue;
        case ']':
            bytes_.Take();
            if (is_object_)
                place_ = Place::members;
            else
                close();
            return nullptr;
        case '{':
            break;
        default:
            if (bytes_.is_at_end() || bytes_.Peek() == '}' || bytes_.Peek() == ':') {
                break_off("an event or ']'");
                return nullptr;
            }
            ++strangers_;
        }
        const std::uint64_t depth = bytes_.depth();
        const std::size_t offset = bytes_.Tell();
        reader_->event.clear();
        const std::string wrong = reader_->read(bytes_, reader_->event);
        if (wrong.empty()) {
            if (reader_->event.is_object())
                return &reader_->event.event();
            continue;
        }
        // What is inside an event only spoils that one.
        const std::size_t place = bytes_.Tell();
        bytes_.skip_to_depth(depth);
        if (bytes_.is_at_end() || bytes_.Tell() == offset || bytes_.depth() < depth) {
            place_ = Place::end;
            const std::string begin = "the event that begins at byte " + std::to_string(offset);
            if (place == bytes_.Tell() && bytes_.is_at_end())
                broken_ = "the text ends at byte " + std::to_string(place) + ", within " + begin;
            else
                broken_ = std::string("the text is broken in ")
                              .append(begin)
                              .append(" (byte ")
                              .append(std::to_string(place))
                              .append(": ")
                              .append(wrong)
                              .append(")");
            return nullptr;
        }
        note_unreadable(wrong, place);
    }
}

void ChromeTraceText::read_member() {
    constexpr std::size_t most_other_keys = 8;
    bytes_.skip_whitespace();
    while (bytes_.Peek() == ',') {
        bytes_.Take();
        bytes_.skip_whitespace();
    }
    if (bytes_.Peek() == '}') {
        bytes_.Take();
        close();
        return;
    }
    ValueHandler key;
    if (bytes_.Peek() != '"' || !reader_->read(bytes_, key).empty()) {
        break_off("a key or '}'");
        return;
    }
    bytes_.skip_whitespace();
    if (bytes_.Peek() != ':') {
        break_off("':'");
        return;
    }
    bytes_.Take();
    bytes_.skip_whitespace();
    if (key.text() == "traceEvents" && bytes_.Peek() == '[') {
        bytes_.Take();
        has_events_array_ = true;
        place_ = Place::events;
        return;
    }
    if (key.text() != "displayTimeUnit") { // its times are in microseconds all the same
        if (other_keys_.size() < most_other_keys)
            other_keys_.push_back(key.text());
        else
            has_more_other_keys_ = true;
    }
    const std::uint64_t depth = bytes_.depth();
    const std::size_t offset = bytes_.Tell();
    ValueHandler value;
    const std::string wrong = reader_->read(bytes_, value);
    if (wrong.empty())
        return;
    const std::size_t place = bytes_.Tell();
    bytes_.skip_to_depth(depth);
    if (bytes_.is_at_end() || bytes_.depth() < depth || place == offset) {
        place_ = Place::end;
        broken_ =
            "the text is broken in '" + key.text() + "' (byte " + std::to_string(place) + ": " + wrong + ")";
    }
}

const ChromeEvent* ChromeTraceText::next() {
    try {
        for (;;) {
            switch (place_) {
            case Place::begin:
                begin();
                break;
            case Place::members:
                read_member();
                break;
            case Place::events:
                if (const ChromeEvent* const event = next_in_array())
                    return event;
                break;
            case Place::end:
                return nullptr;
            }
        }
    } catch (const RunError& error) { // the bytes themselves cannot be read, as of a packed file that is cut
        place_ = Place::end;
        broken_ = error.what();
        if (broken_.starts_with("is "))
            broken_ = "the file " + broken_;
        return nullptr;
    }
}

} // namespace interleave
