// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/opened_run.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/event/record_tee.h"
#include "core/event/refused_call.h"
#include "core/file/save_run.h"

#include <exception>
#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

namespace interleave {

namespace {

std::string name_for_people(const std::string& path) {
    return path == standard_input ? "standard input" : "'" + printable_text(path) + "'";
}

/// Where a format has no title of its own, the file's name is one.
std::string title_of(const std::string& path) {
    return path == standard_input ? "standard input"
                                  : printable_text(std::filesystem::path(path).filename().string());
}

std::unique_ptr<RunReader> reader_of(InputBytes& bytes, const std::string& name) {
    try {
        return read_run(bytes);
    } catch (const RunError& error) {
        throw RunError(name + " " + error.what());
    }
}

} // namespace

OpenedRun::OpenedRun(const std::string& path) : OpenedRun(path, InputBytes::open(path)) {}

OpenedRun::OpenedRun(const std::string& path, std::shared_ptr<InputBytes> bytes, const MakeSaver& make_saver)
    : name_(name_for_people(path))
    , bytes_(std::move(bytes))
    , reader_(reader_of(*bytes_, name_))
    , trace_(std::make_unique<Trace>(reader_->has_kernel_records(), reader_->knows_states()))
    , guard_(*trace_, memory_limits_now(), TraceOf::file)
    , info_(reader_->info()) {
    if (info_.title.empty())
        info_.title = title_of(path);
    if (make_saver)
        saver_ = make_saver(info_);
    if (saver_)
        saver_->begin(info_to_save(info_, *reader_), reader_->knows_states());
    try {
        thread_ = std::thread([this] { read(); });
    } catch (const std::system_error& error) {
        throw_refused_start("start the thread that reads " + name_, error.code().value());
    }
}

OpenedRun::~OpenedRun() {
    bytes_->cancel();
    thread_.join();
}

RunInfo OpenedRun::info() const {
    const std::lock_guard lock(mutex_);
    return info_;
}

bool OpenedRun::wait(std::chrono::milliseconds limit) const {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, limit, [this] { return finished(); });
}

void OpenedRun::read() noexcept {
    try {
        read_to_the_end();
    } catch (const Cancelled&) {
        error_ = "the reading of " + name_ + " was cancelled: what comes later is not shown";
    } catch (const RunError& error) {
        error_ = error.what();
    } catch (const std::bad_alloc&) {
        error_ = "out of memory"; // so short that it needs none
    } catch (const std::system_error& error) {
        error_ = refused_start_text("start the thread that reads " + name_, error.code().value());
    } catch (const std::exception& error) {
        error_ = error.what();
    }
    try {
        finish();
    } catch (const std::exception&) {
        error_ = "out of memory";
    }
    {
        const std::lock_guard lock(mutex_);
        finished_.store(true, std::memory_order_release);
    }
    ended_.notify_all();
}

void OpenedRun::read_to_the_end() {
    if (!saver_) {
        read_to_the_end(guard_);
        return;
    }
    RecordTee tee(*saver_, guard_);
    read_to_the_end(tee);
}

void OpenedRun::read_to_the_end(RecordSink& sink) {
    ReadAhead ahead(*reader_);
    ReadAhead::Portion portion;
    try {
        while (next(ahead, portion)) {
            portion.records.pass_on_to(sink);
            if (portion.info)
                update(std::move(*portion.info));
        }
    } catch (...) {
        bytes_->cancel(); // no more is wanted
        throw;
    }
}

/// Has the file's name in the reader's errors.
bool OpenedRun::next(ReadAhead& ahead, ReadAhead::Portion& portion) const {
    try {
        return ahead.next(portion);
    } catch (const RunError& error) {
        throw RunError(name_ + " " + error.what());
    }
}

void OpenedRun::update(RunInfo info) {
    const std::lock_guard lock(mutex_);
    if (info.title.empty())
        info.title = std::move(info_.title);
    info_ = std::move(info);
    if (saver_)
        saver_->update(info_to_save(info_, *reader_));
}

void OpenedRun::finish() {
    const RunEnd end = reader_->end();
    trace_->close(end.time, end.exits);
    remarks_ = reader_->remarks();
    notes_ = reader_->notes();
    RunInfo info = reader_->info();
    if (info.title.empty())
        info.title = this->info().title;
    if (!error_.empty()) { // what came later is not known, however the run ended
        info.ended.reset();
        info.error = error_;
    }
    report_ = make_report(std::move(info), *trace_);
    if (saver_)
        saver_->finish(info_to_save(report_.info, *reader_), end, notes_);
    const std::lock_guard lock(mutex_);
    info_ = report_.info;
}

} // namespace interleave
