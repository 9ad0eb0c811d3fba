// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is written while a run goes on, so that a program that is killed leaves what was written.
#pragma once

#include "core/event/descriptor.h"

#include <string>
#include <string_view>

namespace interleave {

/// One thread uses it.
class GrowingFile {
public:
    /// Makes the file, or takes standard output for "-". A file that was there stays until the first
    /// append(), which replaces it; a symbolic link stays, and what it leads to is written. Throws RunError
    /// with one line. A new file to which nothing was appended is removed again.
    explicit GrowingFile(std::string path);
    ~GrowingFile();
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;

    /// Throws RunError. A part of the bytes may have been written then.
    void append(std::string_view bytes);
    /// Waits until all is safely on the disk. Throws RunError.
    void finish();

private:
    void make();

    std::string path_;
    std::string temporary_; ///< name of the file until it replaces the old one; empty if it has its own
    std::string untouched_; ///< name of a new file to which nothing was appended yet; else empty
    Descriptor file_;
};

} // namespace interleave
