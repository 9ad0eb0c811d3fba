// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/guard_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct GuardWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

QString words_of_variable(const VariableGuards& variable) {
    QStringList names;
    for (const GuardingLock& lock : variable.locks)
        if (guards(lock, variable))
            names << QString::fromStdString(lock.name);
    return names.isEmpty() ? GuardWords::tr("no lock guards it")
                           : GuardWords::tr("guarded by %1").arg(names.join(QStringLiteral(", ")));
}

QString words_of_lock(const GuardingLock& lock, const VariableGuards& variable) {
    const QString name = QString::fromStdString(variable.name);
    if (guards(lock, variable))
        return GuardWords::tr("guards %1").arg(name);
    if (lock.guarded == 0)
        return GuardWords::tr("does not guard %1").arg(name);
    // Neither 0 % nor 100 % of what is neither none nor all.
    const double share = 100 * static_cast<double>(lock.guarded) / static_cast<double>(variable.uses);
    const int percent = std::clamp(static_cast<int>(std::lround(share)), 1, 99);
    return GuardWords::tr("guards %1 % of the uses of %2").arg(QLocale().toString(percent), name);
}

} // namespace

QString guard_words(std::span<const VariableGuards> variables, ObjectId object) {
    QStringList parts;
    for (const VariableGuards& variable : variables) {
        if (variable.variable == object)
            return words_of_variable(variable);
        for (const GuardingLock& lock : variable.locks)
            if (lock.lock == object)
                parts << words_of_lock(lock, variable);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace interleave
