// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernel_tasks.h"

#include "core/engine/program_to_record.h"
#include "core/event/printable_text.h"

#include <fstream>
#include <utility>

namespace interleave {

namespace {

/// Threads end much more slowly than that within the time that their records take to become due.
constexpr std::size_t most_ended = 4096;

std::string path_of(std::int32_t pid, const char* file) {
    return "/proc/" + std::to_string(pid) + "/" + file;
}

} // namespace

void KernelTasks::follow_first(std::int32_t pid) {
    std::string name;
    std::getline(std::ifstream(path_of(pid, "comm")), name);
    tasks_[pid] = {pid, printable_text(name), {}};
}

void KernelTasks::has_begun(std::int32_t tid, std::int32_t pid, std::int32_t parent) {
    const auto of = tasks_.find(parent);
    KernelTask task = of != tasks_.end() ? of->second : KernelTask{};
    task.pid = pid;
    tasks_.try_emplace(tid, std::move(task));
}

void KernelTasks::is_called(std::int32_t tid, std::int32_t pid, std::string name, bool executes) {
    KernelTask& task = tasks_[tid];
    task.pid = pid;
    task.name = printable_text(name);
    if (executes) {
        const std::string why = why_not_from_inside(path_of(pid, "exe"));
        task.why = why.substr(0, why.find(',')); // what comes of it is clear
    }
}

void KernelTasks::has_ended(std::int32_t tid) {
    if (!tasks_.contains(tid))
        return;
    ended_.push_back(tid);
    if (ended_.size() <= most_ended)
        return;
    tasks_.erase(ended_.front());
    ended_.pop_front();
}

std::optional<KernelTask> KernelTasks::find(std::int32_t tid) const {
    const auto found = tasks_.find(tid);
    return found != tasks_.end() ? std::optional(found->second) : std::nullopt;
}

} // namespace interleave
