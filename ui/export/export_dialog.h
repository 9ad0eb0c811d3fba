// SPDX-License-Identifier: GPL-3.0-or-later
// The export dialog: it asks how the picture shall look, shows a preview, and saves it.
#pragma once

#include "ui/export/export_picture.h"
#include "ui/export/file_prompt.h"
#include "ui/settings/window_settings.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace interleave {

/// A picture that can be exported.
struct ExportChoice {
    QString name;  ///< suggested for the file
    QString title; ///< name that the user sees
    Drawing draw;
};

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// `choices` are the pictures to choose from, at least one. `visible_range` is the range that the window
    /// shows. `settings` must outlive the dialog, which saves its choices there.
    ExportDialog(std::vector<ExportChoice> choices, TimeRange visible_range, const QString& caption,
                 WindowSettings& settings, SavePrompt ask_for_file, QWidget* parent = nullptr);

    /// Returns what the fields say.
    PictureOptions options() const;

signals:
    void exported(const QString& path);
    /// Saving failed. One line: what, where, the remedy.
    void failed(const QString& message);

private:
    void build();
    void restore();
    void remember();
    void choosePreset(int index);
    void showPreset();
    void showPreview();
    void save();
    QString suffix() const;
    const ExportChoice& choice() const;

    std::vector<ExportChoice> choices_;
    TimeRange visible_range_;
    WindowSettings& settings_;
    SavePrompt ask_for_file_;
    QTimer preview_timer_; ///< makes several quick changes draw only one preview
    QComboBox* picture_;
    QComboBox* format_;
    QComboBox* extent_;
    QComboBox* preset_;
    QSpinBox* width_;
    QSpinBox* height_;
    QDoubleSpinBox* scale_;
    QComboBox* theme_;
    QCheckBox* with_caption_;
    QLineEdit* caption_;
    QCheckBox* with_legend_;
    QLabel* preview_;
    QDialogButtonBox* buttons_;
};

} // namespace interleave
