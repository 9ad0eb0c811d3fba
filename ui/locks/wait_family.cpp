// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/wait_family.h"

#include "ui/locks/family_columns.h"
#include "ui/table/cells.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave {

namespace {

struct WaitFamilyWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

} // namespace

WaitFamily family_of(ObjectKind kind) noexcept {
    switch (kind) {
    case ObjectKind::shared_mutex:
        return WaitFamily::shared_locks;
    case ObjectKind::semaphore:
        return WaitFamily::semaphores;
    case ObjectKind::condition:
        return WaitFamily::conditions;
    case ObjectKind::barrier:
    case ObjectKind::start_gate:
        return WaitFamily::barriers;
    case ObjectKind::queue:
    case ObjectKind::pipe:
    case ObjectKind::pool:
        return WaitFamily::queues;
    case ObjectKind::worker:
    case ObjectKind::future:
        return WaitFamily::joins;
    default:
        return WaitFamily::locks;
    }
}

std::vector<WaitFamily> families_of(const RunWaits& waits) {
    std::vector<WaitFamily> families;
    for (const ObjectFigures& figures : waits.objects)
        if (const WaitFamily family = family_of(figures.times.kind);
            std::ranges::find(families, family) == families.end())
            families.push_back(family);
    return families;
}

QString title_of(WaitFamily family) {
    switch (family) {
    case WaitFamily::locks:
        return WaitFamilyWords::tr("Locks");
    case WaitFamily::shared_locks:
        return WaitFamilyWords::tr("Read-write locks");
    case WaitFamily::semaphores:
        return WaitFamilyWords::tr("Semaphores");
    case WaitFamily::conditions:
        return WaitFamilyWords::tr("Conditions");
    case WaitFamily::barriers:
        return WaitFamilyWords::tr("Barriers");
    case WaitFamily::queues:
        return WaitFamilyWords::tr("Queues");
    case WaitFamily::joins:
        break;
    }
    return WaitFamilyWords::tr("Joins and results");
}

std::vector<const ObjectFigures*> members_of(const RunWaits& waits, WaitFamily family) {
    std::vector<const ObjectFigures*> members;
    for (const ObjectFigures& figures : waits.objects)
        if (family_of(figures.times.kind) == family)
            members.push_back(&figures);
    return members;
}

Table family_table(const RunWaits& waits, WaitFamily family) {
    const FamilyColumns columns = columns_of(family);
    Table table;
    table.columns = {{WaitFamilyWords::tr("Object")}};
    for (const FamilyColumn& column : columns)
        table.columns.push_back(column.column);
    table.columns.push_back({WaitFamilyWords::tr("Kind")});
    for (const ObjectFigures* figures : members_of(waits, family)) {
        std::vector<Cell> row{word_cell(QString::fromStdString(figures->times.name))};
        row.front().name = QString::number(figures->times.id);
        for (const FamilyColumn& column : columns)
            row.push_back(column.cell(waits, *figures));
        row.push_back(word_cell(kind_text(figures->times.kind), Tone::quiet));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace interleave
