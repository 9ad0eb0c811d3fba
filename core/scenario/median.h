// SPDX-License-Identifier: GPL-3.0-or-later
// For pages of the catalogue that measure several times.
#pragma once

#include "core/event/median.h"
