// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/note_dialog.h"

#include "ui/words/words.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave {

namespace {

QString heading_of(const Note& note) {
    return note.until > note.from
               ? NoteDialog::tr("Note on %1 to %2:").arg(moment_text(note.from), moment_text(note.until))
               : NoteDialog::tr("Note at %1:").arg(moment_text(note.from));
}

} // namespace

NoteDialog::NoteDialog(const Note& note, QWidget* parent)
    : QDialog(parent)
    , note_(note)
    , text_(new QLineEdit(QString::fromStdString(note.text), this)) {
    setObjectName(QStringLiteral("noteDialog"));
    setWindowTitle(tr("Note"));
    setAttribute(Qt::WA_DeleteOnClose);
    text_->setObjectName(QStringLiteral("noteText"));
    text_->setMaxLength(static_cast<int>(longest_note / 2)); // of letters that take more than one byte, too
    text_->setMinimumWidth(text_->fontMetrics().averageCharWidth() * 60);
    text_->setPlaceholderText(tr("What is to be seen here"));
    text_->setToolTip(tr("What is to be seen here; it is drawn in the timeline and in exported pictures"));
    auto* heading = new QLabel(heading_of(note), this);
    heading->setBuddy(text_);
    text_->setAccessibleName(heading->text());

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    for (QAbstractButton* button : buttons->buttons())
        button->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { decide(text_->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!note.text.empty()) {
        QPushButton* remove = buttons->addButton(tr("&Delete"), QDialogButtonBox::DestructiveRole);
        remove->setObjectName(QStringLiteral("noteDelete"));
        remove->setToolTip(tr("Delete this note"));
        remove->setAutoDefault(false);
        connect(remove, &QPushButton::clicked, this, [this] { decide({}); });
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(text_);
    layout->addWidget(buttons);
    text_->setFocus();
}

void NoteDialog::decide(const QString& text) {
    note_.text = text.toStdString();
    emit decided(note_);
    accept();
}

} // namespace interleave
