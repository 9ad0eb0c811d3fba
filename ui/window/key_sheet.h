// SPDX-License-Identifier: GPL-3.0-or-later
// All keys on one sheet: the window's, and those of each view that has some.
#pragma once

#include "ui/view/view.h"

#include <QDialog>

#include <vector>

namespace interleave {

class KeySheet : public QDialog {
    Q_OBJECT

public:
    explicit KeySheet(const std::vector<View>& views, QWidget* parent = nullptr);
};

} // namespace interleave
