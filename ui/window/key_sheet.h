// SPDX-License-Identifier: GPL-3.0-or-later
// All keys on one sheet.
#pragma once

#include <QDialog>

namespace interleave {

class KeySheet : public QDialog {
    Q_OBJECT

public:
    explicit KeySheet(QWidget* parent = nullptr);
};

} // namespace interleave
