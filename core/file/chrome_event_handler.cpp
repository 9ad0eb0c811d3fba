// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_event_handler.h"

#include "core/event/printable_text.h"

#include <cmath>
#include <utility>

namespace interleave {

void ChromeEventHandler::clear() {
    event_.clear();
    depth_ = 0;
    is_object_ = false;
    field_ = Field::other;
}

ChromeEventHandler::Field ChromeEventHandler::field_of(std::string_view key) noexcept {
    static constexpr std::pair<std::string_view, Field> fields[]{
        {"ph", Field::phase},         {"name", Field::name},         {"cat", Field::category},
        {"pid", Field::pid},          {"tid", Field::tid},           {"ts", Field::time},
        {"dur", Field::duration},     {"args", Field::arguments},    {"id", Field::id},
        {"id2", Field::id2},          {"s", Field::scope},           {"bind_id", Field::bind_id},
        {"flow_in", Field::flow_in},  {"flow_out", Field::flow_out}, {"tts", Field::thread_time},
        {"tdur", Field::thread_time},
    };
    for (const auto& [name, field] : fields)
        if (key.size() == name.size() && key.front() == name.front() && key == name)
            return field;
    return Field::other;
}

std::string ChromeEventHandler::bounded(std::string_view words) {
    if (words.size() <= ChromeEvent::most_name_bytes)
        return printable_text(words);
    event_.is_cut = true;
    std::size_t end = ChromeEvent::most_name_bytes;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xc0U) == 0x80U)
        --end; // not within a letter
    return printable_text(words.substr(0, end)) + "…";
}

void ChromeEventHandler::take_scalar(std::string_view words, bool is_text) {
    const auto time = [&]() -> std::optional<FineTime> {
        const auto number = DecimalNumber::read(words);
        return number ? FineTime::from_microseconds(*number) : std::nullopt;
    };
    switch (field_) {
    case Field::phase:
        event_.phase =
            words.size() == 1 && words.front() > ' ' && words.front() < 0x7f ? words.front() : '\1';
        break;
    case Field::name:
        event_.name = bounded(words);
        break;
    case Field::category:
        event_.category = bounded(words);
        break;
    case Field::pid:
        event_.pid.set(words);
        break;
    case Field::tid:
        event_.tid.set(words);
        break;
    case Field::id:
        event_.id.set(words);
        break;
    case Field::time:
        event_.has_time = true;
        event_.time = time();
        break;
    case Field::duration:
        event_.has_duration = true;
        event_.duration = time();
        break;
    case Field::thread_time:
        event_.has_thread_times = true;
        break;
    case Field::scope:
        event_.scope = is_text && words.size() == 1 ? words.front() : '\0';
        break;
    case Field::bind_id:
        event_.bind_id.set(words);
        break;
    default:
        break;
    }
}

void ChromeEventHandler::take_argument(std::string_view words, bool is_text) {
    if (argument_ == "name" || argument_ == "labels" || argument_ == "step")
        event_.argument_name = bounded(words);
    const auto number = is_text && !wants_values() ? std::nullopt : DecimalNumber::read(words);
    if (argument_ == "sort_index" && number)
        event_.sort_index = number->whole();
    if (!wants_values())
        return;
    // Some tools write the numbers of counters as texts.
    if (!number || !std::isfinite(number->value()))
        event_.has_other_values = true;
    else if (event_.values.size() == ChromeEvent::most_values)
        event_.has_more_values = true;
    else
        event_.values.push_back({argument_, number->value(), number->fraction_digits()});
}

bool ChromeEventHandler::Null() {
    return true;
}

bool ChromeEventHandler::Bool(bool value) {
    if (depth_ == 1 && field_ == Field::flow_in)
        event_.flows_in = value;
    if (depth_ == 1 && field_ == Field::flow_out)
        event_.flows_out = value;
    return true;
}

bool ChromeEventHandler::take(std::string_view words, bool is_text) {
    if (depth_ == 1) {
        take_scalar(words, is_text);
    } else if (depth_ == 2 && field_ == Field::arguments) {
        take_argument(words, is_text);
    } else if (depth_ == 2 && field_ == Field::id2) {
        event_.id.set(words);
        event_.id_is_local = argument_ == "local";
    }
    return true;
}

bool ChromeEventHandler::RawNumber(const char* text, unsigned length, bool) {
    return take(std::string_view(text, length), false);
}

bool ChromeEventHandler::String(const char* text, unsigned length, bool) {
    return take(std::string_view(text, length), true);
}

bool ChromeEventHandler::Key(const char* text, unsigned length, bool) {
    const std::string_view key(text, length);
    if (depth_ == 1)
        field_ = field_of(key);
    else if (depth_ == 2 && (field_ == Field::arguments || field_ == Field::id2))
        argument_ = bounded(key);
    return true;
}

bool ChromeEventHandler::StartObject() {
    if (depth_ == 0)
        is_object_ = true;
    if (depth_ == 1 && field_ == Field::arguments)
        event_.has_arguments = true;
    argument_.clear();
    return ++depth_ <= most_depth;
}

bool ChromeEventHandler::EndObject(unsigned members) {
    if (depth_ == 2 && field_ == Field::arguments)
        event_.has_arguments = members > 0;
    --depth_;
    return true;
}

bool ChromeEventHandler::StartArray() {
    argument_.clear();
    return ++depth_ <= most_depth;
}

bool ChromeEventHandler::EndArray(unsigned) {
    --depth_;
    return true;
}

} // namespace interleave
