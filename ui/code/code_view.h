// SPDX-License-Identifier: GPL-3.0-or-later
// Shows source text with line numbers, and marks the line that a lane is on. Long lines are wrapped, and the
// parts of a scenario that a reader does not need are folded at first.
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

    /// Shows the scenario file of that path, with licence, headers and registration folded. Only the file's
    /// name counts, because the program contains the files of the catalogue.
    void showFile(const QString& path);
    /// Shows this text as the file of that path, in the same way.
    void showText(const QString& path, QString text);
    /// Whether code is shown, and not a sentence that says why there is none.
    bool showsCode() const { return content_ == Content::code; }
    /// Whether this text is shown as the file of that path.
    bool isShowing(const QString& path, const QString& text) const;
    /// Shows a sentence that says why there is no code.
    void showSentence(const QString& sentence);
    /// Marks a line and brings it into view, unfolding it if necessary. Lines count from 1; 0 marks none, and
    /// neither does a path other than that of the shown file.
    void markLine(const QString& path, int line);

    /// Returns the place of the marked line in the viewport, over its whole width; empty if there is none.
    QRect markedPlace() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    class LineNumbers;
    enum class Content { code, sentence };

    void showContent(Content content, const QString& path, const QString& text);

    int numbersWidth() const;
    void placeNumbers();
    void paintNumbers(QPaintEvent* event);
    void showMark();
    void fold();
    void placeFolds();
    void onFoldChanged(const CodeFold* fold);
    void unfoldSelection();

    LineNumbers* numbers_;
    CodeHighlighter* highlighter_;
    QList<CodeFold*> folds_;
    Content content_ = Content::code; ///< a sentence has neither colours nor a line number
    QString file_;
    int marked_line_ = 0;
};

} // namespace interleave
