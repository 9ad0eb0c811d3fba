// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that the window saves between starts: one table of typed defaults, and one way to read and
// write them.
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QSize>
#include <QString>
#include <QStringList>

#include <memory>

namespace interleave {

/// A setting: its key in the file, and the fallback where the file has no usable value.
template <typename T>
struct Setting {
    const char* key;
    T fallback;
};

namespace setting {
inline const Setting<QByteArray> geometry{"window/geometry", {}};
inline const Setting<QByteArray> docks{"window/docks", {}};
inline const Setting<bool> sides_docked{"window/sides-docked", false};
inline const Setting<bool> processor_rows{"window/processor-rows", false}; ///< of runs of scenarios
inline const Setting<int> arrows{"window/arrows", 1}; ///< as Navigation::Arrows counts them
inline const Setting<QString> look{"window/look", QStringLiteral("system")};
inline const Setting<QString> scenario{"scenario/last", {}};
inline const Setting<QString> scenario_path{"scenario/path", {}}; ///< a name; empty: the course
inline const Setting<int> seed{"run/seed", 1};
inline const Setting<bool> switch_records{"run/switch-records", true};
inline const Setting<bool> keep_runs{"runs/keep", true};
inline const Setting<int> kept_mib{"runs/kept-mib", 1024};  ///< that the kept runs take together at most
inline const Setting<bool> ask_for_runs{"runs/ask", false}; ///< before a run that was not saved is given up
inline const Setting<QStringList> recent_files{"files/recent", {}};     ///< paths, the last one first
inline const Setting<QString> file_folder{"files/folder", {}};          ///< of the last one
inline const Setting<QStringList> recent_programs{"record/recent", {}}; ///< in JSON, the last one first
inline const Setting<QString> export_folder{"export/folder", {}};
inline const Setting<QString> export_format{"export/format", QStringLiteral("png")};
inline const Setting<QSize> export_size{"export/size", QSize(1600, 900)};
inline const Setting<double> export_scale{"export/scale", 1.0};
inline const Setting<QString> export_theme{"export/colours", QStringLiteral("automatic")};
inline const Setting<bool> export_caption{"export/caption", true};
inline const Setting<bool> export_legend{"export/legend", true};
} // namespace setting

/// A broken file, a value of the wrong type or a folder that cannot be written is no error; the fallback is
/// used. Only one thread may use it.
class WindowSettings {
public:
    /// Uses the user's own file.
    WindowSettings();
    /// Uses the given file, in INI format; for tests.
    explicit WindowSettings(const QString& file);

    template <typename T>
    T get(const Setting<T>& setting) const {
        QVariant value = store_->value(QLatin1String(setting.key));
        return value.isValid() && value.convert(QMetaType::fromType<T>()) ? value.value<T>()
                                                                          : setting.fallback;
    }
    template <typename T>
    void set(const Setting<T>& setting, const T& value) {
        store_->setValue(QLatin1String(setting.key), QVariant::fromValue(value));
    }

    /// Return what was last set for a scenario: its parameters as JSON text, and its backend's name. Both are
    /// empty if nothing was set.
    QString parametersOf(const QString& scenario) const;
    QString backendOf(const QString& scenario) const;
    void rememberScenario(const QString& scenario, const QString& parameters, const QString& backend);

    /// Return what was said to a lesson's question, as JSON text; empty if nothing was.
    QString answerTo(const QString& scenario) const;
    void rememberAnswer(const QString& scenario, const QString& answer);

    /// Writes to the file now.
    void save() { store_->sync(); }

private:
    std::unique_ptr<QSettings> store_;
};

} // namespace interleave
