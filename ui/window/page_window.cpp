// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/page_window.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QPushButton>
#include <QScreen>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QUrl>
#include <QVBoxLayout>

namespace interleave {

namespace {

constexpr QSize usual_size{680, 760};
constexpr int screen_margin = 80; ///< for the window's frame and a panel of the desktop

QString object_name(const Page& page) {
    return QStringLiteral("page.") + QString::fromStdString(page.name);
}

/// Adds space between paragraphs and a margin around the text, which Qt's Markdown import leaves out.
void add_spacing(QTextDocument& document) {
    document.setDocumentMargin(18);
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool is_heading = format.headingLevel() > 0;
        format.setLineHeight(130, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(is_heading && block != document.begin() ? 14 : 0);
        format.setBottomMargin(block.textList() != nullptr ? 3 : 8);
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
    }
}

} // namespace

PageWindow::PageWindow(const Page& page, QWidget* parent)
    : QDialog(parent)
    , page_(page)
    , text_(new QTextBrowser(this)) {
    const QString title = QString::fromStdString(page.title);
    setObjectName(object_name(page));
    setWindowTitle(title);
    setAccessibleName(title);
    setAttribute(Qt::WA_DeleteOnClose);

    text_->setObjectName(QStringLiteral("pageText"));
    text_->setAccessibleName(title);
    text_->setToolTip(tr("Tab goes from link to link, and Enter chooses the scenario of a link"));
    text_->setFrameShape(QFrame::NoFrame);
    text_->setOpenLinks(false);
    connect(text_, &QTextBrowser::anchorClicked, this, &PageWindow::follow);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({});
    close->setAutoDefault(false); // Enter follows a link
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 12);
    layout->addWidget(text_, 1);
    layout->addWidget(buttons);
    buttons->setContentsMargins(0, 0, 16, 0);
    resize(usual_size.boundedTo(screen()->availableSize() - QSize(screen_margin, screen_margin)));
    showPage();
    text_->setFocus();
}

void PageWindow::showPage() {
    text_->setMarkdown(QString::fromUtf8(page_.text.data(), static_cast<qsizetype>(page_.text.size())));
    add_spacing(*text_->document());
    text_->moveCursor(QTextCursor::Start);
}

void PageWindow::follow(const QUrl& link) {
    const QString words = link.toString();
    const auto begin = QString::fromUtf8(scenario_link.data(), static_cast<qsizetype>(scenario_link.size()));
    if (words.startsWith(begin))
        emit scenarioWanted(words.mid(begin.size()));
}

void PageWindow::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    // Headings and links keep the sizes and colours with which they were imported.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        showPage();
}

PageWindow* open_page(const Page& page, QWidget& window) {
    auto* open = window.findChild<PageWindow*>(object_name(page), Qt::FindDirectChildrenOnly);
    if (open == nullptr)
        open = new PageWindow(page, &window);
    open->show();
    open->raise();
    open->activateWindow();
    return open;
}

} // namespace interleave
