// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/view/view.h"

namespace interleave {

QString dock_name(const View& view) {
    QString name = QLatin1String(view.id);
    name[0] = name[0].toUpper();
    return QStringLiteral("dock") + name;
}

} // namespace interleave
