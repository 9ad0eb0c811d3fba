// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/program_sources.h"

#include "core/event/descriptor.h"

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

/// A longer file is hardly written by hand, and its text must fit a block of a saved run however many bytes
/// its letters take there.
constexpr std::size_t longest_text = std::size_t{512} << 10U;

/// Returns the text of a file; empty if it has none that can be shown.
std::string text_of(const std::string& path) {
    // Whoever names the file may name a pipe, on which opening it would wait.
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (file.get() < 0 || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::size_t>(status.st_size) > longest_text)
        return {};
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t count = read(file.get(), text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        size += static_cast<std::size_t>(count);
    }
    text.resize(size);
    return text.find('\0') == std::string::npos ? text : std::string();
}

} // namespace

std::vector<SourceText> ProgramSources::take_new(const Trace& trace) {
    std::vector<SourceText> taken;
    for (std::string path = trace.file_path(next_file_); !path.empty();
         path = trace.file_path(++next_file_)) {
        if (path.front() != '/' || taken_ >= most_source_texts)
            continue;
        if (std::string text = text_of(path); !text.empty()) {
            taken.push_back({path, std::make_shared<std::string>(std::move(text))});
            ++taken_;
        }
    }
    return taken;
}

} // namespace interleave
