// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/record/record_dialog.h"

#include "ui/settings/window_settings.h"
#include "ui/theme/theme.h"
#include "ui/words/words.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <exception>

namespace interleave {

namespace {

constexpr int columns = 62; ///< of the fields, in average letters

void describe(QWidget& widget, const char* name, const QString& title, const QString& tool_tip) {
    widget.setObjectName(QLatin1String(name));
    widget.setAccessibleName(title);
    widget.setToolTip(tool_tip);
}

/// Returns a choice in one line, as the list of recent ones has it.
QString line_of(const ProgramChoice& choice) {
    QString line = choice.command.simplified();
    if (!choice.folder.isEmpty())
        line += RecordDialog::tr("   in %1").arg(choice.folder);
    if (!choice.environment.trimmed().isEmpty())
        line += RecordDialog::tr("   with %1").arg(choice.environment.simplified());
    return line;
}

} // namespace

RecordDialog::RecordDialog(WindowSettings& settings, QMenu* articles, QWidget* parent)
    : QDialog(parent)
    , settings_(settings)
    , recent_choices_(recent_programs(settings))
    , command_(new QLineEdit(this))
    , folder_(new QLineEdit(this))
    , environment_(new QPlainTextEdit(this))
    , recent_(new QListWidget(this))
    , problem_(new QLabel(this)) {
    setObjectName(QStringLiteral("recordDialog"));
    setWindowTitle(tr("Record a program"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeForm());
    auto* note = new QLabel(
        tr("Nothing in the program is changed. It is started without a shell and with an empty standard "
           "input; "
           "what it prints appears in the panel Output. Stop asks it to end as Ctrl+C does, and kills it two "
           "seconds later."),
        this);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(note);
    describe(*problem_, "recordProblem", tr("What is wrong"), QString());
    problem_->setTextFormat(Qt::PlainText);
    problem_->setWordWrap(true);
    // It has its room from the start, so that nothing else moves or is cut when there is something to say.
    problem_->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    problem_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QSizePolicy keeps_room = problem_->sizePolicy();
    keeps_room.setRetainSizeWhenHidden(true);
    problem_->setSizePolicy(keeps_room);
    layout->addWidget(problem_);
    layout->addWidget(makeButtons(articles));
    fillRecent();
    setProblem({});
    if (!recent_choices_.isEmpty())
        show(recent_choices_.first());
    command_->setFocus();
    command_->selectAll();
}

QWidget* RecordDialog::makeForm() {
    const int width = fontMetrics().averageCharWidth() * columns;
    describe(
        *command_, "recordCommand", tr("Command"),
        tr("The program and its arguments. Words with spaces in them are put in quotes, as for a shell."));
    command_->setPlaceholderText(QStringLiteral("python3 script.py"));
    command_->setMinimumWidth(width);
    describe(
        *environment_, "recordEnvironment", tr("Environment"),
        tr("Variables that the program gets besides those of this window: NAME=VALUE, one in each line"));
    environment_->setPlaceholderText(QStringLiteral("NAME=VALUE"));
    environment_->setTabChangesFocus(true);
    environment_->setFixedHeight(fontMetrics().lineSpacing() * 3 + 12);
    describe(*recent_, "recordRecent", tr("Recorded before"),
             tr("Click to have it in the fields, double-click to record it again"));
    recent_->setFixedHeight(fontMetrics().lineSpacing() * 6 + 12);
    recent_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    recent_->setTextElideMode(Qt::ElideMiddle);

    auto* widget = new QWidget(this);
    auto* form = new QFormLayout(widget);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Command"), command_);
    form->addRow(tr("&Folder"), makeFolderField());
    form->addRow(tr("&Environment"), environment_);
    form->addRow(tr("&Recorded before"), recent_);
    form->setRowVisible(recent_, !recent_choices_.isEmpty());

    const auto take_back = [this] { setProblem({}); };
    connect(command_, &QLineEdit::textChanged, this, take_back);
    connect(folder_, &QLineEdit::textChanged, this, take_back);
    connect(environment_, &QPlainTextEdit::textChanged, this, take_back);
    connect(recent_, &QListWidget::itemClicked, this,
            [this] { show(recent_choices_[recent_->currentRow()]); });
    connect(recent_, &QListWidget::itemActivated, this, [this] {
        show(recent_choices_[recent_->currentRow()]);
        record();
    });
    return widget;
}

QWidget* RecordDialog::makeFolderField() {
    describe(*folder_, "recordFolder", tr("Folder"),
             tr("Where the program begins; empty: where this window was started"));
    folder_->setPlaceholderText(tr("where this window was started"));
    auto* choose = new QPushButton(tr("C&hoose…"), this);
    describe(*choose, "recordChooseFolder", tr("Choose the folder"), tr("Choose the folder"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &RecordDialog::chooseFolder);
    auto* widget = new QWidget(this);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(folder_, 1);
    row->addWidget(choose);
    return widget;
}

QWidget* RecordDialog::makeButtons(QMenu* articles) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* ok = buttons->addButton(tr("Rec&ord"), QDialogButtonBox::AcceptRole);
    describe(*ok, "recordOk", tr("Record"), tr("Start the program and record it"));
    ok->setDefault(true);
    auto* scripts = buttons->addButton(tr("Programs of the &articles"), QDialogButtonBox::ResetRole);
    describe(*scripts, "recordArticles", tr("Programs of the articles"),
             tr("Short Python programs, each recorded with one click"));
    scripts->setAutoDefault(false);
    scripts->setMenu(articles);
    connect(articles, &QMenu::triggered, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &RecordDialog::record);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void RecordDialog::fillRecent() {
    for (const ProgramChoice& choice : recent_choices_) {
        auto* item = new QListWidgetItem(line_of(choice), recent_);
        item->setToolTip(line_of(choice));
    }
}

ProgramChoice RecordDialog::choice() const {
    return {command_->text().trimmed(), folder_->text().trimmed(), environment_->toPlainText().trimmed()};
}

void RecordDialog::show(const ProgramChoice& choice) {
    command_->setText(choice.command);
    folder_->setText(choice.folder);
    environment_->setPlainText(choice.environment);
}

void RecordDialog::chooseFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Where the program begins"), folder_->text());
    if (!folder.isEmpty())
        folder_->setText(folder);
}

void RecordDialog::record() {
    try {
        const ProgramToRecord program = program_from(choice());
        remember_program(settings_, choice());
        emit chosen(program);
        accept();
    } catch (const std::exception& error) {
        setProblem(sentence_of(error.what()));
    }
}

void RecordDialog::setProblem(const QString& words) {
    problem_->setText(words.isEmpty() ? QString() : QStringLiteral("⚠ ") + words);
    problem_->setVisible(!words.isEmpty());
    colourProblem();
}

void RecordDialog::colourProblem() {
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme_for(colours).error);
    problem_->setPalette(colours);
}

void RecordDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourProblem();
}

} // namespace interleave
