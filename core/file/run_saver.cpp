// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_saver.h"

#include "core/event/error.h"
#include "core/event/refused_call.h"
#include "core/file/record_block.h"
#include "core/file/run_file_writer.h"

#include <exception>
#include <new>
#include <system_error>
#include <utility>

namespace interleave {

namespace {

using namespace std::chrono_literals;

/// A program that is killed loses what came within this time at most.
constexpr auto write_every = 100ms;
constexpr auto update_every = 1s;
/// Records that wait to be written: 128 MiB. More are waiting only if the disk is much slower than the run.
constexpr std::size_t most_waiting = std::size_t{4} << 20U;

} // namespace

RunSaver::RunSaver(const std::string& path, std::uint64_t most_bytes)
    : file_(path)
    , most_bytes_(most_bytes) {}

RunSaver::~RunSaver() {
    if (!thread_.joinable())
        return;
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    more_.notify_one();
    thread_.join();
}

void RunSaver::begin(const RunInfo& info, bool knows_states) {
    first_info_ = info;
    knows_states_ = knows_states;
    next_update_ = std::chrono::steady_clock::now() + update_every;
    try {
        thread_ = std::thread([this] { write(); });
    } catch (const std::system_error& error) {
        throw_refused_start("start the thread that saves the run", error.code().value());
    }
}

void RunSaver::lane_appeared(const LaneInfo& lane) {
    const std::lock_guard lock(mutex_);
    next_.records.lane_appeared(lane);
}

void RunSaver::object_appeared(const ObjectInfo& object) {
    const std::lock_guard lock(mutex_);
    next_.records.object_appeared(object);
}

void RunSaver::file_appeared(std::uint32_t number, const std::string& path) {
    const std::lock_guard lock(mutex_);
    next_.records.file_appeared(number, path);
}

void RunSaver::records(std::span<const TimedRecord> batch) {
    bool wakes = false;
    {
        const std::lock_guard lock(mutex_);
        const std::size_t before = next_.records.size();
        if (given_up_)
            return;
        if (before + batch.size() > most_waiting) {
            stop_keeping(
                "not all of the run was saved: the disk is too slow for it; choose another folder, or a "
                "smaller run");
            return;
        }
        try {
            next_.records.records(batch);
        } catch (const std::bad_alloc&) {
            stop_keeping("out of memory"); // so short that it needs none
            return;
        }
        wakes = before < most_records_in_block && next_.records.size() >= most_records_in_block;
    }
    if (wakes)
        more_.notify_one();
}

/// Keeps no more from now on. What is waiting is still written, and the file ends there. The caller has
/// locked the mutex.
void RunSaver::stop_keeping(const char* why) {
    given_up_ = true;
    if (error_.empty())
        error_ = why;
}

void RunSaver::time_reached(std::int64_t time) {
    const std::lock_guard lock(mutex_);
    next_.records.time_reached(time);
}

void RunSaver::update(const RunInfo& info) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_update_)
        return;
    next_update_ = now + update_every;
    const std::lock_guard lock(mutex_);
    if (!given_up_)
        next_.info = info;
}

void RunSaver::finish(const RunInfo& info, const RunEnd& end, const RunNotes& notes) {
    {
        const std::lock_guard lock(mutex_);
        if (!given_up_) {
            next_.info = info;
            next_.end = end;
            next_.notes = notes;
        }
        over_ = true;
    }
    more_.notify_one();
    if (thread_.joinable())
        thread_.join();
}

std::string RunSaver::error() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

void RunSaver::give_up(const std::string& error) {
    const std::lock_guard lock(mutex_);
    given_up_ = true;
    if (error_.empty())
        error_ = error;
    next_ = {};
}

/// Waits for what comes next, as long as a killed program may lose it.
RunSaver::Portion RunSaver::take_portion() {
    std::unique_lock lock(mutex_);
    more_.wait_for(lock, write_every,
                   [this] { return over_ || next_.records.size() >= most_records_in_block; });
    Portion portion = std::exchange(next_, {});
    portion.last = over_;
    return portion;
}

void RunSaver::write() {
    try {
        write_portions();
        file_.finish();
    } catch (const RunError& error) {
        give_up(error.what());
    } catch (const std::exception&) {
        give_up("not all of the run was saved: there was no memory for it");
    }
}

void RunSaver::append(std::string_view bytes) {
    if (bytes.size() > most_bytes_ - bytes_)
        throw RunError("not all of the run was saved: its file would be longer than " +
                       std::to_string(most_bytes_ >> 20U) + " MiB; choose a smaller run, or allow more");
    file_.append(bytes);
    bytes_ += bytes.size();
}

void RunSaver::write_portions() {
    RunFileWriter writer([this](std::string_view bytes) { append(bytes); }, *first_info_, knows_states_);
    for (bool last = false; !last;) {
        const Portion portion = take_portion();
        last = portion.last;
        portion.records.pass_on_to(writer);
        writer.flush();
        if (portion.end)
            writer.write_end(*portion.info, *portion.end);
        else if (portion.info)
            writer.write_info(*portion.info);
        if (!portion.notes.empty())
            append(notes_block(portion.notes));
    }
}

} // namespace interleave
