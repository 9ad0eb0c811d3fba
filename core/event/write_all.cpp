// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/write_all.h"

#include <cerrno>
#include <unistd.h>

namespace interleave {

int write_all(int descriptor, std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (written == 0)
            return ENOSPC; // some devices write nothing and report no error
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

} // namespace interleave
