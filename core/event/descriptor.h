// SPDX-License-Identifier: GPL-3.0-or-later
// A file descriptor with one owner.
#pragma once

#include <unistd.h>
#include <utility>

namespace interleave {

/// Closes the descriptor that it owns. The number is -1 if it owns none.
class Descriptor {
public:
    Descriptor() noexcept = default;
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }

    int get() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }
    /// Gives the descriptor to the caller, who has to close it.
    int release() noexcept { return std::exchange(number_, -1); }
    void close() noexcept { Descriptor(std::move(*this)); }

private:
    int number_ = -1;
};

} // namespace interleave
