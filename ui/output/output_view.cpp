// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_view.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <utility>

namespace interleave {

namespace {

constexpr int sign_room = 16; ///< px left of the text, for the sign of standard error
/// How many times as long as the last look took no other one is made.
constexpr qint64 pause = 10;
/// When the text is this much longer than what is kept, it is made anew.
constexpr int most_letters = static_cast<int>(ProgramOutput::usual_bytes) * 5 / 4;
const QString sign_of_errors = QStringLiteral("E");

} // namespace

OutputView::OutputView(QWidget* parent) : QPlainTextEdit(parent) {
    setObjectName(QStringLiteral("outputView"));
    setAccessibleName(tr("Output"));
    setToolTip(
        tr("What the recorded program prints; E: on standard error. The last mebibyte is kept. Of what comes "
           "on both streams at nearly the same time, either may be first."));
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(sign_room);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF());
    document()->setDefaultFont(font);
}

void OutputView::setOutput(std::shared_ptr<const ProgramOutput> output, const QString& hint) {
    output_ = std::move(output);
    ending_.clear();
    cost_ms_ = 0;
    setPlaceholderText(hint);
    showAll();
}

void OutputView::refresh() {
    if (output_ == nullptr || !isVisible() || output_->size() == taken_)
        return;
    if (since_.isValid() && since_.elapsed() < pause * cost_ms_)
        return;
    take();
}

void OutputView::complete(const QString& ending) {
    if (output_ == nullptr)
        return;
    take();
    if (ending.isEmpty() || !ending_.isEmpty())
        return;
    ending_ = output_->size() == 0 ? tr("Nothing was printed. %1").arg(ending) : ending;
    appendLine(ending_);
}

void OutputView::setStale(bool stale) {
    if (std::exchange(stale_, stale) != stale)
        showAll();
}

void OutputView::take() {
    QElapsedTimer time;
    time.start();
    const ProgramOutput::Kept next = output_->kept(taken_);
    if (next.begin > taken_ || document()->characterCount() > most_letters) {
        showAll();
    } else {
        for (const OutputPart& part : next.parts)
            taken_ += part.bytes.size();
        append(decoder_.decode(next.parts));
    }
    cost_ms_ = time.elapsed();
    since_.start();
}

/// Makes the text anew of all that is kept.
void OutputView::showAll() {
    clear();
    decoder_ = OutputDecoder();
    taken_ = left_out_ = 0;
    if (output_ == nullptr)
        return;
    const ProgramOutput::Kept all = output_->kept();
    taken_ = left_out_ = all.begin;
    for (const OutputPart& part : all.parts)
        taken_ += part.bytes.size();
    if (left_out_ > 0)
        appendLine(tr("%1 before this are not kept.")
                       .arg(QLocale().formattedDataSize(static_cast<qint64>(left_out_))));
    append(decoder_.decode(all.parts));
    if (!ending_.isEmpty())
        appendLine(ending_);
}

void OutputView::append(const QList<OutputPiece>& pieces) {
    if (pieces.isEmpty())
        return;
    const bool was_at_end = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (const OutputPiece& piece : pieces)
        insert(piece.stream == OutputStream::errors ? of_errors : of_output, piece.text, piece.begins_line,
               cursor);
    cursor.endEditBlock();
    if (was_at_end)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

/// Adds a line of the window's own.
void OutputView::appendLine(const QString& words) {
    const bool was_at_end = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    insert(of_window, words, true, cursor);
    if (was_at_end)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void OutputView::insert(LineKind kind, const QString& text, bool begins_line, QTextCursor& cursor) {
    if (begins_line && !document()->isEmpty())
        cursor.insertBlock();
    if (begins_line)
        cursor.block().setUserState(kind);
    cursor.insertText(text, formatOf(kind));
}

QTextCharFormat OutputView::formatOf(LineKind kind) const {
    const Theme& theme = theme_for(palette());
    QTextCharFormat format;
    format.setForeground(stale_              ? theme.muted
                         : kind == of_output ? theme.text
                         : kind == of_errors ? theme.error
                                             : theme.muted);
    format.setFontItalic(kind == of_window);
    return format;
}

QString OutputView::signedText() const {
    QString text;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        text += (block.userState() == of_errors ? sign_of_errors : QStringLiteral(" ")) + QLatin1Char(' ') +
                block.text() + QLatin1Char('\n');
    return text;
}

/// Draws the signs into the left margin of the text.
void OutputView::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setFont(document()->defaultFont());
    painter.setPen(stale_ ? theme_for(palette()).muted : theme_for(palette()).error);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > viewport()->height())
            break;
        if (block.userState() == of_errors)
            painter.drawText(QRectF(2, place.top(), sign_room, painter.fontMetrics().height()),
                             Qt::AlignLeft | Qt::AlignVCenter, sign_of_errors);
    }
}

void OutputView::showEvent(QShowEvent* event) {
    QPlainTextEdit::showEvent(event);
    refresh();
}

void OutputView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showAll(); // letters keep the colours with which they were inserted
}

} // namespace interleave
