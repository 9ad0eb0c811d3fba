// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/presenter_screen.h"

#include "ui/navigation/navigation.h"
#include "ui/replay/replay.h"
#include "ui/run/activity.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/theme/theme.h"
#include "ui/window/focus_mark.h"
#include "ui/window/presenter_search.h"
#include "ui/window/step_pointing.h"
#include "ui/words/lesson_page.h"
#include "ui/words/run_caption.h"

#include <QAction>
#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

// Lengths and letters in pixels on a screen of 1920 × 1080. On another one they are in proportion, but no
// letter has fewer pixels of the device than can be read from the last row.
constexpr QSizeF usual_screen(1920, 1080);
constexpr double least_unit = 0.7;
constexpr double least_letters = 18;
/// A screen lower than so many of the least letters has no room for the line of keys.
constexpr double least_lines_for_keys = 34;
constexpr double margin = 56;
constexpr double title_letters = 44;
constexpr double step_letters = 28;
constexpr double usual_letters = 24;
constexpr double small_letters = 18;
/// Part of the screen's height that the step of a lesson may take.
constexpr double most_of_step = 0.3;

/// The step of a lesson, with a bar at its left edge.
class StepCard : public QFrame {
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Theme& theme = theme_for(palette());
        painter.fillRect(rect(), theme.window);
        painter.fillRect(QRect(0, 0, std::max(4, height() / 24), height()), theme.accent);
    }
};

QLabel* label(const char* name, QWidget* parent) {
    auto* made = new QLabel(parent);
    made->setObjectName(QLatin1String(name));
    made->setTextFormat(Qt::PlainText);
    return made;
}

void set_letters(QWidget* widget, int pixels, bool bold = false) {
    QFont font = widget->font();
    font.setPixelSize(pixels);
    font.setBold(bold);
    widget->setFont(font);
}

/// Describes what would run now, as far as it is known before it runs.
RunInfo planned_run(const RunSetup& setup) {
    RunInfo info;
    const Scenario& scenario = *setup.scenario();
    info.scenario = scenario.name;
    info.title = scenario.title;
    try {
        const RunRequest request = setup.request();
        info.backend = name_of(request.backend);
        info.parameters = request.parameters.named_values();
    } catch (const std::exception&) {
        info.backend = name_of(scenario.backends.front()); // a run will say which parameter does not fit
    }
    return info;
}

} // namespace

PresenterScreen::PresenterScreen(const ViewPanel& picture, const ViewPanel& scenarios,
                                 const ViewContext& context, const QList<QAction*>& actions, QWidget* window)
    : QWidget(window, Qt::Window)
    , picture_(picture)
    , context_(context)
    , home_(static_cast<QVBoxLayout*>(picture.widget->parentWidget()->layout()))
    , place_at_home_(home_->indexOf(picture.widget))
    , stretch_at_home_(home_->stretch(place_at_home_))
    , layout_(new QVBoxLayout(this))
    , title_(label("presenterTitle", this))
    , conditions_(label("presenterConditions", this))
    , result_(label("presenterResult", this))
    , problem_(label("presenterProblem", this))
    , stage_(new QStackedLayout)
    , picture_page_(new QWidget(this))
    , waiting_page_(new QWidget(this))
    , about_(label("presenterAbout", waiting_page_))
    , hint_(label("presenterHint", waiting_page_))
    , card_(new StepCard(this))
    , step_number_(label("presenterStepNumber", card_))
    , step_text_(label("presenterStep", card_))
    , program_(label("presenterProgram", this))
    , keys_(label("presenterKeys", this))
    , search_(nullptr) {
    setProperty(has_no_focus_mark, true);
    setObjectName(QStringLiteral("presenterScreen"));
    setAccessibleName(tr("Presenter"));
    setWindowTitle(tr("Interleave – presenter"));
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    addActions(actions);
    compose(scenarios);
    connectContext();
    showScenario();
}

void PresenterScreen::giveBack() {
    if (picture_.last_in_tab_order != nullptr)
        picture_.last_in_tab_order->removeEventFilter(this);
    picture_.set_presenting(0);
    home_->insertWidget(place_at_home_, picture_.widget, stretch_at_home_);
    picture_.widget->show();
    disconnect(&context_.setup, nullptr, this, nullptr);
    disconnect(&context_.run, nullptr, this, nullptr);
    context_.navigation.pointOut({});
}

void PresenterScreen::compose(const ViewPanel& scenarios) {
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 0, Qt::AlignBottom);
    head->addWidget(conditions_, 1, Qt::AlignBottom);
    head->addWidget(result_, 0, Qt::AlignBottom);
    for (QLabel* quiet : {conditions_, result_, hint_, step_number_, program_, keys_})
        quiet->setForegroundRole(QPalette::PlaceholderText);
    conditions_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    problem_->setWordWrap(true);
    problem_->setForegroundRole(
        QPalette::WindowText); // which has the colour of an error, see colourProblem()
    problem_->hide();

    auto* picture = new QVBoxLayout(picture_page_);
    picture->setContentsMargins(0, 0, 0, 0);
    picture->addWidget(picture_.widget);
    picture_.widget->show();
    if (picture_.last_in_tab_order != nullptr)
        picture_.last_in_tab_order->installEventFilter(this);
    about_->setWordWrap(true);
    about_->setAlignment(Qt::AlignCenter);
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setText(tr("Space runs it"));
    auto* waiting = new QVBoxLayout(waiting_page_);
    waiting->addStretch(1);
    waiting->addWidget(about_);
    waiting->addWidget(hint_);
    waiting->addStretch(1);
    stage_->addWidget(picture_page_);
    stage_->addWidget(waiting_page_);

    step_text_->setTextFormat(Qt::MarkdownText);
    step_text_->setWordWrap(true);
    card_->setObjectName(QStringLiteral("presenterCard"));
    auto* step = new QVBoxLayout(card_);
    step->addWidget(step_number_);
    step->addWidget(step_text_);

    program_->setText(QStringLiteral("Interleave"));
    keys_->setText(tr("Page Down next  ·  Space run  ·  P replay  ·  F find  ·  Esc leave"));
    auto* foot = new QHBoxLayout;
    foot->addWidget(program_);
    foot->addStretch(1);
    foot->addWidget(keys_);

    layout_->addLayout(head);
    layout_->addWidget(problem_);
    layout_->addLayout(stage_, 1);
    layout_->addWidget(card_);
    layout_->addLayout(foot);

    search_ = new PresenterSearch(context_.setup, scenarios.find_scenarios, this);
    connect(search_, &PresenterSearch::chosen, &context_.setup, &RunSetup::chooseByName);
    connect(search_, &PresenterSearch::closed, this, &PresenterScreen::takeFocus);
    auto* find = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), this);
    connect(find, &QShortcut::activated, this, &PresenterScreen::startSearch);
}

void PresenterScreen::connectContext() {
    connect(&context_.setup, &RunSetup::chosen, this, &PresenterScreen::showScenario);
    for (const auto signal : {&ShownRun::replaced, &ShownRun::figuresChanged, &ShownRun::completed})
        connect(&context_.run, signal, this, &PresenterScreen::showRun);
    connect(&context_.run, &ShownRun::staleChanged, this, &PresenterScreen::showRun);
    connect(&context_.run, &ShownRun::completed, this, &PresenterScreen::showStep);
    connect(&context_.run, &ShownRun::foreignChanged, this, &PresenterScreen::showScenario);
    connect(&context_.messages, &Messages::problem, this, &PresenterScreen::showProblem);
    connect(&context_.messages, &Messages::dismissed, problem_, &QWidget::hide);
}

bool PresenterScreen::showsRun() const {
    return context_.run.trace() != nullptr && !context_.run.isStale();
}

void PresenterScreen::showScenario() {
    const Scenario* scenario = context_.setup.scenario();
    if (scenario == nullptr)
        return;
    const bool is_foreign = context_.run.isForeign(); // then there is no lesson to it
    title_->setText(is_foreign ? title_text(context_.run.info()) : QString::fromStdString(scenario->title));
    about_->setText(QString::fromStdString(scenario->about));
    steps_ = is_foreign ? std::vector<LessonStep>()
                        : lesson_steps(lesson_page(QString::fromStdString(scenario->name)));
    step_ = enters_from_behind_ && !steps_.empty() ? steps_.size() - 1 : 0;
    enters_from_behind_ = false;
    problem_->hide();
    showRun();
    showStep();
}

void PresenterScreen::showRun() {
    if (context_.setup.scenario() == nullptr)
        return;
    const RunInfo info = showsRun() ? context_.run.info() : planned_run(context_.setup);
    conditions_->setText(conditions_text(info, scenario_of(info)));
    result_->setText(showsRun() ? end_text(info) : QString());
    if (const QString reason = reason_text(info); showsRun() && !reason.isEmpty())
        showProblem(reason);
    stage_->setCurrentWidget(showsRun() ? picture_page_ : waiting_page_);
    takeFocus();
}

void PresenterScreen::showStep() {
    card_->setVisible(!steps_.empty());
    if (steps_.empty())
        return;
    const LessonStep& step = steps_[step_];
    point_out(step, context_);
    const QString place = tr("%1 of %2").arg(step_ + 1).arg(steps_.size());
    step_number_->setText(step.is_question ? tr("%1 · What do you expect?").arg(place) : place);
    step_text_->setText(step.text);
    fitWords();
}

void PresenterScreen::showProblem(const QString& words) {
    problem_->setText(words);
    colourProblem();
    problem_->show();
}

void PresenterScreen::colourProblem() {
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme_for(colours).error);
    problem_->setPalette(colours);
}

void PresenterScreen::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourProblem();
}

void PresenterScreen::goTo(std::ptrdiff_t step) {
    if (step < 0) {
        enters_from_behind_ = true;
        chooseNeighbour(-1);
        enters_from_behind_ = false;
    } else if (static_cast<std::size_t>(step) >= std::max<std::size_t>(1, steps_.size())) {
        chooseNeighbour(1);
    } else {
        step_ = static_cast<std::size_t>(step);
        showStep();
    }
}

void PresenterScreen::chooseNeighbour(std::ptrdiff_t distance) {
    const auto scenarios = context_.setup.scenarios();
    const auto now = std::ranges::find(scenarios, context_.setup.scenario()) - scenarios.begin();
    const auto next = now + distance;
    if (next >= 0 && next < static_cast<std::ptrdiff_t>(scenarios.size()))
        context_.setup.chooseByName(QString::fromStdString(scenarios[static_cast<std::size_t>(next)]->name));
}

void PresenterScreen::startSearch() {
    search_->setGeometry(rect().adjusted(width() / 5, height() / 6, -width() / 5, -height() / 6));
    search_->start();
}

void PresenterScreen::takeFocus() {
    if (search_->isVisible())
        return;
    // As by a click, so that no frame is drawn round what is the only thing to act on.
    QWidget* picture = showsRun() ? picture_.last_in_tab_order : nullptr;
    (picture != nullptr ? picture : this)->setFocus(Qt::MouseFocusReason);
}

bool PresenterScreen::handleKey(const QKeyEvent& event) {
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    const auto step = static_cast<std::ptrdiff_t>(step_);
    switch (event.key()) {
    case Qt::Key_PageDown:
        goTo(step + 1);
        return true;
    case Qt::Key_PageUp:
        goTo(step - 1);
        return true;
    case Qt::Key_F:
        startSearch();
        return true;
    case Qt::Key_Space:
        if (context_.replay.isOpen() && showsRun())
            context_.replay.playOrPause();
        else
            context_.activity.startOrStop();
        return true;
    case Qt::Key_Escape:
        if (context_.replay.isOpen() && showsRun())
            context_.replay.close();
        else
            emit leaveWanted();
        return true;
    default:
        return false;
    }
}

void PresenterScreen::keyPressEvent(QKeyEvent* event) {
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

/// The picture has the focus and keys of its own; those of the presenter come first.
bool PresenterScreen::eventFilter(QObject* watched, QEvent* event) {
    if (watched == picture_.last_in_tab_order && event->type() == QEvent::KeyPress &&
        handleKey(static_cast<const QKeyEvent&>(*event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

void PresenterScreen::closeEvent(QCloseEvent* event) {
    event->ignore(); // the window decides, which has the view's place
    emit leaveWanted();
}

double PresenterScreen::unit() const {
    return std::max(least_unit / devicePixelRatioF(),
                    std::min(width() / usual_screen.width(), height() / usual_screen.height()));
}

int PresenterScreen::letters(double pixels) const {
    return static_cast<int>(std::lround(std::max(least_letters / devicePixelRatioF(), pixels * unit())));
}

void PresenterScreen::fitWords() {
    const int edge = static_cast<int>(std::lround(margin * unit()));
    const int gap = edge / 3;
    layout_->setContentsMargins(edge, edge, edge, edge * 2 / 3);
    layout_->setSpacing(gap);
    card_->layout()->setContentsMargins(gap * 2, gap, gap * 2, gap);
    set_letters(title_, letters(title_letters), true);
    set_letters(about_, letters(step_letters));
    for (QLabel* usual : {conditions_, result_, problem_, hint_})
        set_letters(usual, letters(usual_letters));
    // A box layout knows no common baseline.
    const int rise = QFontMetrics(title_->font()).descent() - QFontMetrics(conditions_->font()).descent();
    for (QLabel* beside : {conditions_, result_})
        beside->setContentsMargins(gap / 2, 0, 0, rise);
    for (QLabel* small : {step_number_, program_, keys_})
        set_letters(small, letters(small_letters));
    set_letters(picture_page_, letters(usual_letters));
    set_letters(search_, letters(usual_letters));
    for (QLabel* of_foot : {program_, keys_})
        of_foot->setVisible(height() >= least_lines_for_keys * letters(0));
    picture_.set_presenting(unit());
    // A long step gets smaller letters before it takes the room of the picture.
    const int room = width() - 2 * edge - 4 * gap;
    for (int size = letters(step_letters); size >= letters(0); --size) {
        set_letters(step_text_, size);
        if (step_text_->heightForWidth(room) <= most_of_step * height())
            break;
    }
}

void PresenterScreen::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitWords();
    if (search_->isVisible())
        search_->setGeometry(rect().adjusted(width() / 5, height() / 6, -width() / 5, -height() / 6));
}

} // namespace interleave
