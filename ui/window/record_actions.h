// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the user have a program recorded: one that is typed, or one of the articles.
#pragma once

#include "core/engine/program_to_record.h"
#include "ui/view/view_context.h"

#include <QObject>
#include <QString>

class QWidget;

namespace interleave {

class WindowActions;

/// Returns the folder of this user for Python programs that are recorded, which stays so that their lines can
/// be shown later; XDG_CACHE_HOME says where caches are. It is empty if there is none.
QString usual_folder_of_python_programs();

/// It may be used on the window's thread only.
class RecordActions : public QObject {
    Q_OBJECT

public:
    /// All must outlive this; the context is of the window, which owns this.
    RecordActions(const WindowActions& actions, const ViewContext& context, QWidget* window);

private:
    void ask();
    void recordArticle(const QString& file);
    void record(const ProgramToRecord& program);
    void nameRun();

    const WindowActions& actions_;
    const ViewContext& context_;
    QWidget* window_;
    const QString run_tool_tip_; ///< of a scenario
};

} // namespace interleave
