// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what a recorded program prints, so that the program never waits for a full pipe.
#pragma once

#include "core/engine/program_output.h"
#include "core/event/descriptor.h"

#include <array>
#include <memory>
#include <thread>

namespace interleave {

/// Where a program prints: descriptors of the host, or -1 for the host's own streams.
struct ProgramStreams {
    int output = -1;
    int errors = -1;
};

/// Has two pipes and a thread that reads them all the time. One thread owns it.
class OutputReader {
public:
    /// Throws RunError if the system refuses the pipes or the thread.
    explicit OutputReader(std::shared_ptr<ProgramOutput> output);
    /// Does what finish() does.
    ~OutputReader();
    OutputReader(const OutputReader&) = delete;
    OutputReader& operator=(const OutputReader&) = delete;

    /// Returns the ends for the program, until close_ends_of_program().
    ProgramStreams ends_of_program() const noexcept { return {writing_[0].get(), writing_[1].get()}; }
    /// Closes this process's copies of them, when the program has its own.
    void close_ends_of_program() noexcept;

    /// Reads what is in the pipes and ends, whoever still holds them open: a process that does not belong to
    /// the run may, and may even write. It takes 0.2 s at most.
    void finish() noexcept;

    const std::shared_ptr<ProgramOutput>& output() const noexcept { return output_; }

private:
    void read_all() noexcept;
    bool read_some(std::size_t stream) noexcept;

    std::shared_ptr<ProgramOutput> output_;
    std::array<Descriptor, 2> writing_; ///< of standard output and standard error
    std::array<Descriptor, 2> reading_; ///< the thread's, once it runs
    Descriptor finish_;                 ///< can be read when the thread is to end
    std::thread thread_;
};

} // namespace interleave
