// SPDX-License-Identifier: GPL-3.0-or-later
// The processes and threads of a Chrome trace, in the order in which its events name them.
#pragma once

#include "core/file/chrome_event.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace interleave {

struct ChromeProcess {
    ChromeKey pid;
    std::string name{}; ///< empty if the file gives none
    std::string labels{};
    std::optional<std::int64_t> sort_index{};
};

struct ChromeThread {
    std::uint16_t process;
    ChromeKey tid;
    std::string name{};
    std::optional<std::int64_t> sort_index{};
};

class ChromeTracks {
public:
    static constexpr std::size_t most_processes = 4'096;
    static constexpr std::size_t most_threads = 16'384;

    /// What the functions below return if there are too many.
    static constexpr std::uint16_t no_process = 0xffff;
    static constexpr std::uint32_t no_thread = 0xffff'ffff;

    std::uint16_t process(const ChromeKey& pid);
    /// Of no_process there is no thread.
    std::uint32_t thread(std::uint16_t process, const ChromeKey& tid);

    ChromeProcess& process_of(std::uint16_t number) { return processes_[number]; }
    ChromeThread& thread_of(std::uint32_t number) { return threads_[number]; }
    const std::vector<ChromeProcess>& processes() const noexcept { return processes_; }
    const std::vector<ChromeThread>& threads() const noexcept { return threads_; }

    /// Returns "Renderer", "Renderer (Tab: news)" or "process 4711".
    std::string process_name(std::uint16_t process) const;
    /// Returns "CrRendererMain" or "thread 4711".
    std::string thread_name(std::uint32_t thread) const;

private:
    std::vector<ChromeProcess> processes_;
    std::vector<ChromeThread> threads_;
    std::unordered_map<std::string, std::uint16_t> process_numbers_;
    std::unordered_map<std::string, std::uint32_t> thread_numbers_;
    std::string key_; ///< kept for its memory
};

} // namespace interleave
