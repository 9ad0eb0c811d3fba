// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_tracks.h"

namespace interleave {

namespace {

/// Appends what tells the key from all others.
void append(std::string& words, const ChromeKey& key) {
    words += static_cast<char>(key.kind);
    words += key.kind == ChromeKey::Kind::number ? std::to_string(key.number) : key.text;
}

/// Returns "process 4711", the text if the key is one, or "process" without a key.
std::string described(const char* what, const ChromeKey& key) {
    switch (key.kind) {
    case ChromeKey::Kind::number:
        return std::string(what) + ' ' + std::to_string(static_cast<std::int64_t>(key.number));
    case ChromeKey::Kind::text:
        return key.text;
    case ChromeKey::Kind::none:
        break;
    }
    return std::string(what) + " without a number";
}

} // namespace

std::uint16_t ChromeTracks::process(const ChromeKey& pid) {
    key_.clear();
    append(key_, pid);
    if (const auto known = process_numbers_.find(key_); known != process_numbers_.end())
        return known->second;
    if (processes_.size() == most_processes)
        return no_process;
    const auto number = static_cast<std::uint16_t>(processes_.size());
    processes_.push_back({pid});
    process_numbers_.emplace(key_, number);
    return number;
}

std::uint32_t ChromeTracks::thread(std::uint16_t process, const ChromeKey& tid) {
    if (process == no_process)
        return no_thread;
    key_ = std::to_string(process) + ' ';
    append(key_, tid);
    if (const auto known = thread_numbers_.find(key_); known != thread_numbers_.end())
        return known->second;
    if (threads_.size() == most_threads)
        return no_thread;
    const auto number = static_cast<std::uint32_t>(threads_.size());
    threads_.push_back({process, tid});
    thread_numbers_.emplace(key_, number);
    return number;
}

std::string ChromeTracks::process_name(std::uint16_t process) const {
    const ChromeProcess& named = processes_[process];
    std::string name = named.name.empty() ? described("process", named.pid) : named.name;
    return named.labels.empty() ? name : name + " (" + named.labels + ')';
}

std::string ChromeTracks::thread_name(std::uint32_t thread) const {
    const ChromeThread& named = threads_[thread];
    return named.name.empty() ? described("thread", named.tid) : named.name;
}

} // namespace interleave
