// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of keys: those of the window, and of each view that has keys.
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
