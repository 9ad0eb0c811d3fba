// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/picture.h"

#include "core/event/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>
#include <stb/stb_image_write.h>
#include <string_view>

namespace interleave {

namespace {

std::string base64(const std::vector<std::uint8_t>& bytes) {
    static constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (k < count ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= count ? letters[group >> (18 - 6 * k) & 0x3fU] : '=';
    }
    return text;
}

std::uint8_t shade(double value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
}

} // namespace

RasterImage drawn_picture(int width, int height) {
    RasterImage picture{width, height, {}};
    picture.bytes.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                          RasterImage::channels);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            // The picture has rings that become finer outwards, on squares, so it has edges in every
            // direction and detail of every size.
            const double dx = x - width / 2.0;
            const double dy = y - height / 2.0;
            const double ring = 0.5 + 0.5 * std::cos((dx * dx + dy * dy) / 900.0);
            const bool square = (x / 40 + y / 40) % 2 == 0;
            picture.bytes.push_back(shade(255 * ring));
            picture.bytes.push_back(shade(square ? 200 * ring + 30 : 90));
            picture.bytes.push_back(shade(square ? 70 : 255 * (1 - ring)));
        }
    }
    return picture;
}

void check_picture_file(const std::string& path) {
    using namespace std::string_view_literals;
    constexpr std::array begins{"\x89PNG\r\n\x1a\n"sv, "\xff\xd8\xff"sv, "BM"sv};
    // As a BMP file of four bytes a pixel it has this size. Other formats take less.
    constexpr std::uintmax_t most_bytes =
        std::uintmax_t{RasterImage::largest_side} * RasterImage::largest_side * 4 + 4096;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        throw UsageError("parameter 'picture': there is no file '" + path + "'");
    if (std::filesystem::file_size(path, error) > most_bytes)
        throw UsageError("parameter 'picture': '" + path + "' is larger than a picture of " +
                         std::to_string(RasterImage::largest_side) + " pixels a side can be");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw UsageError("parameter 'picture': '" + path +
                         "' cannot be read; choose a file that you may read");
    std::string begin(8, '\0');
    file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    begin.resize(static_cast<std::size_t>(file.gcount()));
    if (std::ranges::none_of(begins, [&](std::string_view known) { return begin.starts_with(known); }))
        throw UsageError("parameter 'picture': '" + path +
                         "' is no picture that can be read; it takes PNG, JPEG or BMP");
}

RasterImage read_picture(const std::string& path) {
    check_picture_file(path);
    int width = 0;
    int height = 0;
    if (stbi_info(path.c_str(), &width, &height, nullptr) == 0)
        throw UsageError("parameter 'picture': '" + path +
                         "' is no picture that can be read; it takes PNG, JPEG or BMP");
    if (width > RasterImage::largest_side || height > RasterImage::largest_side)
        throw UsageError("parameter 'picture': '" + path + "' is " + std::to_string(width) + "x" +
                         std::to_string(height) + "; it takes pictures up to " +
                         std::to_string(RasterImage::largest_side) + " pixels a side");
    const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> pixels(
        stbi_load(path.c_str(), &width, &height, nullptr, RasterImage::channels), stbi_image_free);
    if (pixels == nullptr)
        throw UsageError("parameter 'picture': '" + path +
                         "' is damaged or no picture; it takes PNG, JPEG or BMP");
    const std::size_t bytes =
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * RasterImage::channels;
    return {width, height, {pixels.get(), pixels.get() + bytes}};
}

std::string to_data_url(const RasterImage& picture, int side) {
    const double scale = std::min(1.0, static_cast<double>(side) / std::max(picture.width, picture.height));
    RasterImage small{std::max(1, static_cast<int>(picture.width * scale)),
                      std::max(1, static_cast<int>(picture.height * scale)),
                      {}};
    small.bytes.resize(static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height) *
                       RasterImage::channels);
    if (stbir_resize_uint8(picture.bytes.data(), picture.width, picture.height, 0, small.bytes.data(),
                           small.width, small.height, 0, RasterImage::channels) == 0)
        throw RunError("not enough memory to make the picture smaller");
    std::vector<std::uint8_t> png;
    const auto append = [](void* context, void* data, int size) {
        auto& bytes = *static_cast<std::vector<std::uint8_t>*>(context);
        const auto* const first = static_cast<const std::uint8_t*>(data);
        bytes.insert(bytes.end(), first, first + size);
    };
    if (stbi_write_png_to_func(append, &png, small.width, small.height, RasterImage::channels,
                               small.bytes.data(), small.width * RasterImage::channels) == 0)
        throw RunError("not enough memory to write the picture");
    return "data:image/png;base64," + base64(png);
}

} // namespace interleave
