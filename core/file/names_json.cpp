// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/names_json.h"

#include "core/event/printable_text.h"
#include "core/event/session_layout.h"
#include "core/file/file_json.h"

#include <memory>
#include <utility>

namespace interleave {

namespace {

std::string bounded(const std::string& text, std::size_t capacity) {
    return printable_text(std::string_view(text).substr(0, capacity - 1));
}

LaneKind lane_kind_from(const std::string& word) {
    for (const LaneKind kind : {LaneKind::process, LaneKind::track}) {
        if (word == name_of(kind))
            return kind;
    }
    return LaneKind::thread;
}

LaneInfo lane_from(const Json& json) {
    LaneInfo lane{};
    take(json, "number", lane.id);
    std::string kind;
    take(json, "kind", kind);
    lane.kind = lane_kind_from(kind);
    take(json, "pid", lane.pid);
    take(json, "tid", lane.tid);
    take(json, "worker", lane.worker);
    take(json, "name", lane.name);
    lane.name = bounded(lane.name, name_capacity);
    return lane;
}

/// A kind that this program does not know counts as a label: a name, and nothing more is known of it.
ObjectKind object_kind_from(const std::string& word) {
    for (std::uint16_t kind = 1; kind < static_cast<std::uint16_t>(ObjectKind::count_); ++kind) {
        if (word == name_of(static_cast<ObjectKind>(kind)))
            return static_cast<ObjectKind>(kind);
    }
    return ObjectKind::label;
}

ObjectInfo object_from(const Json& json) {
    ObjectInfo object{};
    take(json, "number", object.id);
    std::string kind;
    take(json, "kind", kind);
    object.kind = object_kind_from(kind);
    take(json, "name", object.name);
    object.name = bounded(object.name, name_capacity);
    return object;
}

std::pair<std::uint32_t, std::string> file_from(const Json& json) {
    std::pair<std::uint32_t, std::string> file;
    take(json, "number", file.first);
    take(json, "path", file.second);
    file.second = bounded(file.second, path_capacity);
    return file;
}

ProcessExit exit_from(const Json& json) {
    ProcessExit exit{};
    take(json, "pid", exit.pid);
    take(json, "code", exit.code);
    take(json, "signal", exit.signal);
    take(json, "ended_with_run", exit.ended_with_run);
    return exit;
}

/// Appends what `read` makes of each member of the list of this name.
template <typename Entry, typename ReadEntry>
void take_list(const Json& json, const char* key, std::vector<Entry>& entries, ReadEntry&& read) {
    const Json* const list = find_list(json, key);
    if (list == nullptr)
        return;
    for (const Json& entry : *list) {
        if (!entry.is_object())
            refuse_json(key, "list of objects");
        entries.push_back(read(entry));
    }
}

} // namespace

std::string names_to_text(const NewNames& names) {
    Json lanes = Json::array();
    for (const LaneInfo& lane : names.lanes)
        lanes.push_back({{"number", lane.id},
                         {"kind", name_of(lane.kind)},
                         {"pid", lane.pid},
                         {"tid", lane.tid},
                         {"worker", lane.worker},
                         {"name", lane.name}});
    Json objects = Json::array();
    for (const ObjectInfo& object : names.objects)
        objects.push_back({{"number", object.id}, {"kind", name_of(object.kind)}, {"name", object.name}});
    Json files = Json::array();
    for (const auto& [number, path] : names.files)
        files.push_back({{"number", number}, {"path", path}});
    return one_line(
        {{"lanes", std::move(lanes)}, {"objects", std::move(objects)}, {"files", std::move(files)}});
}

NewNames names_from_text(std::string_view text) {
    return read_json(text, [](const Json& json) {
        NewNames names;
        take_list(json, "lanes", names.lanes, lane_from);
        take_list(json, "objects", names.objects, object_from);
        take_list(json, "files", names.files, file_from);
        return names;
    });
}

std::string source_to_text(const SourceText& source) {
    return one_line({{"file", source.file}, {"text", *source.text}});
}

SourceText source_from_text(std::string_view text) {
    return read_json(text, [](const Json& json) {
        SourceText source;
        std::string lines;
        take(json, "file", source.file);
        take(json, "text", lines);
        source.file = bounded(source.file, path_capacity);
        source.text = std::make_shared<std::string>(std::move(lines));
        return source;
    });
}

std::string end_to_text(const RunEnd& end) {
    Json exits = Json::array();
    for (const ProcessExit& exit : end.exits)
        exits.push_back({{"pid", exit.pid},
                         {"code", exit.code},
                         {"signal", exit.signal},
                         {"ended_with_run", exit.ended_with_run}});
    return one_line({{"time_ns", end.time}, {"exits", std::move(exits)}});
}

RunEnd end_from_text(std::string_view text) {
    return read_json(text, [](const Json& json) {
        RunEnd end;
        take(json, "time_ns", end.time);
        take_list(json, "exits", end.exits, exit_from);
        return end;
    });
}

} // namespace interleave
