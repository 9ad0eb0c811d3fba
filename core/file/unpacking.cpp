// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes that gzip and zstd packed, in the order in which they come.
#include "core/event/error.h"
#include "core/file/byte_source.h"

#include <array>
#include <new>
#include <string>
#include <utility>
#include <zlib.h>
#include <zstd.h>

namespace interleave {

namespace {

constexpr std::size_t packed_at_once = std::size_t{1} << 16U;

/// What both have in common: packed bytes that wait to be unpacked.
class UnpackedBytes : public ByteSource {
public:
    explicit UnpackedBytes(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)) {}

    void cancel() noexcept override { packed_->cancel(); }
    std::optional<double> progress() const noexcept override { return packed_->progress(); }

protected:
    /// Reads more packed bytes when all are used up. Returns false at the end.
    bool refill() {
        if (begin_ < end_)
            return true;
        begin_ = 0;
        end_ = packed_->read(bytes_);
        return end_ > 0;
    }
    char* packed() noexcept { return bytes_.data() + begin_; }
    std::size_t packed_bytes() const noexcept { return end_ - begin_; }
    void use(std::size_t count) noexcept {
        begin_ += count;
        used_ += count;
    }
    [[noreturn]] void fail(const char* packer, const std::string& why) const {
        throw RunError("is broken at byte " + std::to_string(used_) + " of what " + packer +
                       " packed: " + why);
    }

private:
    std::unique_ptr<ByteSource> packed_;
    std::array<char, packed_at_once> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t used_ = 0;
};

class GzipBytes final : public UnpackedBytes {
public:
    explicit GzipBytes(std::unique_ptr<ByteSource> packed) : UnpackedBytes(std::move(packed)) {
        constexpr int gzip_only = 16 + MAX_WBITS;
        if (inflateInit2(&stream_, gzip_only) != Z_OK)
            throw std::bad_alloc();
    }
    ~GzipBytes() override { inflateEnd(&stream_); }

    std::size_t read(std::span<char> bytes) override {
        stream_.next_out = reinterpret_cast<Bytef*>(bytes.data());
        stream_.avail_out = static_cast<uInt>(bytes.size());
        while (stream_.avail_out == bytes.size()) {
            if (!refill()) {
                if (within_)
                    fail("gzip", "it ends in the middle");
                return 0;
            }
            if (!within_ && inflateReset(&stream_) != Z_OK)
                throw std::bad_alloc();
            within_ = true;
            stream_.next_in = reinterpret_cast<Bytef*>(packed());
            stream_.avail_in = static_cast<uInt>(packed_bytes());
            const int result = inflate(&stream_, Z_NO_FLUSH);
            use(packed_bytes() - stream_.avail_in);
            if (result == Z_STREAM_END)
                within_ = false;
            else if (result != Z_OK && result != Z_BUF_ERROR)
                fail("gzip", stream_.msg != nullptr ? stream_.msg : "it is damaged");
        }
        return bytes.size() - stream_.avail_out;
    }

private:
    z_stream stream_{};
    bool within_ = false; ///< a stream has begun and not ended
};

class ZstdBytes final : public UnpackedBytes {
public:
    explicit ZstdBytes(std::unique_ptr<ByteSource> packed) : UnpackedBytes(std::move(packed)) {
        if (stream_ == nullptr)
            throw std::bad_alloc();
        // A stream says how much memory its window needs. This is what all but the program's extreme levels
        // (--ultra, --long) ask for at most.
        constexpr int window_log = 25; // 32 MiB
        ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, window_log);
    }

    std::size_t read(std::span<char> bytes) override {
        ZSTD_outBuffer out{bytes.data(), bytes.size(), 0};
        while (out.pos == 0) {
            if (!refill() && !holds_back_) {
                if (within_)
                    fail("zstd", "it ends in the middle");
                return 0;
            }
            ZSTD_inBuffer in{packed(), packed_bytes(), 0};
            const std::size_t result = ZSTD_decompressStream(stream_.get(), &out, &in);
            use(in.pos);
            if (ZSTD_isError(result) != 0U)
                fail("zstd", ZSTD_getErrorName(result));
            within_ = result != 0;
            holds_back_ = out.pos == out.size;
            if (in.size == 0 && out.pos == 0) {
                if (within_)
                    fail("zstd", "it ends in the middle");
                return 0;
            }
        }
        return out.pos;
    }

private:
    struct Free {
        void operator()(ZSTD_DStream* stream) const noexcept { ZSTD_freeDStream(stream); }
    };

    std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
    bool within_ = false;
    bool holds_back_ = false; ///< the library may have more bytes for which there was no room
};

} // namespace

std::unique_ptr<ByteSource> unpack_gzip(std::unique_ptr<ByteSource> packed) {
    return std::make_unique<GzipBytes>(std::move(packed));
}

std::unique_ptr<ByteSource> unpack_zstd(std::unique_ptr<ByteSource> packed) {
    return std::make_unique<ZstdBytes>(std::move(packed));
}

} // namespace interleave
