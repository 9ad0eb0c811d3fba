// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/perf_ring.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

std::size_t page_size() noexcept {
    static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return size;
}

} // namespace

PerfRing::PerfRing(Descriptor event, std::size_t data_pages) noexcept
    : event_(std::move(event))
    , data_bytes_(data_pages * page_size()) {
    void* const mapped =
        mmap(nullptr, page_size() + data_bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, event_.get(), 0);
    if (mapped != MAP_FAILED)
        base_ = static_cast<std::byte*>(mapped);
}

PerfRing::PerfRing(PerfRing&& other) noexcept
    : event_(std::move(other.event_))
    , base_(std::exchange(other.base_, nullptr))
    , data_bytes_(other.data_bytes_)
    , tail_(other.tail_)
    , body_(std::move(other.body_)) {}

PerfRing::~PerfRing() {
    if (base_ != nullptr)
        munmap(base_, page_size() + data_bytes_);
}

void PerfRing::set_enabled(bool enabled) const noexcept {
    ioctl(event_.get(), enabled ? PERF_EVENT_IOC_ENABLE : PERF_EVENT_IOC_DISABLE, 0);
}

std::uint64_t PerfRing::published() noexcept {
    auto& control = *reinterpret_cast<perf_event_mmap_page*>(base_);
    // After this load, the records that the kernel wrote before it moved the head are visible.
    auto head = std::atomic_ref(control.data_head).load(std::memory_order_acquire);
    if (head - tail_ > data_bytes_)
        tail_ = head;
    return head;
}

void PerfRing::copy_out(std::uint64_t position, std::span<std::byte> to) const noexcept {
    const std::byte* const data = base_ + page_size();
    const std::size_t offset = position & (data_bytes_ - 1);
    const std::size_t first = std::min(to.size(), data_bytes_ - offset);
    if (first > 0)
        std::memcpy(to.data(), data + offset, first);
    if (to.size() > first)
        std::memcpy(to.data() + first, data, to.size() - first);
}

void PerfRing::free_read_records() noexcept {
    auto& control = *reinterpret_cast<perf_event_mmap_page*>(base_);
    std::atomic_ref(control.data_tail).store(tail_, std::memory_order_release);
}

} // namespace interleave
