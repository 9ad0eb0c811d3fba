// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock_text.h"

#include "core/analysis/figure.h"
#include "core/event/printable_text.h"

#include <algorithm>
#include <iterator>

namespace interleave {

namespace {

const Value::List* list_of(const NamedValues& members, const char* name) {
    const Value* const found = members.find(name);
    return found != nullptr ? found->list() : nullptr;
}

} // namespace

std::string ring_text(const std::vector<RingStep>& steps) {
    const std::string& place = steps.front().place;
    const bool is_one_place =
        steps.size() > 1 && !place.empty() &&
        std::ranges::all_of(steps, [&](const RingStep& step) { return step.place == place; });
    std::string text = steps.front().lane;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const RingStep& step = steps[i];
        text += (i > 0 ? ", which waits for " : " waits for ") + step.object;
        if (!is_one_place && !step.place.empty())
            text += " (" + step.place + ")";
        text += (step.waits_for_end ? ", that is " : ", held by ") + steps[(i + 1) % steps.size()].lane;
    }
    if (is_one_place)
        text += (steps.size() == 2 ? " (both wait at " : " (all wait at ") + place + ")";
    return printable_text(text);
}

std::string deadlock_text(const Value& ring) {
    const NamedValues* const members = ring.members();
    const Value::List* const lanes = members != nullptr ? list_of(*members, "lanes") : nullptr;
    const Value::List* const objects = members != nullptr ? list_of(*members, "objects") : nullptr;
    if (lanes == nullptr || objects == nullptr || lanes->empty() || lanes->size() != objects->size())
        return printable_text(value_text(ring));
    const Value::List* const lines = list_of(*members, "lines");
    std::vector<RingStep> steps;
    for (std::size_t i = 0; i < lanes->size(); ++i) {
        const bool has_line = lines != nullptr && i < lines->size();
        steps.push_back({value_text((*lanes)[i]), value_text((*objects)[i]),
                         has_line ? value_text((*lines)[i]) : std::string()});
    }
    return ring_text(steps);
}

std::vector<std::string> deadlock_texts(const RunInfo& info) {
    std::vector<std::string> texts;
    const Value::List* const rings = list_of(info.outcome, deadlock_key);
    if (rings != nullptr)
        std::transform(rings->begin(), rings->end(), std::back_inserter(texts), deadlock_text);
    return texts;
}

} // namespace interleave
