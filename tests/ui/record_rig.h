// SPDX-License-Identifier: GPL-3.0-or-later
// A rig that has the window record programs, as a person does.
#pragma once

#include "tests/ui/window_rig.h"
#include "ui/output/output_view.h"
#include "ui/record/record_dialog.h"
#include "ui/run/shown_run.h"

#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>

namespace interleave::rig {

/// A program with threads and locks of its own.
inline const QString recorded = QStringLiteral(INTERLEAVE_BUILD_DIR "/tests/recorded_program");

inline bool can_record() {
    return QFileInfo::exists(recorded);
}
inline constexpr const char* why_no_recording =
    "the library that records and the program to be recorded are not built, as under sanitizers";

inline bool has_python() {
    return !QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty();
}
inline constexpr const char* why_no_python = "there is no python3 here";

class RecordRig : public WindowRig {
public:
    using WindowRig::WindowRig;

    /// Types it into the dialog and starts it.
    void record(const QString& command, const QString& folder = {}, const QString& environment = {}) {
        press("actionRecord");
        auto* const dialog = window->findChild<RecordDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->findChild<QLineEdit*>(QStringLiteral("recordCommand"))->setText(command);
        dialog->findChild<QLineEdit*>(QStringLiteral("recordFolder"))->setText(folder);
        dialog->findChild<QPlainTextEdit*>(QStringLiteral("recordEnvironment"))->setPlainText(environment);
        dialog->findChild<QPushButton*>(QStringLiteral("recordOk"))->click();
        QVERIFY2(!dialog->isVisible(),
                 qPrintable(dialog->findChild<QLabel*>(QStringLiteral("recordProblem"))->text()));
        delete dialog;
        QVERIFY(!isIdle());
    }
    void awaitEnd() { QTRY_VERIFY_WITH_TIMEOUT(run() != nullptr && isIdle(), 2 * timeout_ms); }
    void awaitLanes(std::size_t count) { QTRY_VERIFY_WITH_TIMEOUT(hasLanes(count), timeout_ms); }
    void recordToItsEnd(const QString& command) {
        record(command);
        awaitEnd();
    }
    /// Returns what the panel Output shows, each line with the sign of its stream.
    QString text() { return find<OutputView>("outputView").signedText(); }
    ShownRun& shown() { return *window->findChild<ShownRun*>(); }
};

} // namespace interleave::rig
