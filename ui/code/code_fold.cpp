// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_fold.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QPlainTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

namespace interleave {

std::vector<CodePart> parts_to_fold(const QTextDocument& document) {
    CodePart headers{CodeFold::tr("licence, headers"), {}};
    CodePart registration{CodeFold::tr("title, parameters, registration"), {}};
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        const int number = block.blockNumber();
        if (!registration.lines.empty() ||
            line.startsWith(QLatin1String("const Registration registration"))) {
            registration.lines.push_back(number);
        } else if (line.startsWith(QLatin1String("// SPDX"))) {
            headers.lines.push_back(number); // the comment below it is the page's first paragraph and stays
        } else if (line.startsWith(QLatin1String("#include"))) {
            const bool after_blank = number >= 2 && block.previous().text().isEmpty() &&
                                     !headers.lines.empty() && headers.lines.back() == number - 2;
            if (after_blank)
                headers.lines.push_back(number - 1);
            headers.lines.push_back(number);
        }
    }

    std::vector<CodePart> parts;
    for (CodePart* part : {&headers, &registration}) {
        if (!part->lines.empty())
            parts.push_back(std::move(*part));
    }
    return parts;
}

CodeFold::CodeFold(CodePart part, QTextDocument* document, QWidget* parent)
    : QToolButton(parent)
    , part_(std::move(part))
    , document_(document) {
    setObjectName(QStringLiteral("codeFold"));
    setFocusPolicy(Qt::StrongFocus);
    setAutoRaise(true);
    setCursor(Qt::PointingHandCursor); // the view's own cursor says that text can be selected
    setBackgroundRole(QPalette::AlternateBase);
    setAutoFillBackground(true); // hides the line behind it
    connect(this, &QToolButton::clicked, this, [this] { setFolded(!folded_); });
    hideLines();
    showState();
}

void CodeFold::setFolded(bool folded) {
    if (folded == folded_)
        return;
    folded_ = folded;
    hideLines();
    showState();
    emit foldChanged();
}

bool CodeFold::hides(int line) const {
    return folded_ && std::binary_search(part_.lines.begin(), part_.lines.end(), line);
}

void CodeFold::hideLines() {
    // What covers the head is one line high, however narrow the view is. This lays the head out anew.
    QTextBlockFormat format;
    format.setNonBreakableLines(folded_);
    QTextCursor(document_->findBlockByNumber(head())).mergeBlockFormat(format);
    for (const int line : part_.lines) {
        QTextBlock block = document_->findBlockByNumber(line);
        const bool visible = !folded_ || line == head();
        block.setVisible(visible);
        // The scroll bar counts these. A line that was not laid out yet has none.
        block.setLineCount(visible ? std::max(1, block.layout()->lineCount()) : 0);
    }
    auto* layout = qobject_cast<QPlainTextDocumentLayout*>(document_->documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
}

void CodeFold::showState() {
    const int count = static_cast<int>(part_.lines.size());
    const QString lines = tr("%n lines: %1", nullptr, count).arg(part_.description);
    setArrowType(folded_ ? Qt::RightArrow : Qt::DownArrow);
    setToolButtonStyle(folded_ ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    setText(lines);
    setAccessibleName((folded_ ? tr("Show %1") : tr("Hide %1")).arg(lines));
    setToolTip(folded_ ? tr("Shows these lines of the file")
                       : tr("Hides these lines again: %1").arg(part_.description));
}

void CodeFold::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click(); // like Space, which works on every button
    else
        QToolButton::keyPressEvent(event);
}

void CodeFold::focusInEvent(QFocusEvent* event) {
    QToolButton::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        emit reached();
}

} // namespace interleave
