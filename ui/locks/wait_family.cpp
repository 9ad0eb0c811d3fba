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

/// Makes a row for each object of the family.
Table table_of(const RunWaits& waits, WaitFamily family, const FamilyColumns& columns) {
    Table table;
    table.columns = {{WaitFamilyWords::tr("Object")}};
    for (const FamilyColumn& column : columns)
        table.columns.push_back(column.column);
    for (const ObjectFigures* figures : members_of(waits, family)) {
        std::vector<Cell> row{word_cell(QString::fromStdString(figures->times.name))};
        row.front().name = QString::number(figures->times.id);
        for (const FamilyColumn& column : columns)
            row.push_back(column.cell(waits, *figures));
        table.rows.push_back(std::move(row));
    }
    return table;
}

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
    Table table = table_of(waits, family, columns_of(family));
    table.columns.push_back({WaitFamilyWords::tr("Kind")});
    const std::vector<const ObjectFigures*> members = members_of(waits, family);
    for (std::size_t row = 0; row < members.size(); ++row)
        table.rows[row].push_back(word_cell(kind_text(members[row]->times.kind), Tone::quiet));
    return table;
}

Table own_table(const RunWaits& waits, WaitFamily family) {
    const FamilyColumns columns = own_columns_of(family);
    return columns.empty() ? Table() : table_of(waits, family, columns);
}

} // namespace interleave
