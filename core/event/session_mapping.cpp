// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/session_mapping.h"

#include <cerrno>
#include <cstdint>
#include <sys/mman.h>
#include <sys/stat.h>

namespace interleave {

namespace {

/// An address between the heap of a program and the libraries, many TiB from both. It is only a hint to the
/// kernel.
constexpr std::uint64_t preferred_address = 0x2000'0000'0000U;

SessionMapping refused(SessionMapping::Refusal refusal, int error) noexcept {
    SessionMapping none;
    none.refusal = refusal;
    none.error = error;
    return none;
}

/// Maps the first page of what might be a session, and unmaps it at the end of the scope.
class HeaderPage {
public:
    explicit HeaderPage(int descriptor) noexcept
        : header_(
              reinterpret_cast<SessionHeader*>(map_shared(descriptor, session_offsets::page, nullptr, 0))) {}
    ~HeaderPage() {
        if (header_ != nullptr)
            munmap(header_, session_offsets::page);
    }
    HeaderPage(const HeaderPage&) = delete;
    HeaderPage& operator=(const HeaderPage&) = delete;

    explicit operator bool() const noexcept { return header_ != nullptr; }
    SessionHeader* operator->() const noexcept { return header_; }

private:
    SessionHeader* header_;
};

/// The first writer chooses an address that programs and their libraries never use, so that it is free in all
/// later writers, which must use the same one.
std::byte* map_at_common_address(int descriptor, std::size_t bytes, const HeaderPage& header) noexcept {
    const std::uint64_t common = header->writer_address.load(std::memory_order_acquire);
    auto* const address = reinterpret_cast<void*>(
        common != 0 ? common : preferred_address); // NOLINT(performance-no-int-to-ptr)
    std::byte* const base = map_shared(descriptor, bytes, address, common != 0 ? MAP_FIXED_NOREPLACE : 0);
    if (base != nullptr && common == 0)
        header->writer_address.store(reinterpret_cast<std::uint64_t>(base), std::memory_order_release);
    return base;
}

} // namespace

std::byte* map_shared(int descriptor, std::size_t bytes, void* address, int more_flags) noexcept {
    void* const mapped =
        mmap(address, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE | more_flags, descriptor, 0);
    return mapped == MAP_FAILED ? nullptr : static_cast<std::byte*>(mapped);
}

SessionMapping map_session(int descriptor, MapAt where) noexcept {
    using Refusal = SessionMapping::Refusal;
    struct stat status {};
    if (fstat(descriptor, &status) != 0)
        return refused(Refusal::inspect, errno);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size < session_offsets::rings)
        return refused(Refusal::not_a_session, 0);
    const HeaderPage header(descriptor);
    if (!header)
        return refused(Refusal::map, errno);
    SessionMapping session;
    session.layout = {header->ring_records, header->workspace_bytes, header->most_lanes, header->rings};
    session.clock = header->clock_source == static_cast<std::uint32_t>(ClockSource::tsc)
                        ? ClockSource::tsc
                        : ClockSource::monotonic_raw;
    if (header->magic != session_magic || !is_possible(session.layout) ||
        session_offsets::end(session.layout) != size)
        return refused(Refusal::not_a_session, 0);
    session.base = where == MapAt::common_address ? map_at_common_address(descriptor, size, header)
                                                  : map_shared(descriptor, size, nullptr, 0);
    if (session.base == nullptr)
        return refused(where == MapAt::common_address ? Refusal::map_at_common_address : Refusal::map, errno);
    return session;
}

} // namespace interleave
