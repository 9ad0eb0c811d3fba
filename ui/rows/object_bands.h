// SPDX-License-Identifier: GPL-3.0-or-later
// The bands of an object, which show whether it was held, how many waited for it, and its value.
#pragma once

#include "core/trace/columns.h"
#include "ui/rows/band_row.h"

#include <span>
#include <utility>

namespace interleave {

/// The styles of one kind of object. What concerns a GIL has the hue of waiting for it.
struct ObjectStyles {
    StyleId contended; ///< held while others wait
    StyleId handing_off;
    StyleId waiters;
};
ObjectStyles object_styles(ObjectKind kind) noexcept;

/// Draws the shares of time in which the object was held, held while others waited, and handed over.
void holder_bands(std::span<const ObjectColumn> columns, int height, const ObjectStyles& styles,
                  BandRow& row);

/// Draw the number as a bar from the row's bottom; `most` fills the row.
void waiter_bands(std::span<const ObjectColumn> columns, int height, int most, const ObjectStyles& styles,
                  BandRow& row);
/// In the columns [known.first, known.second) the value is known. There a line of this many pixels says that
/// it is 0, so that a pipe whose messages are taken at once does not look like one that nobody used.
void value_bands(std::span<const ObjectColumn> columns, int height, int most, std::pair<int, int> known,
                 int line, BandRow& row);

} // namespace interleave
