// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/window_settings.h"

namespace interleave {

namespace {

/// Makes a key of a scenario. Names consist of letters, digits and dashes, so they need no escaping.
QString scenario_key(const QString& scenario, const char* what) {
    return QStringLiteral("scenario/%1/%2").arg(scenario, QLatin1String(what));
}

} // namespace

WindowSettings::WindowSettings() : store_(std::make_unique<QSettings>()) {}

WindowSettings::WindowSettings(const QString& file)
    : store_(std::make_unique<QSettings>(file, QSettings::IniFormat)) {}

QString WindowSettings::parametersOf(const QString& scenario) const {
    return store_->value(scenario_key(scenario, "parameters")).toString();
}

QString WindowSettings::backendOf(const QString& scenario) const {
    return store_->value(scenario_key(scenario, "backend")).toString();
}

void WindowSettings::rememberScenario(const QString& scenario, const QString& parameters,
                                      const QString& backend) {
    store_->setValue(scenario_key(scenario, "parameters"), parameters);
    store_->setValue(scenario_key(scenario, "backend"), backend);
}

QString WindowSettings::answerTo(const QString& scenario) const {
    return store_->value(scenario_key(scenario, "answer")).toString();
}

void WindowSettings::rememberAnswer(const QString& scenario, const QString& answer) {
    if (answer.isEmpty())
        store_->remove(scenario_key(scenario, "answer"));
    else
        store_->setValue(scenario_key(scenario, "answer"), answer);
}

} // namespace interleave
