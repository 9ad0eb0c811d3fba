// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_event_writer.h"

#include "core/file/export_part.h"

namespace interleave {

TextOutput& ChromeEventWriter::begin(char phase, const ChromeTrack& track) {
    text_ << (is_first_ ? "\n{\"ph\":\"" : ",\n{\"ph\":\"") << phase << "\",\"pid\":" << track.pid
          << ",\"tid\":" << track.tid;
    is_first_ = false;
    return text_;
}

TextOutput& ChromeEventWriter::begin(char phase, const ChromeTrack& track, std::int64_t time) {
    return (begin(phase, track) << ",\"ts\":").microseconds(length(zero_, time));
}

void ChromeEventWriter::call_it(std::string_view category, std::string_view name) {
    text_ << ",\"cat\":\"" << category << "\",\"name\":" << name;
}

void ChromeEventWriter::end(std::string_view arguments) {
    if (!arguments.empty())
        text_ << ",\"args\":" << arguments;
    text_ << '}';
}

void ChromeEventWriter::name(std::string_view what, const ChromeTrack& track, std::string_view name) {
    begin('M', track) << ",\"name\":\"" << what << "\",\"args\":{\"name\":" << name << "}}";
}

void ChromeEventWriter::sort(std::string_view what, const ChromeTrack& track, std::size_t index) {
    begin('M', track) << ",\"name\":\"" << what << "\",\"args\":{\"sort_index\":" << index << "}}";
}

void ChromeEventWriter::slice(const ChromeTrack& track, std::int64_t begin_time, std::int64_t end_time,
                              std::string_view category, std::string_view name, std::string_view arguments) {
    (begin('X', track, begin_time) << ",\"dur\":").microseconds(length(begin_time, end_time));
    call_it(category, name);
    end(arguments);
}

void ChromeEventWriter::begin_slice(const ChromeTrack& track, std::int64_t time, std::string_view category,
                                    std::string_view name, std::string_view arguments) {
    begin('B', track, time);
    call_it(category, name);
    end(arguments);
}

void ChromeEventWriter::end_slice(const ChromeTrack& track, std::int64_t time) {
    begin('E', track, time);
    end({});
}

void ChromeEventWriter::instant(const ChromeTrack& track, std::int64_t time, char scope,
                                std::string_view category, std::string_view name,
                                std::string_view arguments) {
    begin('i', track, time) << ",\"s\":\"" << scope << '"';
    call_it(category, name);
    end(arguments);
}

void ChromeEventWriter::counter(const ChromeTrack& track, std::int64_t time, std::string_view name,
                                std::string_view series, std::int64_t value) {
    begin('C', track, time) << ",\"name\":" << name << ",\"args\":{\"" << series << "\":" << value << "}}";
}

void ChromeEventWriter::flow(std::uint64_t id, std::string_view category, std::string_view name,
                             const ChromeTrack& from, std::int64_t begin_time, const ChromeTrack& to,
                             std::int64_t end_time) {
    begin('s', from, begin_time) << ",\"id\":" << id;
    call_it(category, name);
    end({});
    begin('f', to, end_time) << ",\"bp\":\"e\",\"id\":" << id;
    call_it(category, name);
    end({});
}

} // namespace interleave
