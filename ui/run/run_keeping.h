// SPDX-License-Identifier: GPL-3.0-or-later
// How a run is kept in a file of the program while it goes on.
#pragma once

#include "core/file/run_history.h"
#include "core/file/run_saver.h"

#include <memory>
#include <string>

namespace interleave {

struct RunKeeping {
    std::unique_ptr<RunSaver> saver{}; ///< nullptr if it is not saved
    std::string path{};
    std::string problem{}; ///< why it cannot be saved, in one line; empty if it can, or is not to be
    HeldFile held{};       ///< so that the file stays as long as the run is shown
};

} // namespace interleave
