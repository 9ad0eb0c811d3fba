// SPDX-License-Identifier: GPL-3.0-or-later
// Saves the shown run under a name that the user chooses.
#pragma once

#include "core/file/run_notes.h"
#include "ui/view/view_context.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace interleave {

class FileController;
class KeptRuns;
class ProgressLine;
class RunController;
class ShownFile;
class WindowActions;

/// It may be used on the window's thread only. Files are written in the thread pool, one at a time.
class FileSaving : public QObject {
    Q_OBJECT

public:
    /// All must outlive this; the context is of the window, which owns this.
    FileSaving(const WindowActions& actions, const ViewContext& context, const RunController& runs,
               const FileController& files, const KeptRuns& kept, ShownFile& file, ProgressLine& progress,
               QWidget* window);
    /// Ends the writing; the file that was there stays.
    ~FileSaving() override;

    /// What the user noted in the shown run, which is saved with it; nothing if the file has it already.
    void setNotes(std::function<std::optional<RunNotes>()> notes) { notes_ = std::move(notes); }

    bool isActive() const { return job_ != nullptr; }
    /// Saves the shown run under the name that it has from the user, else asks for one. `done` is called if
    /// it was saved.
    void save(std::function<void()> done = {});
    void saveAs(std::function<void()> done = {});
    /// Saves a kept run that is not shown. It has its notes already.
    void saveKept(const QString& path, std::function<void()> done);

signals:
    /// The shown run is in this file now.
    void saved(const QString& path);
    /// Nothing is written any more, well or not.
    void ended();

private:
    struct Job;

    void updateActions();
    QString whyNot() const;
    QString suggestion() const;
    /// Returns the path that the user chose; empty if none.
    QString ask(const QString& suggestion);
    void write(const QString& from, const QString& to, std::function<void()> done);

    const WindowActions& actions_;
    const ViewContext& context_;
    const RunController& runs_;
    const FileController& files_;
    const KeptRuns& kept_;
    ShownFile& file_;
    ProgressLine& progress_;
    QWidget* window_;
    std::function<std::optional<RunNotes>()> notes_;
    std::shared_ptr<Job> job_; ///< shared with the pool's thread; nullptr if nothing is written
};

} // namespace interleave
