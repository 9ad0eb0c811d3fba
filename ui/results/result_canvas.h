// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the bars of a result, or says how to get some.
#pragma once

#include "ui/results/shown_result.h"

#include <QWidget>

#include <optional>

namespace interleave {

/// It may be used on the window's thread only.
class ResultCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ResultCanvas(QWidget* parent = nullptr);

    void showResult(const std::optional<ShownResult>& shown, bool is_stale);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<ShownResult> shown_;
    bool is_stale_ = false;
};

} // namespace interleave
