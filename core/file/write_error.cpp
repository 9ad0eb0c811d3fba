// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/write_error.h"

#include "core/event/error.h"
#include "core/event/process_limits.h"

#include <cerrno>
#include <cstring>

namespace interleave {

std::string write_error_text(const std::string& path, int error) {
    std::string remedy;
    if (error == ENOSPC || error == EDQUOT)
        remedy = "; free some space or choose another folder";
    else if (error == EACCES || error == EPERM || error == EROFS)
        remedy = "; choose a folder that you may write in";
    else if (error == EFBIG && limit_of(Limit::file_size))
        remedy = "; " + limit_and_remedy(Limit::file_size);
    else if (error == EPIPE)
        remedy = "; what reads it ended before the run";
    return "cannot write '" + path + "': " + std::strerror(error) + remedy;
}

void throw_write_error(const std::string& path, int error) {
    throw RunError(write_error_text(path, error));
}

} // namespace interleave
