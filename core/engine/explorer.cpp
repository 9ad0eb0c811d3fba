// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/explorer.h"

#include "core/control/baton.h"
#include "core/control/order_log.h"
#include "core/event/recorder.h"
#include "core/scenario/stage.h"
#include "core/sync/stopped.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

namespace {

/// So many orders are run at most to make failures shorter.
constexpr std::uint64_t most_shortening_runs = 5'000;

/// What came out of one order.
struct Result {
    OrderKind kind;
    std::string text;
    std::vector<TriedStep> steps;
};

class Explorer {
public:
    Explorer(const RunDescription& run, SessionRegion& region)
        : run_(run)
        , search_(*run.search)
        , region_(region)
        , block_(*reinterpret_cast<ControlBlock*>(region.control()))
        , table_(*static_cast<SearchTable*>(region.at(search_.table)))
        , begin_(region.mark())
        , baton_(block_, &region, {.unwinds = true}) {}

    void search() {
        switch (search_.strategy) {
        case Strategy::all:
            search_all();
            break;
        case Strategy::few_switches:
            search_few_switches();
            break;
        case Strategy::random:
            search_by_lot();
            break;
        }
        const bool is_complete = table_.complete.load(std::memory_order_relaxed) != 0;
        table_.shortens.store(1, std::memory_order_release);
        if (!is_complete && table_.bad.load(std::memory_order_relaxed) > 0)
            shorten();
        replay();
    }

private:
    Result run_once(const std::vector<Turn>& order, Rule rule = Rule::stay, std::uint64_t seed = 0) {
        region_.rewind(begin_);
        baton_.begin_order({order, rule, seed, true});
        table_.runs.fetch_add(1, std::memory_order_relaxed);
        Result result{OrderKind::right, {}, {}};
        try {
            Stage stage(run_.parameters, run_.backend, run_.seed, region_);
            const Outcome outcome = run_.scenario->run(stage);
            result.kind = says_right(outcome) ? OrderKind::right : OrderKind::wrong;
            result.text = said_text(outcome);
        } catch (const Stopped&) {
            describe_end(result);
        } catch (const std::exception& error) {
            result.kind = OrderKind::failed;
            result.text = error.what();
        } catch (...) {
            result.kind = OrderKind::failed;
            result.text = "something that is no std::exception was thrown";
        }
        result.steps = tried_steps(block_);
        return result;
    }

    /// Says why an order did not come to its end.
    void describe_end(Result& result) const {
        if (block_.verdict.load(std::memory_order_relaxed) == OrderVerdict::too_long) {
            result.kind = OrderKind::endless;
            result.text = "more than " + std::to_string(most_steps) + " steps";
            return;
        }
        result.kind = OrderKind::deadlock;
        result.text = waits_text(read_order(block_, region_.reader()));
    }

    void search_all() {
        DepthFirst orders(DepthFirst::unbounded, search_.from.order);
        for (;;) {
            const Result result = run_once(orders.order());
            count(result);
            const bool goes_on = orders.advance(result.steps);
            if (!goes_on)
                table_.complete.store(1, std::memory_order_relaxed);
            if (!goes_on || is_enough(result))
                return;
        }
    }

    void search_few_switches() {
        bool left_out = search_.from.left_out;
        std::vector<Turn> first = search_.from.order;
        for (std::uint32_t most = search_.from.preemptions;; ++most) {
            table_.preemptions.store(most, std::memory_order_relaxed);
            DepthFirst orders(most, std::exchange(first, {}));
            bool goes_on = true;
            while (goes_on) {
                const Result result = run_once(orders.order());
                if (preemptions_of(result.steps) == most) // the others were counted before
                    count(result);
                goes_on = orders.advance(result.steps);
                left_out = left_out || orders.left_out();
                table_.left_out.store(left_out ? 1 : 0, std::memory_order_relaxed);
                if (is_enough(result) && (goes_on || left_out))
                    return;
            }
            if (!left_out) {
                table_.complete.store(1, std::memory_order_relaxed);
                return;
            }
            left_out = false;
        }
    }

    void search_by_lot() {
        for (std::uint64_t tried = search_.from.tried;;) {
            table_.tried.store(tried, std::memory_order_relaxed);
            const Result result = run_once({}, Rule::random, seed_of_order(search_.seed, tried++));
            count(result);
            if (is_enough(result))
                return;
        }
    }

    bool is_enough(const Result& result) const noexcept {
        return (search_.stop_at_first && is_bad(result.kind)) ||
               table_.explored.load(std::memory_order_relaxed) >= search_.limit ||
               table_.stop_asked.load(std::memory_order_relaxed) != 0;
    }

    void count(const Result& result) {
        table_.explored.fetch_add(1, std::memory_order_relaxed);
        if (is_bad(result.kind))
            table_.bad.fetch_add(1, std::memory_order_relaxed);
        ++table_.orders_with_steps[result.steps.size()];
        OutcomeEntry* const entry = entry_of(result);
        if (entry == nullptr) {
            table_.uncounted.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        ++entry->orders;
        keep_if_shorter(*entry, result);
    }

    /// Returns the entry of an outcome, which may be a new one; nullptr if the table is full.
    OutcomeEntry* entry_of(const Result& result) {
        const auto known = numbers_.find({result.kind, result.text});
        if (known != numbers_.end())
            return &table_.entries[known->second];
        const std::uint32_t number = table_.outcomes.load(std::memory_order_relaxed);
        if (number == most_outcomes)
            return nullptr;
        numbers_.emplace(std::pair(result.kind, result.text), number);
        OutcomeEntry& entry = table_.entries[number];
        entry.kind = result.kind;
        const std::size_t length = std::min(result.text.size(), entry.text.size() - 1);
        std::memcpy(entry.text.data(), result.text.data(), length);
        keep(entry.first, result.steps);
        keep(entry.shortest, result.steps);
        table_.outcomes.store(number + 1, std::memory_order_release);
        return &entry;
    }

    static void keep(KeptOrder& kept, const std::vector<TriedStep>& steps) noexcept {
        kept.steps = static_cast<std::uint32_t>(steps.size());
        kept.length = length_of(steps);
        for (std::size_t step = 0; step < std::min(steps.size(), most_kept_steps); ++step)
            kept.lanes[step] = steps[step].lane;
    }

    static void keep_if_shorter(OutcomeEntry& entry, const Result& result) noexcept {
        const OrderLength length = length_of(result.steps);
        if (length > entry.shortest.length || result.steps.size() > most_kept_steps)
            return;
        const auto comes_first = [&] {
            return std::lexicographical_compare(
                result.steps.begin(), result.steps.end(), entry.shortest.lanes.begin(),
                entry.shortest.lanes.begin() + entry.shortest.steps,
                [](const auto& a, const auto& b) { return lane_of(a) < lane_of(b); });
        };
        if (length < entry.shortest.length || comes_first())
            keep(entry.shortest, result.steps);
    }
    static Turn lane_of(const TriedStep& step) noexcept { return step.lane; }
    static Turn lane_of(Turn lane) noexcept { return lane; }

    /// Runs the orders with fewer preemptions than the failures that were found, as far as time allows. Which
    /// failure is the shortest then does not depend on which was found first.
    void shorten() {
        std::uint64_t left = most_shortening_runs;
        for (std::uint32_t most = 0; most <= preemptions_worth_trying(); ++most) {
            DepthFirst orders(most);
            bool goes_on = true;
            while (goes_on) {
                if (left-- == 0)
                    return;
                const Result result = run_once(orders.order());
                const auto known = numbers_.find({result.kind, result.text});
                if (known != numbers_.end())
                    keep_if_shorter(table_.entries[known->second], result);
                goes_on = orders.advance(result.steps);
            }
            if (!orders.left_out())
                return;
        }
    }

    /// Returns how many preemptions the shortest order of a bad outcome has at most.
    std::uint32_t preemptions_worth_trying() const noexcept {
        std::uint32_t most = 0;
        for (const auto& [outcome, number] : numbers_) {
            if (is_bad(outcome.first))
                most = std::max(most, table_.entries[number].shortest.length.preemptions);
        }
        return most;
    }

    /// Runs the shortest order of each bad outcome twice more: it must come out the same, by the same steps.
    void replay() {
        for (const auto& [outcome, number] : numbers_) {
            OutcomeEntry& entry = table_.entries[number];
            const KeptOrder& shortest = entry.shortest;
            if (!is_bad(outcome.first) || shortest.steps > most_kept_steps)
                continue;
            const std::vector<Turn> order(shortest.lanes.begin(), shortest.lanes.begin() + shortest.steps);
            const Result once = run_once(order);
            const OrderLog log = read_order(block_, region_.reader());
            const Result again = run_once(order);
            const bool is_same = std::pair(once.kind, once.text) == outcome &&
                                 std::pair(again.kind, again.text) == outcome &&
                                 first_difference(log, read_order(block_, region_.reader())) == 0;
            entry.replays_differ = is_same ? 0 : 1;
        }
    }

    const RunDescription& run_;
    const SearchRequest& search_;
    SessionRegion& region_;
    ControlBlock& block_;
    SearchTable& table_;
    SessionRegion::Mark begin_;
    Baton baton_;
    std::map<std::pair<OrderKind, std::string>, std::uint32_t> numbers_; ///< of entries
};

} // namespace

void explore(const RunDescription& run, SessionRegion& region) {
    Explorer(run, region).search();
}

} // namespace interleave
