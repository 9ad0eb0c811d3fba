// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_tasks.h"

#include "core/preload/lane.h"
#include "core/preload/python_locks.h"
#include "core/preload/session.h"
#include "core/preload/text.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace interleave::preload {

namespace {

struct OfThread {
    bool has_fetched = false;  ///< a process of a pool has got a task, whose name is not known yet
    ObjectId task = no_object; ///< the task of a process that goes on
};
thread_local constinit OfThread of_thread;

/// How many tasks this process has submitted.
constinit std::atomic<std::uint32_t> submitted = 0;

/// The names that the main interpreter has entered last, guarded by its lock. Two that share a place replace
/// each other.
struct Name {
    std::uint64_t key;
    ObjectId label;
};
constexpr std::size_t most_names = 64;
constinit std::array<Name, most_names> names{};

/// Returns the label of this name, which is the same in all processes.
ObjectId label_of(std::string_view name) noexcept {
    const std::uint64_t key = key_of_text("task ", name);
    Name& known = names[key % most_names];
    const bool is_kept = is_in_main_interpreter();
    if (is_kept && known.key == key)
        return known.label;
    ObjectId label = session()->find_object(key);
    if (label == no_object)
        label = session()->claim_object(ObjectKind::label, name, key);
    if (is_kept)
        known = {key, label};
    return label;
}

bool is_of_future(const KnownObject& lock) noexcept {
    return lock.task.load(std::memory_order_relaxed) != 0;
}

std::uint64_t number_of(const KnownObject& lock) noexcept {
    const std::uint32_t number = lock.task.load(std::memory_order_relaxed);
    return number == future_without_number ? 0 : number;
}

void complete(const KnownObject& lock, FutureOutcome outcome) noexcept {
    // A future that nobody has waited for is told by what it is the result of.
    const KnownObject* const future = find_entry(lock.whole.load(std::memory_order_relaxed));
    ObjectId object = future != nullptr ? object_of(*future) : no_object;
    if (object == no_object)
        object = lock.label.load(std::memory_order_relaxed);
    if (object != no_object)
        Lane::of_this_thread().event(EventKind::completed, object, number_of(lock), 0, to_detail(outcome));
}

void note_step_of_future(const KnownObject& lock) noexcept {
    enum : std::size_t { begins, has_result, has_exception, none };
    const std::size_t step =
        function_at(1, {"Future.set_running_or_notify_cancel", "Future.set_result", "Future.set_exception"});
    if (step == none)
        return;
    const bool is_at_work = function_at(2, {"_WorkItem.run"}) == 0;
    const ObjectId label = lock.label.load(std::memory_order_relaxed);
    if (is_at_work && label != no_object)
        Lane::of_this_thread().event(step == begins ? EventKind::task_begin : EventKind::task_end, label,
                                     number_of(lock));
    if (step != begins)
        complete(lock, step == has_result ? FutureOutcome::result : FutureOutcome::exception);
}

/// The process sends the result of its task.
void note_end_in_process() noexcept {
    if (of_thread.task == no_object || function_at(1, {"SimpleQueue.put"}) != 0 ||
        function_at(2, {"_sendback_result", "worker"}) == 2)
        return;
    Lane::of_this_thread().event(EventKind::work_end, of_thread.task, work_row::innermost);
    of_thread.task = no_object;
}

/// Whether a module is of what brings a task to its process, and not of what the task is.
bool is_of_way(std::string_view module) noexcept {
    return module == "functools" || module == "copyreg" || module.starts_with("concurrent.futures") ||
           module.starts_with("multiprocessing");
}

} // namespace

void note_lock_of_task(KnownObject& lock, const PythonPlace& place) noexcept {
    if (place.made_type.view() != "Future")
        return;
    lock.whole.store(place.made, std::memory_order_relaxed);
    lock.task.store(future_without_number, std::memory_order_relaxed);
    lock.label.store(no_object, std::memory_order_relaxed);
    Text<name_capacity> name;
    std::uintptr_t function = 0;
    for (const char* const submit : {"ThreadPoolExecutor.submit", "ProcessPoolExecutor.submit"})
        if (function == 0)
            add_attribute_of_local(name, submit, "fn", "__name__", &function);
    if (function == 0)
        return;
    lock.label.store(label_of(name.empty() ? std::string_view("task") : name.view()),
                     std::memory_order_relaxed);
    const std::uint32_t number = submitted.fetch_add(1, std::memory_order_relaxed) + 1;
    lock.task.store(number, std::memory_order_relaxed);
    if (const ObjectId pool = pool_in_call(place); pool != no_object)
        Lane::of_this_thread().event(EventKind::submit, pool, number, place.site);
}

void note_task_step(const KnownObject& lock) noexcept {
    if (!is_of_future(lock) && !lock.is_shared.load(std::memory_order_relaxed))
        return;
    if (!is_python_ready())
        return;
    if (is_of_future(lock))
        note_step_of_future(lock);
    else
        note_end_in_process();
}

void note_task_fetched(const KnownObject& lock) noexcept {
    if (lock.is_shared.load(std::memory_order_relaxed) && is_python_ready() &&
        function_at(1, {"Queue.get", "SimpleQueue.get"}) != 2 &&
        function_at(2, {"_process_worker", "worker"}) != 2)
        of_thread.has_fetched = true;
}

void note_loaded_name(PyObject arguments) noexcept {
    if (!of_thread.has_fetched || !is_python_ready())
        return;
    const UnseenByPython unseen;
    PyObject const module = python().tuple_item(arguments, 0);
    PyObject const name = python().tuple_item(arguments, 1);
    const char* const in = module != nullptr ? python().as_utf8(module) : nullptr;
    const char* const loaded = name != nullptr ? python().as_utf8(name) : nullptr;
    if (in == nullptr || loaded == nullptr) {
        python().clear_error();
        return;
    }
    if (is_of_way(in))
        return;
    of_thread.has_fetched = false;
    of_thread.task = label_of(loaded);
    if (of_thread.task != no_object)
        Lane::of_this_thread().event(EventKind::work_begin, of_thread.task, work_row::innermost);
}

} // namespace interleave::preload
