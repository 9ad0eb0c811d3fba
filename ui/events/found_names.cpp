// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/found_names.h"

#include "core/analysis/event_filter.h"
#include "ui/words/words.h"

namespace interleave {

namespace {

constexpr std::size_t most_named = 6; ///< of each; more would be no line any longer

bool is_looked_for(ObjectKind kind) noexcept {
    return kind != ObjectKind::worker && kind != ObjectKind::label;
}

QString link(const char* what, std::uint32_t number, const std::string& name, const QString& kind) {
    return QStringLiteral("<a href=\"%1:%2\">%3</a> (%4)")
        .arg(QLatin1String(what))
        .arg(number)
        .arg(QString::fromStdString(name).toHtmlEscaped(), kind);
}

} // namespace

FoundNames find_names(const Trace& trace, const QString& words) {
    FoundNames found;
    const std::string part = lowered(words.toStdString());
    if (part.empty())
        return found;
    const auto add = [&found](auto& names, auto id) {
        if (names.size() < most_named)
            names.push_back(id);
        else
            ++found.more;
    };
    for (const std::size_t index : trace.lanes_in_order_of_start())
        if (has_part(trace.lane(index).name(), part))
            add(found.lanes, trace.lane(index).id());
    for (std::size_t index = 0; index < trace.object_count(); ++index) {
        const Object& object = trace.object(index);
        if (is_looked_for(object.kind()) && has_part(object.name(), part))
            add(found.objects, object.id());
    }
    return found;
}

FoundNamesLine::FoundNamesLine(QWidget* parent) : QLabel(parent) {
    setObjectName(QStringLiteral("eventsNames"));
    setAccessibleName(tr("Names found"));
    setToolTip(tr("Lanes and objects of that name; a link chooses them in the timeline"));
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setContentsMargins(8, 0, 8, 4);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
    connect(this, &QLabel::linkActivated, this, [this](const QString& link) {
        const uint number = link.section(QLatin1Char(':'), 1).toUInt();
        if (link.startsWith(QLatin1String("lane")))
            emit laneWanted(static_cast<LaneId>(number));
        else
            emit objectWanted(number);
    });
}

void FoundNamesLine::setNames(const Trace& trace, const FoundNames& found) {
    QStringList links;
    for (const LaneId lane : found.lanes)
        links << link("lane", lane, trace.lane(lane).name(), kind_text(trace.lane(lane).kind()));
    for (const ObjectId id : found.objects) {
        const Object& object = *trace.find_object(id);
        links << link("object", id, object.name(), kind_text(object.kind()));
    }
    if (found.more > 0)
        links << tr("and %1 more").arg(count_text(found.more));
    setText(tr("Names: %1").arg(links.join(QStringLiteral(" · "))));
    setVisible(!found.empty());
}

} // namespace interleave
