// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/lesson_page.h"

#include <QFile>

namespace interleave {

QString lesson_page(const QString& scenario) {
    QFile file(QStringLiteral(":/interleave/lessons/%1.md").arg(scenario));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace interleave
