// SPDX-License-Identifier: GPL-3.0-or-later
// The connection between a host and the guardian of its run. It transports whole texts in order, and each
// side sees when the other is gone.
#pragma once

#include "core/event/descriptor.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace interleave {

/// One end of the connection. A text of up to 64 MiB arrives as one: if it is too long for a packet, it is
/// sent as a sealed memfd.
class ControlSocket {
public:
    enum class Received { text, nothing, closed };

    explicit ControlSocket(Descriptor descriptor) noexcept : descriptor_(std::move(descriptor)) {}

    /// Returns the two ends of a new connection, which are closed on exec. Throws RunError if the machine has
    /// no descriptors left.
    static std::pair<ControlSocket, ControlSocket> make_pair();

    int descriptor() const noexcept { return descriptor_.get(); }

    /// Sends a text. Returns false if the other end is gone or memory is short. Any thread may call it. For a
    /// text shorter than a packet it takes no lock and allocates no memory.
    bool send(std::string_view text) const noexcept;

    /// Waits up to `wait` for the next text. One thread at a time may call it. A malformed packet counts as
    /// `closed`.
    Received receive(std::string& text, std::chrono::microseconds wait);

    /// Ends the connection, which the other end sees. The descriptor stays open until destruction, so that
    /// another thread's send() never uses a number that was given to another file.
    void shut_down() const noexcept;

private:
    Received take_packet(std::string& text);

    Descriptor descriptor_;
};

} // namespace interleave
