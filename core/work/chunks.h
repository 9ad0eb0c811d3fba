// SPDX-License-Identifier: GPL-3.0-or-later
// Maps a function over a list with a pool: one task for each chunk of adjacent items.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/stopped.h"
#include "core/work/future.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <source_location>
#include <string>
#include <string_view>

namespace interleave::detail {

/// Up to this many chunks have a name and an object each. More chunks share one object and are distinguished
/// by number.
inline constexpr std::size_t most_named_chunks = 64;
/// The limit of chunks that are submitted and not yet fetched, which bounds the memory of a long list.
inline constexpr std::size_t most_chunks_ahead = 1024;

/// Has the pool call `run(first, last)` for all chunks and waits for all of them. When a chunk throws, those
/// that have not begun are cancelled, those that have are waited for, and the first chunk's exception is
/// rethrown.
template <typename Pool, typename Run>
void map_chunks(Pool& pool, std::string_view task, std::size_t count, std::size_t chunk, const Run& run,
                const std::source_location& where) {
    chunk = std::max<std::size_t>(chunk, 1);
    const std::size_t chunks = (count + chunk - 1) / chunk;
    const ObjectId common =
        chunks > most_named_chunks ? register_object(ObjectKind::future, task) : no_object;
    std::deque<Future<void>> ahead;
    const auto fetch_oldest = [&] {
        ahead.front().result(where);
        ahead.pop_front();
    };
    try {
        for (std::size_t number = 1; number <= chunks; ++number) {
            const std::size_t first = (number - 1) * chunk;
            const std::size_t last = std::min(first + chunk, count);
            const ObjectId object =
                common != no_object
                    ? common
                    : register_object(ObjectKind::future, std::string(task) + " " + std::to_string(number));
            if (ahead.size() == most_chunks_ahead)
                fetch_oldest();
            ahead.push_back(pool.submit_as(
                object, number, [run, first, last] { run(first, last); }, where));
        }
        while (!ahead.empty())
            fetch_oldest();
    } catch (const Stopped&) {
        throw;
    } catch (...) {
        for (const Future<void>& future : ahead)
            future.cancel(where);
        for (const Future<void>& future : ahead)
            future.wait(where);
        throw;
    }
}

} // namespace interleave::detail
