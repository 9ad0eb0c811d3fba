// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/stage.h"

#include "core/work/processor_quota.h"

namespace interleave {

int Stage::usable_cpus() {
    static const int processors = usable_processors(); // read once, because that takes some files
    return processors;
}

} // namespace interleave
