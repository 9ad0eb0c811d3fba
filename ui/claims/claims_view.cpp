// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/claims/claims_view.h"

#include "ui/claims/claim_table.h"
#include "ui/table/table_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

namespace {

QString progress_words(const ClaimsController& claims) {
    const ClaimsState& state = claims.state();
    if (!state.error.empty())
        return QString::fromStdString(state.error);
    if (claims.isActive())
        return ClaimsView::tr("run %1 of %2: %3")
            .arg(std::min(state.runs_done + 1, state.runs_total))
            .arg(state.runs_total)
            .arg(QString::fromStdString(state.scenario));
    const QString figures = counts_text(state.results);
    return claims.wasStopped() ? ClaimsView::tr("stopped; %1").arg(figures) : figures;
}

} // namespace

ClaimsView::ClaimsView(QWidget* parent)
    : QWidget(parent)
    , measure_(new QPushButton(tr("Measure all"), this))
    , progress_(new QLabel(this))
    , table_(new TableView(QStringLiteral("claimsTable"), tr("Claims"), QString(), this)) {
    setObjectName(QStringLiteral("claimsView"));
    setAccessibleName(tr("Claims"));
    setToolTip(tr("What is said about threads and processes, and what is so on this machine"));
    measure_->setObjectName(QStringLiteral("claimsMeasure"));
    measure_->setAccessibleName(tr("Measure all claims"));
    measure_->setToolTip(tr("Make the runs that decide the claims, one after the other"));
    progress_->setObjectName(QStringLiteral("claimsProgress"));
    progress_->setTextFormat(Qt::PlainText);
    table_->setTable(claim_table(all_claims(), {}));

    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 0);
    row->addWidget(measure_);
    row->addSpacing(8);
    row->addWidget(progress_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(table_, 1);

    connect(measure_, &QPushButton::clicked, this, [this] {
        if (is_active_)
            emit stopWanted();
        else
            emit startWanted();
    });
    const auto want = [this](const QModelIndex& index) {
        const std::string id = index.siblingAtColumn(0).data(TableModel::NameRole).toString().toStdString();
        const auto claim = std::ranges::find(all_claims(), id, &Claim::id);
        if (claim != all_claims().end())
            emit claimWanted(*claim);
    };
    connect(table_, &QAbstractItemView::activated, this, want);
    connect(table_, &QAbstractItemView::clicked, this, [want](const QModelIndex& index) {
        if (index.column() == claim_scenario_column)
            want(index);
    });
}

void ClaimsView::startReading() {
    table_->setFocus(Qt::OtherFocusReason);
}

void ClaimsView::showState(const ClaimsController& claims) {
    is_active_ = claims.isActive();
    measure_->setText(is_active_ ? tr("Stop") : tr("Measure all"));
    progress_->setText(progress_words(claims));
    table_->setTable(claim_table(all_claims(), claims.state().results));
    if (!is_active_)
        table_->fitColumns();
}

Table ClaimsView::shownTable() const {
    return table_->shownTable();
}

QString ClaimsView::progress() const {
    return progress_->text();
}

} // namespace interleave
