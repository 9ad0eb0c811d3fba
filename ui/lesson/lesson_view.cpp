// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_view.h"

#include "ui/words/lesson_page.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextOption>

#include <algorithm>

namespace interleave {

namespace {

/// Columns of a line of code: one that begins further to the right does not go on so far to the right.
constexpr qsizetype deepest_hanging = 12;

/// Adds space between paragraphs and a margin around the text, which Qt's Markdown import leaves out.
void add_spacing(QTextDocument& document) {
    document.setDocumentMargin(14);
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool code = format.hasProperty(QTextFormat::BlockCodeFence) || format.nonBreakableLines();
        format.setLineHeight(code ? 115 : 130, QTextBlockFormat::ProportionalHeight);
        if (code) {
            // A long line of code goes on in the next one, further to the right than it began, instead of out
            // of view.
            const QString line = block.text();
            const auto begin =
                std::ranges::find_if(line, [](QChar sign) { return !sign.isSpace(); }) - line.begin();
            const QFontMetricsF metrics(block.charFormat().font());
            const double step = metrics.horizontalAdvance(QLatin1Char(' ')) *
                                static_cast<double>(std::min<qsizetype>(begin, deepest_hanging) + 4);
            format.setNonBreakableLines(false);
            format.setLeftMargin(format.leftMargin() + step);
            format.setTextIndent(-step);
        }
        if (format.headingLevel() > 0) {
            format.setTopMargin(block == document.begin() ? 0 : 14);
            format.setBottomMargin(4);
        } else if (!code) {
            format.setBottomMargin(block.textList() != nullptr ? 3 : 8);
        }
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
    }
}

} // namespace

LessonView::LessonView(QWidget* parent) : QTextBrowser(parent) {
    setObjectName(QStringLiteral("lessonView"));
    setAccessibleName(tr("Lesson"));
    setToolTip(tr("The lesson of the chosen scenario"));
    setFrameShape(QFrame::NoFrame);
    setOpenExternalLinks(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
}

void LessonView::setScenario(const Scenario& scenario) {
    page_ = lesson_page(QString::fromStdString(scenario.name));
    if (page_.isEmpty())
        page_ = QStringLiteral("# %1\n\n%2\n\n*%3*\n")
                    .arg(QString::fromStdString(scenario.title), QString::fromStdString(scenario.about),
                         tr("This scenario has no lesson yet. Run it, look at its code beside this page, and "
                            "change one "
                            "parameter at a time."));
    showPage();
    moveCursor(QTextCursor::Start); // the import leaves the cursor at the end, and the view scrolls to it
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
}

void LessonView::showPage() {
    document()->setMarkdown(page_, QTextDocument::MarkdownDialectGitHub);
    add_spacing(*document());
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
        showPage();
}

} // namespace interleave
