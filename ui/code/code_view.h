// SPDX-License-Identifier: GPL-3.0-or-later
// The source of the chosen scenario, with line numbers and the line that a lane is on.
#pragma once

#include <QPlainTextEdit>

namespace interleave {

class CodeHighlighter;

class CodeView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeView(QWidget* parent = nullptr);

    /// Shows the scenario file of that path (only its last part counts: the program carries the files of the
    /// catalogue).
    void showFile(const QString& path);
    /// Marks a line, from 1, and brings it into view; 0 marks none. A file that is not the shown one marks
    /// none.
    void markLine(const QString& path, int line);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Numbers;

    int numbersWidth() const;
    void placeNumbers();
    void paintNumbers(QPaintEvent* event);
    void showMark();

    Numbers* numbers_;
    CodeHighlighter* highlighter_;
    QString file_;
    int marked_line_ = 0;
};

} // namespace interleave
