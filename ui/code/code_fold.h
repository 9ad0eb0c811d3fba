// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a scenario's page that a reader can do without, and the line that stands for one of them.
#pragma once

#include <QString>
#include <QToolButton>

#include <vector>

class QTextDocument;

namespace interleave {

/// Lines of a file that are shown and hidden together. Lines count from 0 here, as the blocks of a document
/// do.
struct CodePart {
    QString what;           ///< what the lines hold, in the user's language
    std::vector<int> lines; ///< in ascending order; the fold stands in the place of the first one, the head
};

/// What a scenario's page can be read without: the licence and the headers that it includes, and from its
/// registration on all to the end. Empty for a text that has none of them.
std::vector<CodePart> parts_to_fold(const QTextDocument& document);

/// A button in the place of a folded part. It hides the part's blocks in the document but for the head, which
/// the view covers with the button; the text itself stays as it is. The view places the button. User
/// interface thread.
class CodeFold : public QToolButton {
    Q_OBJECT

public:
    /// Folds the part at once. The document must outlive the fold and lay its text out as plain text.
    CodeFold(CodePart part, QTextDocument* document, QWidget* parent);

    bool isFolded() const { return folded_; }
    void setFolded(bool folded);
    int head() const { return part_.lines.front(); }
    /// True for a line of the part that cannot be read now, the covered head included.
    bool hides(int line) const;

signals:
    /// The fold was folded or unfolded, so lines have moved.
    void foldChanged();
    /// The keyboard focus came here by Tab, maybe while the line is scrolled out of view.
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
