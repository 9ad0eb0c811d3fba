// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recorded_program.h"

#include "core/engine/end_report.h"
#include "core/event/printable_text.h"
#include "core/event/write_all.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <linux/close_range.h>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

constexpr int exit_cannot_execute = 126;
constexpr int exit_not_found = 127;

[[noreturn]] void fail(int result, const std::string& why, int status) {
    write_all(result, result_text(why));
    _exit(status);
}

/// Whether the file has the form of a program, of whatever machine.
bool is_elf(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    std::array<char, 4> first{};
    const bool is = read(file, first.data(), first.size()) == static_cast<ssize_t>(first.size()) &&
                    std::string_view(first.data(), first.size()) == "\x7f"
                                                                    "ELF";
    close(file);
    return is;
}

std::string why_not(const std::string& file, int error) {
    const std::string name = "'" + printable_text(file) + "'";
    switch (error) {
    case ENOENT:
        return name + " cannot be executed: the interpreter that its first line or its head names is missing";
    case ENOEXEC:
        return name + " is no program for this machine; use one that was built for it";
    case E2BIG:
        return name + " cannot be executed: its arguments and its environment are too long together";
    default:
        return name + " cannot be executed: " + std::strerror(error);
    }
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Sets NAME=VALUE in the environment of this process, which has one thread.
void set_in_environment(const std::string& word) {
    const std::size_t equals = word.find('=');
    setenv(word.substr(0, equals).c_str(), word.c_str() + equals + 1, 1); // NOLINT(concurrency-mt-unsafe)
}

} // namespace

void become_program(const ProgramToRecord& program, RunnerEnds ends) noexcept {
    try {
        if (!pass_gate(ends.gate))
            _exit(0);
        for (const std::string& word : program.environment)
            set_in_environment(word);
        if (!program.folder.empty() && chdir(program.folder.c_str()) != 0)
            fail(ends.result,
                 "cannot enter the folder '" + printable_text(program.folder) + "': " + std::strerror(errno),
                 exit_not_found);
        if (program.is_captured) // what the host's libraries have open is not the program's
            close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
        std::vector<std::string> words = program.arguments;
        execve(program.file.c_str(), pointers_to(words).data(), environ);
        if (errno == ENOEXEC && !is_elf(program.file)) {
            // A script without a first line that says who reads it is read by the shell.
            words.insert(words.begin() + 1, program.file);
            words.front() = "sh";
            execve("/bin/sh", pointers_to(words).data(), environ);
        }
        const int error = errno;
        fail(ends.result, why_not(program.file, error),
             error == ENOENT ? exit_not_found : exit_cannot_execute);
    } catch (const std::exception&) {
        _exit(exit_cannot_execute); // there is no memory for more words
    }
}

} // namespace interleave
