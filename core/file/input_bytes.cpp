// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/input_bytes.h"

#include "core/event/error.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace interleave {

namespace {

/// Bytes of which the first ones were read already.
class PutBackBytes final : public ByteSource {
public:
    PutBackBytes(std::string first, std::unique_ptr<ByteSource> rest)
        : first_(std::move(first))
        , rest_(std::move(rest)) {}

    std::size_t read(std::span<char> bytes) override {
        if (next_ == first_.size())
            return rest_->read(bytes);
        const std::size_t count = first_.copy(bytes.data(), bytes.size(), next_);
        next_ += count;
        return count;
    }
    void cancel() noexcept override { rest_->cancel(); }
    std::optional<double> progress() const noexcept override { return rest_->progress(); }

private:
    std::string first_;
    std::size_t next_ = 0;
    std::unique_ptr<ByteSource> rest_;
};

/// Reads up to `count` bytes; fewer only at the end.
std::string first_of(ByteSource& source, std::size_t count) {
    std::string first(count, '\0');
    std::size_t filled = 0;
    while (filled < count) {
        const std::size_t got = source.read(std::span(first).subspan(filled));
        if (got == 0)
            break;
        filled += got;
    }
    first.resize(filled);
    return first;
}

} // namespace

InputBytes::InputBytes(std::unique_ptr<ByteSource> source) : source_(std::move(source)), buffer_(capacity) {}

std::unique_ptr<InputBytes> InputBytes::open(const std::string& path) {
    return of(open_file_bytes(path));
}

std::unique_ptr<InputBytes> InputBytes::of(std::unique_ptr<ByteSource> source) {
    constexpr std::string_view gzip_magic("\x1f\x8b", 2);
    constexpr std::string_view zstd_magic("\x28\xb5\x2f\xfd", 4);
    const std::string first = first_of(*source, zstd_magic.size());
    source = std::make_unique<PutBackBytes>(first, std::move(source));
    if (first.starts_with(gzip_magic))
        source = unpack_gzip(std::move(source));
    else if (first.starts_with(zstd_magic))
        source = unpack_zstd(std::move(source));
    return std::make_unique<InputBytes>(std::move(source));
}

std::string_view InputBytes::look(std::size_t least) {
    least = std::min(least, capacity);
    if (least > buffer_.size())
        buffer_.resize(std::min(std::bit_ceil(least), capacity));
    if (end_ - begin_ < least && begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    while (end_ - begin_ < least && !over_) {
        std::size_t got = 0;
        try {
            got = source_->read(std::span(buffer_).subspan(end_));
        } catch (const RunError&) {
            failure_ = std::current_exception();
        }
        over_ = got == 0;
        end_ += got;
    }
    if (failure_ && begin_ == end_)
        std::rethrow_exception(failure_);
    return {buffer_.data() + begin_, end_ - begin_};
}

void InputBytes::take(std::size_t count) noexcept {
    begin_ += count;
    offset_ += count;
}

void InputBytes::skip_rest_of_line() {
    while (cut_line_) {
        const std::string_view seen = look(1);
        const std::size_t end = seen.find('\n');
        cut_line_ = end == std::string_view::npos && !seen.empty();
        take(end == std::string_view::npos ? seen.size() : end + 1);
    }
}

std::optional<std::string_view> InputBytes::line() {
    skip_rest_of_line();
    std::string_view seen = look(1);
    if (seen.empty())
        return std::nullopt;
    ++line_number_;
    std::size_t end = seen.find('\n');
    while (end == std::string_view::npos && seen.size() < capacity) {
        const std::size_t searched = seen.size();
        seen = look(searched + 1);
        if (seen.size() == searched)
            break; // the last line has no end
        end = seen.find('\n', searched);
    }
    std::string_view line = seen.substr(0, end);
    if (end == std::string_view::npos) {
        take(seen.size());
        cut_line_ = seen.size() == capacity;
    } else {
        take(end + 1);
    }
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace interleave
