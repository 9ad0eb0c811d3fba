// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/claims/claim_table.h"

#include "ui/table/check_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave {

namespace {

struct ClaimTableWords {
    Q_DECLARE_TR_FUNCTIONS(Claims)
};

} // namespace

Table claim_table(std::span<const Claim> claims, std::span<const ClaimResult> results) {
    std::vector<Check> checks;
    std::vector<bool> has_result;
    for (const Claim& claim : claims) {
        const auto found = std::ranges::find(results, &claim, &ClaimResult::claim);
        has_result.push_back(found != results.end());
        checks.push_back(found != results.end() ? found->check
                                                : Check{.name = claim.id, .claim = claim.sentence});
    }
    Table table = check_table(checks);
    // The column comes before the figures, whose width changes.
    table.columns.insert(
        table.columns.begin() + claim_scenario_column,
        {ClaimTableWords::tr("Scenario"),
         ClaimTableWords::tr(
             "What is run to measure it; a click chooses it, with the settings that decide the claim")});
    for (std::size_t i = 0; i < checks.size(); ++i) {
        auto& row = table.rows[i];
        row[1].tool_tip = row[1].text + QStringLiteral("\n") + QString::fromStdString(claims[i].id);
        row.insert(row.begin() + claim_scenario_column,
                   {.text = QString::fromStdString(claims[i].run.scenario), .tone = Tone::link});
        if (has_result[i]) {
            row[0].name = QString::fromStdString(claims[i].id);
            continue;
        }
        row[0] = {.text = QStringLiteral("–"),
                  .tool_tip = ClaimTableWords::tr("not measured yet"),
                  .tone = Tone::quiet,
                  .name = QString::fromStdString(claims[i].id)};
        row[3] = {.text = QStringLiteral("–"), .tone = Tone::quiet, .number = true};
    }
    return table;
}

Table claim_table(std::span<const ClaimResult> results) {
    Table table = claim_table(all_claims(), results);
    std::erase_if(table.rows, [&](const std::vector<Cell>& row) {
        return std::ranges::none_of(results, [&](const ClaimResult& result) {
            return QString::fromStdString(result.claim->id) == row.front().name;
        });
    });
    return table;
}

QString counts_text(std::span<const ClaimResult> results) {
    const auto count = [&](std::optional<bool> holds) {
        return std::ranges::count(results, holds,
                                  [](const ClaimResult& result) { return result.check.holds; });
    };
    return ClaimTableWords::tr("%1 hold, %2 do not hold here, %3 cannot be told")
        .arg(count(true))
        .arg(count(false))
        .arg(count(std::nullopt));
}

} // namespace interleave
