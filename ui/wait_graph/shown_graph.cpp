// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wait_graph/shown_graph.h"

#include "core/analysis/site_text.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace interleave {

namespace {

struct ShownGraphWords {
    Q_DECLARE_TR_FUNCTIONS(WaitGraph)
};

/// A ring is one after this time, so that a lane which is about to go on makes none for a moment.
constexpr std::int64_t quiet_ns = 20'000'000;

QString place_of(const Trace& trace, SiteId site) {
    return QString::fromStdString(site_text(trace, site));
}

const Lane* lane_of_worker(const Trace& trace, ObjectId worker) {
    for (std::size_t index = 0; index < trace.lane_count(); ++index)
        if (trace.lane(index).worker() == worker)
            return &trace.lane(index);
    return nullptr;
}

class Builder {
public:
    Builder(const Trace& trace, ResourceGraph graph) : trace_(trace), graph_(std::move(graph)) {}

    ShownGraph build() {
        shown_.time = graph_.time;
        shown_.is_known = true;
        for (const std::string& text : ring_texts(trace_, graph_))
            shown_.rings << QString::fromStdString(text);
        count_waiters();
        for (const bool in_ring : {true, false}) // what matters most gets its room first
            for (const ResourceRequest& request : graph_.requests)
                if (request.in_ring == in_ring)
                    add(request);
        for (const bool is_wanted : {true, false})
            for (const ResourceAssignment& assignment : graph_.assignments)
                if (waiters_.contains(assignment.object) == is_wanted)
                    add(assignment);
        add_more_lanes();
        number_rings();
        add_words();
        return std::move(shown_);
    }

private:
    void count_waiters() {
        for (const ResourceRequest& request : graph_.requests)
            ++waiters_[request.object];
    }

    bool is_full() const { return shown_.nodes.size() + 2 > most_boxes; }

    QString name_of(LaneId lane) const { return QString::fromStdString(trace_.lane(lane).name()); }
    const Object& object(ObjectId id) const { return *trace_.find_object(id); }
    QString name_of_object(ObjectId id) const { return QString::fromStdString(object(id).name()); }

    std::size_t node_of(LaneId id) {
        const auto [place, is_new] = lanes_.try_emplace(id, shown_.nodes.size());
        if (!is_new)
            return place->second;
        const Lane& lane = trace_.lane(id);
        const std::size_t segment = lane.segment_at(graph_.time);
        const LaneState state = segment == nowhere ? LaneState::absent : lane.segments()[segment].state;
        const bool has_ended = lane.end() <= graph_.time;
        shown_.nodes.push_back(
            {.kind = GraphNode::Kind::lane,
             .lane = id,
             .name = name_of(id),
             .detail = has_ended ? ShownGraphWords::tr("has ended") : title_text(state),
             .style = style_of(has_ended || state == LaneState::absent ? LaneState::unknown : state)});
        return place->second;
    }

    std::size_t node_of_object(ObjectId id) {
        const auto [place, is_new] = objects_.try_emplace(id, shown_.nodes.size());
        if (!is_new)
            return place->second;
        const bool is_held = std::ranges::count(graph_.assignments, id, &ResourceAssignment::object) > 0;
        const ObjectKind kind = object(id).kind();
        const StyleId wanted = kind == ObjectKind::gil ? contended_gil_style : contended_style;
        shown_.nodes.push_back({.kind = GraphNode::Kind::object,
                                .object = id,
                                .name = name_of_object(id),
                                .detail = kind_text(kind),
                                .style = !is_held                ? style_of(LaneState::sleeping)
                                         : waiters_.contains(id) ? wanted
                                                                 : held_style});
        return place->second;
    }

    /// Returns the box at which a wait ends: the object, or the lane whose end is waited for.
    std::size_t goal_of(const ResourceRequest& request) {
        if (object(request.object).kind() == ObjectKind::worker)
            if (const Lane* const lane = lane_of_worker(trace_, request.object))
                return node_of(lane->id());
        return node_of_object(request.object);
    }

    QStringList words_of(const ResourceRequest& request) const {
        const bool joins = object(request.object).kind() == ObjectKind::worker;
        QStringList words{
            (joins ? ShownGraphWords::tr("waits %1 for its end") : ShownGraphWords::tr("waits %1"))
                .arg(duration_text(graph_.time - request.since))};
        if (const QString place = place_of(trace_, request.site); !place.isEmpty())
            words << place;
        return words;
    }

    void add(const ResourceRequest& request) {
        std::size_t& shown = shown_waiters_[request.object];
        const bool is_known_lane = lanes_.contains(request.lane);
        if (!request.in_ring && !is_known_lane && shown >= most_waiters_shown &&
            waiters_[request.object] > shown + 1) {
            ++more_[request.object];
            return;
        }
        if (!request.in_ring && is_full()) {
            ++waits_left_out_;
            return;
        }
        ++shown;
        const std::size_t from = node_of(request.lane);
        shown_.edges.push_back(
            {from, goal_of(request), false, words_of(request), request.lane, request.in_ring});
        shown_.nodes[from].in_ring |= request.in_ring;
    }

    void add(const ResourceAssignment& assignment) {
        const bool is_known = objects_.contains(assignment.object) || lanes_.contains(assignment.lane);
        if (is_full() && !is_known && !assignment.in_ring) {
            ++holds_left_out_;
            return;
        }
        const std::size_t from = node_of_object(assignment.object);
        QStringList words{
            ShownGraphWords::tr("held %1 by").arg(duration_text(graph_.time - assignment.since))};
        if (const QString place = place_of(trace_, assignment.site); !place.isEmpty())
            words << place;
        shown_.edges.push_back(
            {from, node_of(assignment.lane), true, words, assignment.lane, assignment.in_ring});
        shown_.nodes[from].in_ring |= assignment.in_ring;
    }

    void add_more_lanes() {
        for (const auto& [id, count] : more_) {
            const auto place = objects_.find(id);
            if (place == objects_.end())
                continue;
            shown_.nodes.push_back({.kind = GraphNode::Kind::more_lanes,
                                    .name = ShownGraphWords::tr("%1 more lanes").arg(count),
                                    .detail = ShownGraphWords::tr("wait, too"),
                                    .style = style_of(wait_state(object(id).kind()))});
            shown_.edges.push_back({shown_.nodes.size() - 1, place->second, false, {}, no_lane, false});
        }
        QStringList parts;
        if (waits_left_out_ > 0)
            parts << ShownGraphWords::tr("%1 waits").arg(waits_left_out_);
        if (holds_left_out_ > 0)
            parts << ShownGraphWords::tr("%1 held objects for which nobody waits").arg(holds_left_out_);
        if (!parts.isEmpty())
            shown_.left_out = ShownGraphWords::tr("Not drawn, for lack of room: %1.")
                                  .arg(parts.join(ShownGraphWords::tr(" and ")));
    }

    /// Numbers the arrows of each ring in their order, as the timeline does.
    void number_rings() {
        for (const WaitCycle& ring : graph_.rings) {
            int number = 0;
            for (std::size_t i = 0; i < ring.lanes.size(); ++i) {
                const LaneId holder = ring.lanes[(i + 1) % ring.lanes.size()].lane;
                for (const auto& [lane, holds] :
                     {std::pair{ring.lanes[i].lane, false}, std::pair{holder, true}})
                    for (GraphEdge& edge : shown_.edges)
                        if (edge.in_ring && edge.holds == holds && edge.lane == lane &&
                            !edge.words.isEmpty() &&
                            (!holds || shown_.nodes[edge.from].object == ring.lanes[i].object)) {
                            edge.number = ++number;
                            edge.words.front().prepend(QStringLiteral("%1 ").arg(number));
                            break;
                        }
            }
        }
    }

    QStringList holders_of(ObjectId id) const {
        QStringList names;
        if (object(id).kind() == ObjectKind::worker) {
            if (const Lane* const lane = lane_of_worker(trace_, id))
                names << QString::fromStdString(lane->name());
            return names;
        }
        for (const ResourceAssignment& assignment : graph_.assignments)
            if (assignment.object == id)
                names << name_of(assignment.lane);
        return names;
    }

    void add_words() {
        shown_.table.columns = {{ShownGraphWords::tr("Who")},
                                {ShownGraphWords::tr("Waits for")},
                                {ShownGraphWords::tr("Waits (ms)")},
                                {ShownGraphWords::tr("Held by")},
                                {ShownGraphWords::tr("Place"), ShownGraphWords::tr("Where it waits")}};
        for (const ResourceRequest& request : graph_.requests) {
            const QString name = name_of(request.lane);
            const QString what = name_of_object(request.object);
            const QString holders = holders_of(request.object).join(QStringLiteral(", "));
            const QString place = place_of(trace_, request.site);
            const std::int64_t waited = graph_.time - request.since;
            shown_.table.rows.push_back(
                {{.text = name, .name = name},
                 {.text = what},
                 {.text = QLocale().toString(static_cast<double>(waited) / 1e6, 'f', 3),
                  .order = static_cast<qlonglong>(waited),
                  .tool_tip = duration_text(waited),
                  .number = true},
                 {.text = holders.isEmpty() ? QStringLiteral("–") : holders,
                  .tone = holders.isEmpty() ? Tone::quiet : Tone::plain},
                 {.text = place, .tone = request.in_ring ? Tone::bad : Tone::plain}});
            if (request.in_ring)
                continue;
            const QString where = place.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(place);
            QString sentence = object(request.object).kind() == ObjectKind::worker
                                   ? ShownGraphWords::tr("%1 waits %2 for the end of %3%4")
                                         .arg(name, duration_text(waited), what, where)
                                   : ShownGraphWords::tr("%1 waits %2 for %3%4")
                                         .arg(name, duration_text(waited), what, where);
            if (!holders.isEmpty() && object(request.object).kind() != ObjectKind::worker)
                sentence += ShownGraphWords::tr(", held by %1").arg(holders);
            shown_.waits << sentence + QLatin1Char('.');
        }
    }

    const Trace& trace_;
    ResourceGraph graph_;
    ShownGraph shown_;
    std::map<LaneId, std::size_t> lanes_;     ///< their boxes
    std::map<ObjectId, std::size_t> objects_; ///< their boxes
    std::map<ObjectId, std::size_t> waiters_; ///< how many there are
    std::map<ObjectId, std::size_t> shown_waiters_;
    std::map<ObjectId, std::size_t> more_;
    std::size_t waits_left_out_ = 0;
    std::size_t holds_left_out_ = 0;
};

} // namespace

ShownGraph look_at_waits(const WaitGraphQuestion& question) {
    if (question.trace == nullptr || !question.trace->knows_states())
        return {};
    const Trace& trace = *question.trace;
    const std::int64_t time = question.time.value_or(moment_of_interest(trace, question.is_over));
    ShownGraph shown =
        Builder(trace, resource_graph(trace, time, question.is_over || question.time ? 0 : quiet_ns)).build();
    shown.is_now = !question.is_over && !question.time;
    return shown;
}

QStringList lock_order_words(const std::vector<LockOrderReport>& rings) {
    QStringList sentences;
    for (const LockOrderReport& ring : rings) {
        QStringList steps;
        for (const LockOrderReport::Step& step : ring.steps) {
            const QString place = QString::fromStdString(step.taken_place);
            const QString words =
                ShownGraphWords::tr("%1 then %2")
                    .arg(QString::fromStdString(step.held), QString::fromStdString(step.taken));
            steps << (place.isEmpty()
                          ? ShownGraphWords::tr("%1 by %2").arg(words, QString::fromStdString(step.lane))
                          : ShownGraphWords::tr("%1 at %2 by %3")
                                .arg(words, place, QString::fromStdString(step.lane)));
        }
        QStringList gates;
        for (const std::string& gate : ring.gates)
            gates << QString::fromStdString(gate);
        sentences << (ring.gates.empty()
                          ? ShownGraphWords::tr(
                                "Opposite order seen: %1. They can wait for each other for ever.")
                                .arg(steps.join(QStringLiteral(", ")))
                          : ShownGraphWords::tr(
                                "Opposite order seen, but no danger: %1. All of them hold %2 meanwhile.")
                                .arg(steps.join(QStringLiteral(", ")), gates.join(QStringLiteral(", "))));
    }
    return sentences;
}

} // namespace interleave
