// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_view.h"

#include "core/scenario/page_source.h"
#include "ui/code/code_fold.h"
#include "ui/code/code_highlighter.h"
#include "ui/code/hanging_layout.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QFileInfo>
#include <QFontDatabase>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

namespace interleave {

namespace {

constexpr int gap = 8;        ///< px left and right of the line numbers
constexpr int mark_width = 3; ///< px, of the bar beside the marked line

/// Returns the system's fixed-width font at this size.
QFont fixed_font(double point_size) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(point_size * 0.95);
    return font;
}

/// Returns a document for text that is wrapped. The view must have it before anything uses its own one.
QTextDocument* wrapped_document(QObject* parent) {
    auto* document = new QTextDocument(parent);
    document->setDocumentLayout(new HangingLayout(document));
    return document;
}

} // namespace

/// The column of line numbers; the editor paints it.
class CodeView::LineNumbers : public QWidget {
public:
    explicit LineNumbers(CodeView* view) : QWidget(view), view_(view) {}
    QSize sizeHint() const override { return {view_->numbersWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { view_->paintNumbers(event); }

private:
    CodeView* view_;
};

CodeView::CodeView(QWidget* parent)
    : QPlainTextEdit(parent)
    , numbers_(new LineNumbers(this))
    , highlighter_(nullptr) {
    setDocument(wrapped_document(this));
    highlighter_ = new CodeHighlighter(document(), palette());
    setObjectName(QStringLiteral("codeView"));
    setAccessibleName(tr("Code"));
    setToolTip(tr("The code that runs; the marked line is where the lane under the cursor was"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // long lines are wrapped
    // The space at the end of a wrapped line, which nobody sees, may be a little wider than the view.
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this,
            [this] { horizontalScrollBar()->setRange(0, 0); });
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(8);
    document()->setDefaultFont(fixed_font(font().pointSizeF()));
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int scrolled) {
        if (scrolled != 0)
            numbers_->scroll(0, scrolled);
        else
            numbers_->update(0, area.y(), numbers_->width(), area.height());
        placeFolds();
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::placeNumbers);
    connect(this, &QPlainTextEdit::selectionChanged, this, &CodeView::unfoldSelection);
    placeNumbers();
}

void CodeView::showFile(const QString& path) {
    const std::string_view text = page_source(path.toStdString());
    if (text.empty())
        showContent(Content::sentence, path,
                    tr("The program does not carry the source of this scenario (%1).")
                        .arg(QFileInfo(path).fileName()));
    else
        showText(path, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

void CodeView::showText(const QString& path, QString text) {
    if (text.endsWith(QLatin1Char('\n')))
        text.chop(1); // the last newline does not begin a line
    showContent(Content::code, path, text);
}

void CodeView::showContent(Content content, const QString& path, const QString& text) {
    content_ = content;
    highlighter_->setLanguage(path.endsWith(QLatin1String(".py")) ? CodeHighlighter::Language::python
                                                                  : CodeHighlighter::Language::cpp);
    highlighter_->setDocument(content == Content::code ? document() : nullptr);
    file_ = QFileInfo(path).fileName();
    marked_line_ = 0;
    qDeleteAll(folds_); // they refer to lines of the old text
    folds_.clear();
    setPlainText(text);
    placeNumbers();
    fold();
    showMark();
}

void CodeView::showSentence(const QString& sentence) {
    showContent(Content::sentence, {}, sentence);
}

bool CodeView::isShowing(const QString& path, const QString& text) const {
    const QString shown = toPlainText();
    return file_ == QFileInfo(path).fileName() && (text == shown || text == shown + QLatin1Char('\n'));
}

void CodeView::fold() {
    for (CodePart& part : parts_to_fold(*document())) {
        auto* fold = new CodeFold(std::move(part), document(), viewport());
        connect(fold, &CodeFold::foldChanged, this, [this, fold] { onFoldChanged(fold); });
        connect(fold, &CodeFold::reached, this, [this, fold] {
            setTextCursor(QTextCursor(document()->findBlockByNumber(fold->head())));
            ensureCursorVisible();
        });
        fold->show();
        folds_.append(fold);
    }
    placeFolds();
}

void CodeView::placeFolds() {
    for (CodeFold* fold : std::as_const(folds_)) {
        const QTextBlock head = document()->findBlockByNumber(fold->head());
        const QRectF place = blockBoundingGeometry(head).translated(contentOffset());
        const int top = qRound(place.top());
        const int height = qRound(place.bottom()) - top;
        if (fold->isFolded()) {
            fold->setGeometry(0, top, viewport()->width(), height); // covers the line
        } else {
            const QTextLine line = head.layout()->lineAt(0);
            const int size = qRound(line.height());
            const int end = qRound(place.left() + line.naturalTextRect().right()); // where the line ends
            fold->setGeometry(std::min(end + gap, viewport()->width() - size), top, size, size);
        }
    }
}

void CodeView::onFoldChanged(const CodeFold* fold) {
    if (fold->hides(textCursor().blockNumber()))
        setTextCursor(QTextCursor(document()->findBlockByNumber(fold->head())));
    placeFolds();
    viewport()->update();
    numbers_->update();
}

/// Unfolds a part that the selection lies in: hidden text is selected only by a search. A selection that
/// begins or ends elsewhere, like that of the whole text, does not unfold anything.
void CodeView::unfoldSelection() {
    const QTextCursor cursor = textCursor();
    const int first = document()->findBlock(cursor.selectionStart()).blockNumber();
    const int last = document()->findBlock(cursor.selectionEnd()).blockNumber();
    for (CodeFold* fold : std::as_const(folds_))
        if (cursor.hasSelection() && fold->hides(first) && fold->hides(last))
            fold->setFolded(false);
}

void CodeView::markLine(const QString& path, int line) {
    const bool shown =
        !file_.isEmpty() && QFileInfo(path).fileName() == file_ && line > 0 && line <= blockCount();
    const int wanted = shown ? line : 0;
    if (wanted == marked_line_)
        return;
    marked_line_ = wanted;
    for (CodeFold* fold : std::as_const(folds_))
        if (fold->hides(wanted - 1))
            fold->setFolded(false);
    showMark();
}

void CodeView::showMark() {
    if (marked_line_ > 0) {
        const QRect place = markedPlace();
        if (place.top() < 0 || place.bottom() > viewport()->height()) {
            setTextCursor(QTextCursor(document()->findBlockByNumber(marked_line_ - 1)));
            centerCursor();
        }
    }
    viewport()->update();
    numbers_->update();
}

QRect CodeView::markedPlace() const {
    if (marked_line_ == 0)
        return {};
    const QTextBlock block = document()->findBlockByNumber(marked_line_ - 1);
    const double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const double height = block.layout()->boundingRect().height(); // that of the last block includes a margin
    return {0, qRound(top), viewport()->width(), qRound(height)};
}

/// The mark covers all lines of a wrapped one, their indents too, which a selection of text would leave out.
void CodeView::paintEvent(QPaintEvent* event) {
    QPainter(viewport()).fillRect(markedPlace(), theme_for(palette()).note);
    QPlainTextEdit::paintEvent(event);
}

int CodeView::numbersWidth() const {
    if (content_ == Content::sentence)
        return 0;
    const QFontMetrics metrics(document()->defaultFont());
    const auto digits = QString::number(std::max(10, blockCount())).size();
    return gap * 2 + metrics.horizontalAdvance(QLatin1Char('9')) * static_cast<int>(digits);
}

void CodeView::placeNumbers() {
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    numbers_->setGeometry(inside.left(), inside.top(), numbersWidth(), inside.height());
}

void CodeView::paintNumbers(QPaintEvent* event) {
    QPainter painter(numbers_);
    const Theme& theme = theme_for(palette());
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    if (const QRect marked = markedPlace(); !marked.isEmpty()) {
        painter.fillRect(0, marked.top(), numbers_->width(), marked.height(), theme.note);
        painter.fillRect(0, marked.top(), mark_width, marked.height(), theme.accent);
    }
    painter.setFont(document()->defaultFont());
    const int height = painter.fontMetrics().height(); // the height of the last block includes a margin
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        if (!block.isVisible())
            continue;
        const bool marked = block.blockNumber() + 1 == marked_line_;
        painter.setPen(palette().color(marked ? QPalette::Text : QPalette::PlaceholderText));
        painter.drawText(QRectF(0, place.top(), numbers_->width() - gap, height),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
    }
}

/// What was marked behind another tab was brought into view in lines of another width.
void CodeView::showEvent(QShowEvent* event) {
    QPlainTextEdit::showEvent(event);
    QMetaObject::invokeMethod(this, &CodeView::showMark, Qt::QueuedConnection);
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
    placeFolds();
}

/// When the viewport scrolls it moves the folds, sideways too, so they are put back to the left edge.
void CodeView::scrollContentsBy(int dx, int dy) {
    QPlainTextEdit::scrollContentsBy(dx, dy);
    placeFolds();
}

void CodeView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        document()->setDefaultFont(fixed_font(font().pointSizeF()));
        placeNumbers();
    } else if (event->type() == QEvent::PaletteChange) {
        highlighter_->setColours(palette());
        showMark();
    }
}

} // namespace interleave
