// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a scenario's page that a reader does not need, and the line that a folded part is shown as.
#pragma once

#include <QString>
#include <QToolButton>

#include <vector>

class QTextDocument;

namespace interleave {

/// Lines of a file that are shown and hidden together. They count from 0, like the blocks of a document.
struct CodePart {
    QString description;    ///< what the lines hold, in the user's language
    std::vector<int> lines; ///< in ascending order; the fold takes the place of the first one, the head
};

/// Returns the parts that a reader of a scenario's page does not need: the licence with the included headers,
/// and everything from the registration to the end. Empty for a text that has none of them.
std::vector<CodePart> parts_to_fold(const QTextDocument& document);

/// A button in the place of a folded part. It hides the part's blocks in the document except the head, which
/// the view covers with the button; the text itself does not change. The view places the button. It may be
/// used on the window's thread only.
class CodeFold : public QToolButton {
    Q_OBJECT

public:
    /// Folds the part at once. The document must outlive the fold and have a plain text layout.
    CodeFold(CodePart part, QTextDocument* document, QWidget* parent);

    bool isFolded() const { return folded_; }
    void setFolded(bool folded);
    int head() const { return part_.lines.front(); }
    /// Whether the line belongs to the part and is hidden now, by folding or below the button.
    bool hides(int line) const;

signals:
    /// The fold was folded or unfolded, so lines have moved.
    void foldChanged();
    /// The button got the keyboard focus by Tab; the line may be scrolled out of view.
    void reached();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void hideLines();
    void showState();

    CodePart part_;
    QTextDocument* document_;
    bool folded_ = true;
};

} // namespace interleave
