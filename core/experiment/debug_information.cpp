// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/debug_information.h"

#include "core/event/descriptor.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

constexpr std::size_t most_modules = 256;
/// Whoever has more has its program's text in there, too; to read it would hold up the records for seconds.
constexpr off_t largest_file = off_t{1} << 30U;

struct Freed {
    void operator()(void* memory) const noexcept { std::free(memory); }
};
template <typename T>
using Allocated = std::unique_ptr<T, Freed>;

/// Opens a regular file to read; whoever names the file may name a pipe, on which opening it would wait.
Descriptor open_file(const char* path) {
    Descriptor file(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (file.get() >= 0 &&
        (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > largest_file))
        return Descriptor();
    return file;
}

/// libdwfl's question where the debugging information is that a file does not have itself. Its own answer may
/// ask a server for it.
int find_debug_file(Dwfl_Module* module, void**, const char*, Dwarf_Addr, const char*, const char*, GElf_Word,
                    char** name) {
    const unsigned char* id = nullptr;
    GElf_Addr address = 0;
    const int length = dwfl_module_build_id(module, &id, &address);
    if (length < 2)
        return -1;
    std::string path = "/usr/lib/debug/.build-id/";
    for (int i = 0; i < length; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        path += digits[id[i] >> 4U];
        path += digits[id[i] & 15U];
        if (i == 0)
            path += '/';
    }
    path += ".debug";
    Descriptor file = open_file(path.c_str());
    if (file.get() < 0)
        return -1;
    *name = strdup(path.c_str());
    return file.release();
}

const Dwfl_Callbacks callbacks{.find_elf = nullptr,
                               .find_debuginfo = find_debug_file,
                               .section_address = dwfl_offline_section_address,
                               .debuginfo_path = nullptr};

std::string full_path(const char* directory, const char* name) {
    std::filesystem::path path(name);
    if (path.is_relative() && directory != nullptr)
        path = directory / path;
    return path.lexically_normal().string();
}

/// Whether a file is one of those that come with the system: what is inline in its headers is the program's
/// call of it, and its libraries name their sources as they were found when they were built, not where they
/// are.
bool is_of_the_system(const std::string& path) {
    return !path.starts_with('/') || path.starts_with("/usr/include/") ||
           path.find("/include/c++/") != std::string::npos || path.starts_with("/usr/lib/gcc/");
}

/// Returns where the inline function that `scope` is was called from.
std::optional<SourceLine> call_of(Dwarf_Die& scope, Dwarf_Die& unit, const char* directory) {
    Dwarf_Attribute attribute;
    Dwarf_Word file = 0;
    Dwarf_Word line = 0;
    Dwarf_Files* files = nullptr;
    std::size_t count = 0;
    if (dwarf_formudata(dwarf_attr(&scope, DW_AT_call_file, &attribute), &file) != 0 ||
        dwarf_formudata(dwarf_attr(&scope, DW_AT_call_line, &attribute), &line) != 0 ||
        dwarf_getsrcfiles(&unit, &files, &count) != 0)
        return std::nullopt;
    const char* const name = dwarf_filesrc(files, file, nullptr, nullptr);
    if (name == nullptr || line == 0)
        return std::nullopt;
    return SourceLine{full_path(directory, name), static_cast<int>(line)};
}

std::string demangled(const char* symbol) {
    int status = 0;
    const Allocated<char> name(abi::__cxa_demangle(symbol, nullptr, nullptr, &status));
    std::string text = status == 0 && name != nullptr ? name.get() : symbol;
    constexpr std::string_view nameless = "(anonymous namespace)::";
    for (std::size_t at = text.find(nameless); at != std::string::npos; at = text.find(nameless))
        text.erase(at, nameless.size());
    return text;
}

} // namespace

/// One program or library.
class DebugInformation::Module {
public:
    explicit Module(const std::string& path) : dwfl_(dwfl_begin(&callbacks)) {
        Descriptor file = open_file(path.c_str());
        if (dwfl_ == nullptr || file.get() < 0)
            return;
        dwfl_report_begin(dwfl_.get());
        module_ = dwfl_report_elf(dwfl_.get(), path.c_str(), path.c_str(), file.get(), 0, true);
        if (module_ != nullptr)
            file.release(); // it belongs to the module now
        dwfl_report_end(dwfl_.get(), nullptr, nullptr);
    }

    std::optional<SourceLine> line_at(std::uint64_t address) {
        Dwfl_Line* const found = module_ != nullptr ? dwfl_module_getsrc(module_, address) : nullptr;
        int number = 0;
        const char* const name =
            found != nullptr ? dwfl_lineinfo(found, nullptr, &number, nullptr, nullptr, nullptr) : nullptr;
        if (name == nullptr || number <= 0)
            return std::nullopt;
        const char* const directory = dwfl_line_comp_dir(found);
        SourceLine line{full_path(directory, name), number};
        return is_of_the_system(line.path) ? caller_of(address, directory) : line;
    }

    std::string variable_at(std::uint64_t address) {
        if (module_ == nullptr)
            return {};
        GElf_Off distance = 0;
        GElf_Sym symbol;
        const char* const name =
            dwfl_module_addrinfo(module_, address, &distance, &symbol, nullptr, nullptr, nullptr);
        if (name == nullptr || GELF_ST_TYPE(symbol.st_info) != STT_OBJECT || distance >= symbol.st_size)
            return {};
        std::string text = demangled(name);
        if (distance != 0) {
            std::array<char, 24> digits{};
            std::snprintf(digits.data(), digits.size(), "+0x%llx", static_cast<unsigned long long>(distance));
            text += digits.data();
        }
        return text;
    }

private:
    struct Ended {
        void operator()(Dwfl* dwfl) const noexcept { dwfl_end(dwfl); }
    };

    /// Returns the innermost line outside the system's headers that the code at the address was compiled
    /// into.
    std::optional<SourceLine> caller_of(std::uint64_t address, const char* directory) {
        Dwarf_Addr bias = 0;
        Dwarf_Die* const unit = dwfl_module_addrdie(module_, address, &bias);
        Dwarf_Die* found = nullptr;
        if (unit == nullptr || dwarf_getscopes(unit, address - bias, &found) <= 0)
            return std::nullopt;
        // Behind the innermost stand those that surround its definition, not its call.
        Dwarf_Die innermost = *found;
        const Allocated<Dwarf_Die> of_definition(found);
        found = nullptr;
        const int count = dwarf_getscopes_die(&innermost, &found);
        const Allocated<Dwarf_Die> scopes(found);
        for (int i = 0; i < count; ++i) {
            if (dwarf_tag(&found[i]) != DW_TAG_inlined_subroutine)
                continue;
            std::optional<SourceLine> call = call_of(found[i], *unit, directory);
            if (call && !is_of_the_system(call->path))
                return call;
        }
        return std::nullopt;
    }

    std::unique_ptr<Dwfl, Ended> dwfl_;
    Dwfl_Module* module_ = nullptr; ///< of `dwfl_`; nullptr if the file is none
};

DebugInformation::DebugInformation() = default;
DebugInformation::~DebugInformation() = default;

DebugInformation::Module* DebugInformation::module_of(const std::string& file) {
    if (const auto known = modules_.find(file); known != modules_.end())
        return known->second.get();
    if (modules_.size() >= most_modules)
        return nullptr;
    return modules_.emplace(file, std::make_unique<Module>(file)).first->second.get();
}

std::optional<SourceLine> DebugInformation::line_at(const std::string& file, std::uint64_t address) {
    Module* const module = module_of(file);
    return module != nullptr ? module->line_at(address) : std::nullopt;
}

std::string DebugInformation::variable_at(const std::string& file, std::uint64_t address) {
    Module* const module = module_of(file);
    return module != nullptr ? module->variable_at(address) : std::string();
}

} // namespace interleave
