// SPDX-License-Identifier: GPL-3.0-or-later
// The export dialog: it asks which view is wanted and how, shows a preview, and saves or copies it.
#pragma once

#include "ui/export/export_choice.h"
#include "ui/export/file_prompt.h"
#include "ui/settings/window_settings.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace interleave {

class NumberField;
class ProblemLine;

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// `choices` are the views to choose from, at least one; `first` names the one to begin with, else it is
    /// the first. `settings` must outlive the dialog, which saves its choices there.
    ExportDialog(std::vector<ExportChoice> choices, const QString& first, WindowSettings& settings,
                 SavePrompt ask_for_file, QWidget* parent = nullptr);

    /// Returns what the fields say.
    PictureOptions options() const;

signals:
    void exported(const QString& path);
    void copied();
    /// Saving failed. One line: what, where, the remedy.
    void failed(const QString& message);

private:
    void build();
    void describeFields();
    QFormLayout* buildForm();
    void connectFields();
    void restore();
    void remember();
    void takeChoice();
    void offerFields();
    void choosePreset(int index);
    void showPreset();
    void showProblems();
    QSize pictureSize() const;
    void showPreview();
    void copy();
    void save();
    void write(const QString& path) const;
    QString suffix() const;
    /// Returns the formats in which the view's figures can be saved.
    QStringList figureFormats() const;
    QByteArray figures() const;
    bool isPicture() const;
    const ExportChoice& choice() const;

    std::vector<ExportChoice> choices_;
    WindowSettings& settings_;
    SavePrompt ask_for_file_;
    QTimer preview_timer_; ///< makes several quick changes draw only one preview
    QFormLayout* form_ = nullptr;
    QComboBox* picture_;
    QComboBox* format_;
    QComboBox* extent_;
    QComboBox* preset_;
    QWidget* size_;
    NumberField* width_;
    NumberField* height_;
    NumberField* scale_;
    ProblemLine* size_problem_;
    ProblemLine* scale_problem_;
    QComboBox* theme_;
    QLineEdit* title_;
    QLineEdit* sentence_;
    QCheckBox* with_caption_;
    QCheckBox* with_legend_;
    QLabel* preview_;
    QDialogButtonBox* buttons_;
    QPushButton* copy_;
};

} // namespace interleave
