// SPDX-License-Identifier: GPL-3.0-or-later
// The line between a host and the guardian of its run: whole texts, in order, and an end when either side is
// gone.
#pragma once

#include "core/engine/descriptor.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace interleave {

/// One end. A text of any length arrives as one: what is too long for a packet travels as a sealed memfd.
class ControlSocket {
public:
    enum class Received { text, nothing, closed };

    explicit ControlSocket(Descriptor descriptor) noexcept : descriptor_(std::move(descriptor)) {}

    /// Two ends of one line, closed on exec. Throws RunError if the machine has no descriptors left.
    static std::pair<ControlSocket, ControlSocket> make_pair();

    int descriptor() const noexcept { return descriptor_.get(); }

    /// False if the other end is gone or memory is short. Any thread; a text shorter than a packet takes no
    /// lock and no memory.
    bool send(std::string_view text) const noexcept;

    /// Waits up to `wait` for the next text. One thread at a time. What is malformed counts as `closed`.
    Received receive(std::string& text, std::chrono::microseconds wait);

    /// No text comes or goes any more; the other end notices. The descriptor stays valid until destruction,
    /// so that another thread's send() never meets a number that was given to somebody else.
    void shut_down() const noexcept;

private:
    Received take_packet(std::string& text);

    Descriptor descriptor_;
};

} // namespace interleave
