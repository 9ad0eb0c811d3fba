// SPDX-License-Identifier: GPL-3.0-or-later
// The source of the chosen scenario, with line numbers and the line that a lane is on. What the reader of a
// page can do without is folded until asked for.
#pragma once

#include <QList>
#include <QPlainTextEdit>

namespace interleave {

class CodeFold;
class CodeHighlighter;

class CodeView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeView(QWidget* parent = nullptr);

    /// Shows the scenario file of that path, its licence, headers and registration folded. Only the path's
    /// last part counts: the program carries the files of the catalogue.
    void showFile(const QString& path);
    /// Marks a line, from 1, and brings it into view, unfolded if need be; 0 marks none. A file that is not
    /// the shown one marks none.
    void markLine(const QString& path, int line);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    class Numbers;

    int numbersWidth() const;
    void placeNumbers();
    void paintNumbers(QPaintEvent* event);
    void showMark();
    void fold();
    void placeFolds();
    void onFoldChanged(const CodeFold* fold);
    void unfoldSelection();

    Numbers* numbers_;
    CodeHighlighter* highlighter_;
    QList<CodeFold*> folds_;
    QString file_;
    int marked_line_ = 0;
};

} // namespace interleave
