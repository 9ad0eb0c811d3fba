// SPDX-License-Identifier: GPL-3.0-or-later
// A rig that uses the window like a person: it chooses, sets and runs, and finds every widget by its
// objectName.
#pragma once

#include "core/experiment/observed_run.h"
#include "core/scenario/scenario.h"
#include "ui/navigation/navigation.h"
#include "ui/run/run_controller.h"
#include "ui/scenarios/scenario_list.h"
#include "ui/settings/window_settings.h"
#include "ui/status/banner.h"
#include "ui/table/table_view.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/frame_sizes.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace interleave::rig {

/// A limit for what takes milliseconds on a machine without other load.
inline constexpr int timeout_ms = 30'000;

/// Counts the processes of this machine that have a mark in their environment: the engines of one test and
/// all their children.
inline int processes_marked(const QByteArray& mark) {
    int found = 0;
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool number = false;
        entry.toInt(&number);
        QFile file(QStringLiteral("/proc/%1/environ").arg(entry));
        // A zombie's environment is empty, so only live processes count.
        if (number && file.open(QIODevice::ReadOnly) && file.readAll().contains(mark))
            ++found;
    }
    return found;
}

/// Answers the window's question for a file name, and records the questions.
struct FilePromptAnswer {
    QString answer;
    QList<SaveQuestion> questions;

    SavePrompt prompt() {
        return [this](QWidget*, const SaveQuestion& question) {
            questions.append(question);
            return answer;
        };
    }
};

class WindowRig {
public:
    /// Without a size the window is so wide that all panels are docked.
    /// Without a folder for them no run is kept.
    explicit WindowRig(const QString& settings_file, const QSize& size = {}, const QString& kept_runs = {})
        : settings_(std::make_unique<WindowSettings>(settings_file)) {
        const OpenPrompt open = [this](QWidget*, const QString&, const QString&, const QString&) {
            return files_to_open;
        };
        window = std::make_unique<MainWindow>(all_scenarios(), *settings_, file_prompt.prompt(),
                                              WindowFiles{open,
                                                          [this](QWidget*, const QString& words) {
                                                              asked_to_save << words;
                                                              return save_answer;
                                                          },
                                                          kept_runs});
        window->resize(size.isValid() ? size : QSize(frame_sizes(*window).wide_from, 720));
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get()))
            qFatal("the window does not show");
    }
    ~WindowRig() {
        if (window)
            window->close();
    }

    template <typename Widget>
    Widget& find(const char* name) {
        auto* widget = window->findChild<Widget*>(QLatin1String(name));
        if (widget == nullptr)
            qFatal("the window has no %s of that type", name);
        return *widget;
    }

    void choose(const char* scenario) {
        if (!find<ScenarioList>("scenarioList").choose(QLatin1String(scenario)))
            qFatal("no scenario %s", scenario);
    }
    /// Sets any field: "parameter.workers", "seed" …
    void set(const char* field, const QVariant& value) {
        auto& widget = find<QWidget>(field);
        const char* property = widget.inherits("QComboBox")   ? "currentText"
                               : widget.inherits("QCheckBox") ? "checked"
                               : widget.inherits("QLineEdit") ? "text"
                                                              : "value";
        if (!widget.setProperty(property, value))
            qFatal("%s has no %s", field, property);
    }
    QVariant get(const char* field) {
        auto& widget = find<QWidget>(field);
        return widget.property(widget.inherits("QComboBox") ? "currentText" : "value");
    }
    void press(const char* action) { find<QAction>(action).trigger(); }

    /// Runs what is set until a run ends so. Two workers of which one has done all before the other one
    /// begins, as on a busy machine, run into no deadlock. Returns false if no run of several did.
    bool runUntil(Ended ended) {
        for (int attempt = 0; attempt < 10; ++attempt) {
            press("actionRun");
            if (!QTest::qWaitFor([this] { return run() != nullptr && isIdle(); }, timeout_ms))
                return false;
            if (run()->info().ended == ended)
                return true;
        }
        return false;
    }

    RunController& runs() { return window->runs(); }
    const ObservedRun* run() { return runs().run().get(); }
    bool hasLanes(std::size_t count) { return run() != nullptr && run()->trace().lane_count() >= count; }
    bool isIdle() { return !runs().isActive(); }
    Navigation& navigation() { return *window->findChild<Navigation*>(); }
    TimelineView& timeline() { return *window->findChild<TimelineView*>(); }
    Banner& banner() { return find<Banner>("banner"); }
    const Table& table(const char* view) {
        auto* model = window->findChild<TableView*>(QLatin1String(view))->findChild<TableModel*>();
        return model->table();
    }

    FilePromptAnswer file_prompt;
    SaveAnswer save_answer = SaveAnswer::discard;
    QStringList asked_to_save; ///< what the window asked whether to save it
    QStringList files_to_open; ///< answer to the question which files are to be opened

private:
    std::unique_ptr<WindowSettings> settings_; ///< must outlive the window, like `file_prompt`

public:
    std::unique_ptr<MainWindow> window;
};

} // namespace interleave::rig
