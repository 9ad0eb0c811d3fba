// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as bytes, for scenarios that process pictures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// The rows are stored from top to bottom, the pixels of a row from left to right; a pixel is red, green,
/// blue.
struct RasterImage {
    static constexpr int channels = 3;
    static constexpr int largest_side = 4096;

    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bytes{};

    const std::uint8_t* pixel(int x, int y) const {
        return bytes.data() +
               (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
                   channels;
    }
};

/// Draws a picture with fine detail and sharp edges; it is always the same.
RasterImage drawn_picture(int width, int height);

/// Looks at a file without decoding it, so that the host of a run can refuse what is certainly no picture.
/// Throws UsageError with one line if the file cannot be opened, is larger than any picture of the permitted
/// size, or does not begin as a PNG, JPEG or BMP file does.
void check_picture_file(const std::string& path);

/// Decodes a PNG, JPEG or BMP file. Only the engine may call it, because the file may be meant to exploit a
/// fault of the decoder. Throws UsageError with one line if the file cannot be read, is no picture
/// or is too large.
RasterImage read_picture(const std::string& path);

/// Returns the picture as a data URL (PNG, base64), reduced so that no side is longer than `side` pixels.
/// Throws RunError.
std::string to_data_url(const RasterImage& picture, int side);

} // namespace interleave
