// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock_text.h"

#include "core/analysis/figure.h"
#include "core/event/printable_text.h"

#include <algorithm>

namespace interleave {

namespace {

const Value::List* list_of(const NamedValues& members, const char* name) {
    const Value* const found = members.find(name);
    return found != nullptr ? found->list() : nullptr;
}

} // namespace

std::string deadlock_text(const Value& ring) {
    const NamedValues* const members = ring.members();
    const Value::List* const lanes = members != nullptr ? list_of(*members, "lanes") : nullptr;
    const Value::List* const objects = members != nullptr ? list_of(*members, "objects") : nullptr;
    if (lanes == nullptr || objects == nullptr || lanes->empty() || lanes->size() != objects->size())
        return printable_text(value_text(ring));
    const Value::List* const lines = list_of(*members, "lines");
    std::string text = value_text(lanes->front());
    for (std::size_t i = 0; i < lanes->size(); ++i) {
        text += (i > 0 ? ", which waits for " : " waits for ") + value_text((*objects)[i]);
        if (lines != nullptr && i < lines->size() && !value_text((*lines)[i]).empty())
            text += " (" + value_text((*lines)[i]) + ")";
        text += ", held by " + value_text((*lanes)[(i + 1) % lanes->size()]);
    }
    return printable_text(text);
}

std::vector<std::string> deadlock_texts(const RunInfo& info) {
    std::vector<std::string> texts;
    const Value::List* const rings = list_of(info.outcome, deadlock_key);
    if (rings != nullptr)
        std::transform(rings->begin(), rings->end(), std::back_inserter(texts), deadlock_text);
    return texts;
}

} // namespace interleave
