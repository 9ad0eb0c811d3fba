// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/program_to_record.h"

#include "core/engine/find_program.h"
#include "core/engine/session.h"
#include "core/event/error.h"
#include "core/event/printable_text.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace fs = std::filesystem;

namespace {

std::string in_quotes(std::string_view word) {
    return "'" + printable_text(std::string(word)) + "'";
}

/// Returns the search path that the program will have.
std::string search_path_of(const ProgramToRecord& program) {
    constexpr std::string_view name = "PATH=";
    const auto set = std::find_if(program.environment.rbegin(), program.environment.rend(),
                                  [&](const std::string& word) { return word.starts_with(name); });
    if (set != program.environment.rend())
        return set->substr(name.size());
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this program does not change the environment
    const char* const path = std::getenv("PATH");
    return path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
}

/// Returns why the system would not execute the file, or nothing.
std::string why_not_executable(const fs::path& file) {
    std::error_code error;
    if (fs::is_directory(file, error))
        return "is a folder";
    if (access(file.c_str(), X_OK) == 0)
        return {};
    return errno == EACCES
               ? "is not executable for you; 'chmod +x' makes it so, or name the program that runs it"
               : std::string("cannot be executed: ") + std::strerror(errno);
}

/// Whether the system hands programs of some kinds to other programs, which may be emulators.
bool has_emulators() {
    std::error_code error;
    fs::directory_iterator entry("/proc/sys/fs/binfmt_misc", error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name != "register" && name != "status")
            return true;
    }
    return false;
}

} // namespace

std::string command_line_of(const ProgramToRecord& program) {
    std::string line;
    for (const std::string& word : program.arguments) {
        const bool is_plain =
            !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz"
                                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                    "0123456789%+,-./:=@_") == std::string::npos;
        line += (line.empty() ? "" : " ") + (is_plain ? word : in_quotes(word));
    }
    return line;
}

std::string find_program_to_record(const ProgramToRecord& program) {
    const std::string& word = program.arguments.front();
    std::error_code error;
    if (!program.folder.empty() && !fs::is_directory(program.folder, error))
        throw RunError("there is no folder " + in_quotes(program.folder) + " for the program to begin in");
    if (word.find('/') != std::string::npos) {
        const fs::path file = program.folder.empty() ? fs::path(word) : fs::path(program.folder) / word;
        if (!fs::exists(file, error))
            throw RunError("there is no program " + in_quotes(file.string()) + "; check the path");
        if (const std::string why = why_not_executable(file); !why.empty())
            throw RunError(in_quotes(file.string()) + " " + why);
        return fs::absolute(file, error).string();
    }
    std::string found_but;
    std::string path = search_path_of(program) + ":";
    while (!path.empty()) {
        const std::size_t colon = path.find(':');
        const fs::path folder = colon == 0 ? fs::path(".") : fs::path(path.substr(0, colon));
        path.erase(0, colon + 1);
        const fs::path file = folder / word;
        if (!fs::is_regular_file(file, error))
            continue;
        const std::string why = why_not_executable(file);
        if (why.empty())
            return fs::absolute(file, error).string();
        if (found_but.empty())
            found_but = in_quotes(file.string()) + " " + why;
    }
    throw RunError(!found_but.empty()
                       ? found_but
                       : "there is no program " + in_quotes(word) +
                             " on the search path; give its path, as ./" + printable_text(word));
}

std::string why_not_on_this_machine(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    Elf64_Ehdr head{}; // as far as it is looked at here, that of a program of 32 bits is the same
    if (!in.read(reinterpret_cast<char*>(&head), sizeof head) ||
        std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) // NOLINT(bugprone-not-null-terminated-result)
        return {};
    std::ifstream self("/proc/self/exe", std::ios::binary);
    Elf64_Ehdr own{};
    if (!self.read(reinterpret_cast<char*>(&own), sizeof own))
        return {};
    const bool is_older = own.e_machine == EM_X86_64 && head.e_machine == EM_386; // most kernels execute both
    if (head.e_machine == own.e_machine || is_older || has_emulators())
        return {};
    return in_quotes(file) + " is no program for this machine; use one that was built for it";
}

std::string why_not_from_inside(const std::string& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0)
        return {};
    const bool takes_rights = ((status.st_mode & S_ISUID) != 0 && status.st_uid != geteuid()) ||
                              ((status.st_mode & S_ISGID) != 0 && status.st_gid != getegid());
    if (takes_rights)
        return "it runs with the rights of another user (set-uid), so the system loads nothing into it";
    std::ifstream in(file, std::ios::binary);
    Elf64_Ehdr head{};
    if (!in.read(reinterpret_cast<char*>(&head), sizeof head) ||
        std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) // NOLINT(bugprone-not-null-terminated-result)
        return {}; // a script: what reads it counts, and that is seen when it runs
    if (head.e_ident[EI_CLASS] != ELFCLASS64)
        return "it is a program of 32 bits, and the library that records is one of 64 bits";
    for (unsigned i = 0; i < head.e_phnum; ++i) {
        Elf64_Phdr part{};
        in.seekg(static_cast<std::streamoff>(head.e_phoff + std::uint64_t{i} * head.e_phentsize));
        if (!in.read(reinterpret_cast<char*>(&part), sizeof part))
            return {};
        if (part.p_type == PT_INTERP)
            return {};
    }
    return "it is linked statically, so no library can be loaded into it";
}

std::string find_preload_library() {
    const OwnProgram library{.file = "libinterleave-preload.so",
                             .what = "library that records programs",
                             .remedy = "install Interleave again",
                             .is_library = true};
    const fs::path beside_engine = fs::path(find_engine()).parent_path() / library.file;
    std::error_code error;
    if (!fs::is_regular_file(beside_engine, error))
        return find_program(library);
    check_executable(library, beside_engine.string());
    return beside_engine.string();
}

} // namespace interleave
