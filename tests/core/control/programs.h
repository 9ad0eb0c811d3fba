// SPDX-License-Identifier: GPL-3.0-or-later
// Small programs on the real primitives whose orders can be counted by hand.
#pragma once

#include "core/sync/condition.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"
#include "core/work/team.h"
#include "tests/core/control/control_rig.h"

#include <optional>
#include <source_location>
#include <vector>

namespace interleave::test {

/// Each worker's steps: read and write, for every increment; around them acquire and release with a lock.
inline ControlRig::Program lost_update(ControlRig& rig, int workers, int increments, bool locked = false,
                                       Backend backend = Backend::threads) {
    return [=, &rig] {
        auto& counter = rig.share<Shared<std::int64_t>>("counter");
        auto& lock = rig.share<Mutex>("lock");
        team_of(workers, backend).run([&](Worker&) {
            for (int i = 0; i < increments; ++i) {
                std::optional<Guard<Mutex>> hold;
                if (locked)
                    hold.emplace(lock, std::source_location::current()); // else it is a line of the library
                counter.write(counter.read() + 1);
            }
        });
        return counter.value() == workers * increments;
    };
}

/// A buffer with one place. The first worker puts two things into it, two others take one each. The steps of
/// each are acquire, read, perhaps wait and acquire again, write, notify and release.
inline ControlRig::Program bounded_buffer(ControlRig& rig, bool loops, bool two_conditions) {
    return [=, &rig] {
        auto& lock = rig.share<Mutex>("lock");
        auto& not_empty = rig.share<Condition>("not empty");
        auto& not_full = two_conditions ? rig.share<Condition>("not full") : not_empty;
        auto& things = rig.share<Shared<std::int64_t>>("things");
        bool is_right = true;
        const auto change = [&](std::int64_t by, Condition& mine, Condition& others) {
            const Guard hold(lock);
            const std::int64_t impossible = by > 0 ? 1 : 0;
            if (loops) {
                while (things.read() == impossible)
                    mine.wait(lock);
            } else if (things.read() == impossible) {
                mine.wait(lock);
            }
            things.write(things.value() + by);
            is_right = is_right && things.value() >= 0 && things.value() <= 1;
            others.notify_one();
        };
        team_of(3).run([&](Worker& worker) {
            if (worker.index() > 0) {
                change(-1, not_empty, not_full);
                return;
            }
            change(1, not_full, not_empty);
            change(1, not_full, not_empty);
        });
        return is_right;
    };
}

/// Each philosopher's steps: acquire left, acquire right, release right, release left.
inline ControlRig::Program dining(ControlRig& rig, int philosophers, Backend backend = Backend::threads) {
    return [=, &rig] {
        std::vector<Mutex*> forks;
        for (int i = 1; i <= philosophers; ++i)
            forks.push_back(&rig.share<Mutex>("fork " + std::to_string(i)));
        team_of(philosophers, backend).run([&](Worker& worker) {
            const auto place = static_cast<std::size_t>(worker.index());
            const Guard left(*forks[place]);
            const Guard right(*forks[(place + 1) % forks.size()]);
        });
        return true;
    };
}

/// Two philosophers are the two locks in opposite order.
inline ControlRig::Program two_locks(ControlRig& rig, Backend backend = Backend::threads) {
    return dining(rig, 2, backend);
}

} // namespace interleave::test
