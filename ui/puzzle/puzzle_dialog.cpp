// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/puzzle/puzzle_dialog.h"

#include "core/course/parsons_problems.h"
#include "ui/puzzle/puzzle_board.h"
#include "ui/puzzle/puzzle_list.h"
#include "ui/puzzle/puzzle_model.h"
#include "ui/puzzle/puzzle_words.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

namespace {

constexpr QSize first_size{1000, 640};
/// The letters of the code against the usual ones.
constexpr double smallest_letters = 1.0;
constexpr double largest_letters = 2.2;

QFont code_font(double point_size) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(point_size);
    return font;
}

} // namespace

PuzzleDialog::PuzzleDialog(const ParsonsProblem& problem, QWidget* parent)
    : QDialog(parent)
    , problem_(problem)
    , board_(new PuzzleBoard(problem, this))
    , rest_model_(new PuzzleModel(*board_, PuzzleModel::Which::rest, this))
    , program_model_(new PuzzleModel(*board_, PuzzleModel::Which::program, this))
    , rest_(new PuzzleList(*rest_model_, tr("All lines are taken."), this))
    , program_(
          new PuzzleList(*program_model_, tr("Drag lines to here, or choose one and press Space."), this))
    , given_(new QLabel(QString::fromStdString(problem.given), this))
    , verdict_(new QLabel(this))
    , last_list_(rest_) {
    setObjectName(QStringLiteral("puzzleDialog"));
    setProperty("scenario", QString::fromStdString(problem.scenario));
    setWindowTitle(tr("Puzzle: %1").arg(QString::fromStdString(problem.title)));
    setAccessibleName(windowTitle());
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    rest_->setObjectName(QStringLiteral("puzzleRest"));
    rest_->setAccessibleName(tr("Lines to choose from"));
    rest_->setToolTip(
        tr("Drag a line to the program, or press Space to take it. Not all of them belong to it."));
    program_->setObjectName(QStringLiteral("puzzleProgram"));
    program_->setAccessibleName(tr("Your program"));
    program_->setToolTip(
        tr("Drag a line up, down or to the side. Ctrl+Up and Ctrl+Down move it, Left and Right indent it, "
           "Space leaves it out."));
    verdict_->setObjectName(QStringLiteral("puzzleVerdict"));
    verdict_->setAccessibleName(tr("What the check says"));
    verdict_->setTextFormat(Qt::RichText);
    verdict_->setWordWrap(true);
    verdict_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    verdict_->setAutoFillBackground(true);
    verdict_->setMargin(8);

    auto* lists = new QHBoxLayout;
    lists->setSpacing(12);
    lists->addWidget(makeColumn(tr("&Lines"), rest_), 1);
    lists->addWidget(makeColumn(tr("Your &program"), program_), 1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("puzzleReading"));
    scroll->setAccessibleName(tr("What the check says"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(verdict_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(makeTask());
    layout->addLayout(lists, 4);
    layout->addLayout(makeButtons());
    layout->addWidget(scroll, 1);
    connectLists();
    resize(first_size);
    rest_->choose(board_->rest().front());
    rest_->setFocus();
    showVerdict();
}

QWidget* PuzzleDialog::makeTask() {
    auto* box = new QWidget(this);
    auto* task = new QLabel(rich_text(problem_.task), box);
    task->setObjectName(QStringLiteral("puzzleTask"));
    task->setTextFormat(Qt::RichText);
    task->setWordWrap(true);
    given_->setObjectName(QStringLiteral("puzzleGiven"));
    given_->setTextFormat(Qt::PlainText);
    given_->setAccessibleName(tr("Code that is there already"));
    given_->setToolTip(tr("This code is there already."));
    given_->setMargin(8);
    given_->setAutoFillBackground(true);
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(task, 1, Qt::AlignTop);
    layout->addWidget(given_, 0, Qt::AlignTop);
    return box;
}

QWidget* PuzzleDialog::makeColumn(const QString& title, PuzzleList* list) {
    auto* column = new QWidget(this);
    auto* label = new QLabel(title, column);
    label->setBuddy(list);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(list, 1);
    return column;
}

QPushButton* PuzzleDialog::makeButton(const char* name, const QString& text, const QString& tip) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setToolTip(tip);
    button->setAutoDefault(false);
    return button;
}

template <typename Change>
void PuzzleDialog::changeLine(Change change) {
    if (const std::optional<std::size_t> line = program_->currentLine())
        change(*line);
}

QHBoxLayout* PuzzleDialog::makeButtons() {
    auto* row = new QHBoxLayout;
    const auto add = [&](const char* name, const QString& text, const QString& tip, auto action) {
        QPushButton* button = makeButton(name, text, tip);
        connect(button, &QPushButton::clicked, this, action);
        row->addWidget(button);
        return button;
    };
    add("puzzleTake", tr("&Take or leave"),
        tr("Take the chosen line into the program, or leave it out (Space)"),
        [this] { takeOrLeave(*last_list_); });
    add("puzzleUp", tr("&Up"), tr("Move the line of the program up (Ctrl+Up)"),
        [this] { changeLine([this](std::size_t line) { board_->move(line, -1); }); });
    add("puzzleDown", tr("Do&wn"), tr("Move the line of the program down (Ctrl+Down)"),
        [this] { changeLine([this](std::size_t line) { board_->move(line, 1); }); });
    add("puzzleOut", tr("Indent l&ess"), tr("Indent the line of the program less (Left)"),
        [this] { changeLine([this](std::size_t line) { board_->indent(line, -1); }); });
    add("puzzleIn", tr("&Indent more"), tr("Indent the line of the program more (Right)"),
        [this] { changeLine([this](std::size_t line) { board_->indent(line, 1); }); });
    row->addSpacing(12);
    QUndoStack& steps = board_->undoStack();
    QPushButton* undo =
        add("puzzleUndo", tr("U&ndo"), tr("Undo the last step (Ctrl+Z)"), [&steps] { steps.undo(); });
    QPushButton* redo = add("puzzleRedo", tr("&Redo"), tr("Do again what was undone (Ctrl+Shift+Z)"),
                            [&steps] { steps.redo(); });
    QPushButton* restart =
        add("puzzleRestart", tr("&Start again"), tr("Put all lines back; this can be undone, too"),
            [this] { board_->restart(); });
    row->addStretch(1);
    QPushButton* check =
        add("puzzleCheck", tr("&Check"), tr("Say what is wrong first, and why (Ctrl+Return)"),
            [this] { board_->check(); });
    add("puzzleClose", tr("Cl&ose"), tr("Close the puzzle (Esc)"), [this] { close(); });

    const auto enable = [this, &steps, undo, redo, restart] {
        undo->setEnabled(steps.canUndo());
        redo->setEnabled(steps.canRedo());
        restart->setEnabled(!board_->program().empty());
    };
    connect(&steps, &QUndoStack::indexChanged, this, enable);
    enable();
    const auto shortcut = [this](const QKeySequence& keys, QPushButton* button) {
        connect(new QShortcut(keys, this), &QShortcut::activated, button, &QPushButton::click);
    };
    shortcut(Qt::CTRL | Qt::Key_Z, undo);
    shortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Z, redo);
    shortcut(Qt::CTRL | Qt::Key_Return, check);
    shortcut(Qt::CTRL | Qt::Key_Enter, check);
    return row;
}

void PuzzleDialog::connectLists() {
    for (PuzzleList* list : {rest_, program_}) {
        connect(list, &PuzzleList::entered, this, [this, list] { last_list_ = list; });
        connect(list, &PuzzleList::toggled, this, [this, list] { takeOrLeave(*list); });
        connect(list, &QAbstractItemView::doubleClicked, this, [this, list] { takeOrLeave(*list); });
    }
    connect(board_, &PuzzleBoard::changed, this, &PuzzleDialog::showVerdict);
    connect(board_, &PuzzleBoard::checked, this, &PuzzleDialog::showVerdict);
}

void PuzzleDialog::takeOrLeave(const PuzzleList& list) {
    const std::optional<std::size_t> line = list.currentLine();
    if (!line)
        return;
    if (&list == program_) {
        board_->leave(*line);
        rest_->choose(*line);
        return;
    }
    const int current = program_->currentIndex().row();
    board_->place(*line, current >= 0 ? static_cast<std::size_t>(current) + 1 : board_->program().size());
    program_->choose(*line);
}

QString PuzzleDialog::verdict() const {
    return verdict_of(*board_);
}

void PuzzleDialog::showVerdict() {
    const QString words = verdict();
    const Theme& theme = theme_for(palette());
    QPalette colours = palette();
    QString shown = words;
    if (!board_->isChecked()) {
        shown = tr(
            "Space takes a line or leaves it out. Ctrl+Up and Ctrl+Down move it, Left and Right indent it. "
            "Ctrl+Return checks: the first thing that is wrong is said, and why.");
        colours.setColor(QPalette::WindowText, theme.muted);
        colours.setColor(QPalette::Window, theme.window);
    } else {
        colours.setColor(QPalette::WindowText, theme.text);
        colours.setColor(QPalette::Window, board_->fault() ? theme.error_ground : theme.note);
    }
    verdict_->setPalette(colours);
    colours.setColor(QPalette::WindowText, theme.text);
    colours.setColor(QPalette::Window, theme.background);
    given_->setPalette(colours);
    verdict_->setText(shown);
    verdict_->setAccessibleDescription(QTextDocumentFragment::fromHtml(shown).toPlainText());
    if (board_->fault() && board_->fault()->place)
        program_->goTo(board_->program()[*board_->fault()->place].line);
}

void PuzzleDialog::fitLetters() {
    qsizetype longest = 0;
    for (std::size_t line = 0; line < line_count(problem_); ++line)
        longest = std::max(longest, static_cast<qsizetype>(text_of(problem_, line).size()));
    constexpr int usual_depth = 3; // of a program; what is deeper can be scrolled to
    constexpr int number = 6;      // before each line, with the margins
    longest += usual_depth * PuzzleModel::blanks + number;
    const double usual = font().pointSizeF();
    const QFontMetricsF metrics(code_font(usual));
    const double room = (width() - 60) / 2.0;
    const double fitting =
        room / (metrics.horizontalAdvance(QLatin1Char('0')) * static_cast<double>(longest));
    const double size = usual * std::clamp(fitting, smallest_letters, largest_letters);
    for (PuzzleList* list : {rest_, program_}) {
        list->setFont(code_font(size));
        list->setSpacing(static_cast<int>(size / 6));
    }
    given_->setFont(code_font(std::min(size, 1.4 * usual)));
    for (const char* name : {"puzzleTask", "puzzleVerdict"}) {
        auto* label = findChild<QLabel*>(QLatin1String(name));
        QFont words = font();
        words.setPointSizeF(std::min(size, 1.4 * usual));
        label->setFont(words);
    }
}

void PuzzleDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    fitLetters();
}

void PuzzleDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && board_ != nullptr)
        showVerdict();
}

PuzzleDialog* open_puzzle(const QString& scenario, QWidget* window) {
    const ParsonsProblem* const problem = find_parsons(scenario.toStdString());
    if (problem == nullptr)
        return nullptr;
    for (auto* open : window->findChildren<PuzzleDialog*>()) {
        if (open->property("scenario").toString() != scenario)
            continue;
        open->raise();
        open->activateWindow();
        return open;
    }
    auto* dialog = new PuzzleDialog(*problem, window);
    dialog->show();
    return dialog;
}

} // namespace interleave
