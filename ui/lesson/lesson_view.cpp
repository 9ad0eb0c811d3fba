// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_view.h"

#include "ui/lesson/page_layout.h"

#include <QDesktopServices>
#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextOption>

namespace interleave {

namespace {

constexpr int page_margin = 14;

} // namespace

LessonView::LessonView(QWidget* parent) : QTextBrowser(parent) {
    setObjectName(QStringLiteral("lessonView"));
    setAccessibleName(tr("Lesson"));
    setToolTip(tr("The lesson of the chosen scenario"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.scheme().startsWith(QStringLiteral("http")))
            QDesktopServices::openUrl(link);
        else
            emit linkChosen(link.toString());
    });
}

void LessonView::setPage(const QString& markdown, bool from_top) {
    const int place = verticalScrollBar()->value();
    page_ = markdown;
    showPage();
    moveCursor(QTextCursor::Start); // the import leaves the cursor at the end, and the view scrolls to it
    verticalScrollBar()->setValue(from_top ? 0 : place);
    horizontalScrollBar()->setValue(0);
}

void LessonView::scrollToHeading(const QString& heading) {
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || block.text() != heading)
            continue;
        const QRect place = cursorRect(QTextCursor(block));
        verticalScrollBar()->setValue(verticalScrollBar()->value() + place.top() - page_margin);
        return;
    }
}

void LessonView::showPage() {
    document()->setDocumentMargin(page_margin);
    lay_out_page(*document(), page_);
}

void LessonView::resizeEvent(QResizeEvent* event) {
    // A text view scrolls to its cursor when its size changes, but a lesson shows no cursor. The line at the
    // top stays where it is instead.
    const bool at_top = verticalScrollBar()->value() == 0;
    const int left = horizontalScrollBar()->value();
    const QTextCursor first = cursorForPosition(QPoint(0, 0));
    QTextBrowser::resizeEvent(event);
    horizontalScrollBar()->setValue(left);
    verticalScrollBar()->setValue(at_top ? 0 : verticalScrollBar()->value() + cursorRect(first).top());
}

void LessonView::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    // Headings and code keep the sizes and colours with which they were imported, so the page is imported
    // again.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        setPage(page_, false);
}

} // namespace interleave
