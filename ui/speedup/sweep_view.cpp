// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/sweep_view.h"

#include "core/event/error.h"
#include "core/work/processor_quota.h"
#include "ui/fields/number_field.h"
#include "ui/speedup/sweep_chart.h"
#include "ui/speedup/sweep_table.h"
#include "ui/speedup/sweep_values.h"
#include "ui/table/table_view.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace interleave {

/// Shows the curves, or says how to get some.
class SweepCanvas : public QWidget {
public:
    explicit SweepCanvas(QWidget* parent) : QWidget(parent) {
        setObjectName(QStringLiteral("sweepCanvas"));
        setAccessibleName(SweepView::tr("Curves"));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setMinimumHeight(fontMetrics().height() * 4);
    }

    void showCurves(const SweepRequest& request, const SweepResult& result, const MeasuredSweep* before) {
        before_ = before;
        request_ = &request;
        result_ = &result;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme& theme = theme_for(palette());
        painter.fillRect(rect(), theme.background);
        const QRectF inner = QRectF(rect()).adjusted(8, 6, -8, -4);
        if (request_ != nullptr && !result_->curves.empty()) {
            draw_sweep(painter, inner, *request_, *result_, before_, theme, font());
            return;
        }
        painter.setPen(theme.muted);
        painter.drawText(
            inner, Qt::AlignCenter | Qt::TextWordWrap,
            SweepView::tr("The same scenario over the values of one parameter, for several backends. "
                          "Measure draws each point as it comes: median, least and most."));
    }

private:
    const SweepRequest* request_ = nullptr;
    const SweepResult* result_ = nullptr;
    const MeasuredSweep* before_ = nullptr;
};

namespace {

bool can_be_swept(const Parameter& parameter) {
    return parameter.type == ParameterType::integer || parameter.type == ParameterType::real;
}

/// Returns values for a first sweep: workers up to twice the processors and enough to fit a law, a percentage
/// over its whole range, anything else around its default.
QString suggestion(const Parameter& parameter) {
    const auto within = [&](double value) { return std::clamp(value, parameter.minimum, parameter.maximum); };
    const auto range = [](double from, double until, const QString& step) {
        return sweep_list({from}) + QStringLiteral("..") + sweep_list({until}) + step;
    };
    if (parameter.counts_workers)
        return range(within(1), within(std::max<double>(least_worker_counts, 2 * usable_processors())),
                     QString());
    if (parameter.unit == "%")
        return range(parameter.minimum, parameter.maximum, QStringLiteral(":10"));
    const double normal = parameter.type == ParameterType::integer
                              ? static_cast<double>(std::get<std::int64_t>(parameter.default_value))
                              : std::get<double>(parameter.default_value);
    std::vector<double> values;
    for (const double factor : {0.25, 0.5, 1.0, 2.0, 4.0}) {
        const double value = within(normal * factor);
        const double fitting = parameter.type == ParameterType::integer ? std::round(value) : value;
        if (values.empty() || values.back() < fitting)
            values.push_back(fitting);
    }
    if (values.size() == 1) { // there is no range around 0
        values.clear();
        for (int i = 0; i <= 4; ++i)
            values.push_back(std::floor(parameter.minimum + i * (parameter.maximum - parameter.minimum) / 4));
        values.erase(std::unique(values.begin(), values.end()), values.end());
    }
    return sweep_list(values);
}

QString percent(double share) {
    return QLocale().toString(100 * share, 'f', 1);
}

} // namespace

SweepView::SweepView(QWidget* parent)
    : QWidget(parent)
    , parameter_(new QComboBox(this))
    , values_(new QLineEdit(this))
    , backends_row_(new QHBoxLayout)
    , repeats_(new NumberField({1, 100, true}, this))
    , measure_(new QPushButton(tr("&Measure"), this))
    , keep_(new QPushButton(tr("Keep as &before"), this))
    , export_(new QPushButton(tr("E&xport…"), this))
    , progress_(new QLabel(this))
    , canvas_(new SweepCanvas(this))
    , table_(new TableView(QStringLiteral("sweepTable"), tr("Figures"), tr("A row for each point"))) {
    setObjectName(QStringLiteral("sweepView"));
    setAccessibleName(tr("Speedup"));
    setToolTip(tr("Measure how the time changes with one parameter"));
    const auto describe = [](QWidget* widget, const char* name, const QString& title, const QString& tip) {
        widget->setObjectName(QLatin1String(name));
        widget->setAccessibleName(title);
        widget->setToolTip(tip);
    };
    describe(parameter_, "sweepParameter", tr("Vary"), tr("The parameter that changes from point to point"));
    describe(values_, "sweepValues", tr("Values"),
             tr("Its values: 1..4, or with a step 0..100:10, or a list 1; 2; 4; 8"));
    describe(repeats_, "sweepRepeats", tr("Repeats"),
             tr("Runs of each point; drawn is their median with the least and the most"));
    describe(measure_, "sweepMeasure", tr("Measure"), tr("Run all points, one run after the other"));
    describe(keep_, "sweepKeep", tr("Keep as before"),
             tr("Keep these curves, pale, behind those of the next sweeps: before and after a change"));
    keep_->setCheckable(true);
    keep_->setEnabled(false);
    describe(export_, "sweepExport", tr("Export the curves"), tr("Save or copy the curves as a picture"));
    describe(progress_, "sweepProgress", tr("Progress"),
             tr("How far the sweep is, and the laws fitted to it"));
    repeats_->setValue(5);
    repeats_->tellProblemByToolTip();
    parameter_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    values_->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    export_->setEnabled(false);

    auto* label = new QLabel(tr("Var&y"), this);
    label->setBuddy(parameter_);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 0);
    row->addWidget(label);
    row->addWidget(parameter_);
    row->addWidget(values_, 1);
    row->addSpacing(6);
    row->addLayout(backends_row_);
    row->addSpacing(6);
    auto* times = new QLabel(QStringLiteral("×"), this);
    times->setToolTip(repeats_->toolTip());
    row->addWidget(times);
    row->addWidget(repeats_);
    row->addWidget(measure_);
    row->addWidget(keep_);
    row->addWidget(export_);
    progress_->setContentsMargins(8, 0, 8, 0);
    progress_->setTextFormat(Qt::PlainText);
    progress_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(progress_);
    auto* chart_and_table = new QSplitter(Qt::Horizontal, this);
    chart_and_table->setChildrenCollapsible(true);
    chart_and_table->addWidget(canvas_);
    chart_and_table->addWidget(table_);
    chart_and_table->setSizes({3000, 2000}); // in proportion
    table_->hide();                          // until there are figures
    layout->addWidget(chart_and_table, 1);
    progress_->hide();

    connect(parameter_, &QComboBox::currentIndexChanged, this, &SweepView::suggestValues);
    connect(values_, &QLineEdit::returnPressed, measure_, &QPushButton::click);
    connect(keep_, &QPushButton::clicked, this, &SweepView::keepOrForget);
    connect(export_, &QPushButton::clicked, this, &SweepView::exportWanted);
    connect(measure_, &QPushButton::clicked, this, [this] {
        if (is_active_)
            emit stopWanted();
        else
            emit startWanted();
    });
}

void SweepView::setScenario(const Scenario& scenario) {
    scenario_ = &scenario;
    parameter_->clear();
    int chosen = 0;
    for (const Parameter& parameter : scenario.parameters) {
        if (!can_be_swept(parameter))
            continue;
        if (parameter.counts_workers)
            chosen = parameter_->count();
        parameter_->addItem(QString::fromStdString(parameter.name));
    }
    parameter_->setCurrentIndex(chosen);
    suggestValues();
    qDeleteAll(backends_);
    backends_.clear();
    for (const Backend backend : scenario.backends) {
        auto* box = new QCheckBox(backend_text(backend), this);
        box->setObjectName(QStringLiteral("sweepBackend.") + QLatin1String(name_of(backend)));
        box->setChecked(true);
        box->setToolTip(tr("Measure a curve of this backend"));
        backends_row_->addWidget(box);
        backends_.push_back(box);
    }
    measure_->setEnabled(is_active_ || parameter_->count() > 0);
}

void SweepView::suggestValues() {
    if (scenario_ == nullptr)
        return;
    for (const Parameter& parameter : scenario_->parameters) {
        if (parameter_->currentText() == QString::fromStdString(parameter.name))
            values_->setText(suggestion(parameter));
    }
}

void SweepView::suggest(const QString& parameter, const QString& values) {
    parameter_->setCurrentText(parameter);
    values_->setText(values);
}

SweepRequest SweepView::request() const {
    SweepRequest request;
    request.scenario = scenario_;
    for (const Parameter& parameter : scenario_->parameters)
        if (parameter_->currentText() == QString::fromStdString(parameter.name))
            request.axis = parse_sweep_axis(*scenario_, parameter.name + "=" +
                                                            sweep_values_from(values_->text(), parameter));
    if (request.axis.parameter == nullptr)
        throw UsageError(tr("This scenario has no number to vary; choose another one.").toStdString());
    if (!repeats_->problem().isEmpty())
        throw UsageError(tr("Repeats: %1").arg(repeats_->problem()).toStdString());
    for (std::size_t i = 0; i < backends_.size(); ++i) {
        if (backends_[i]->isChecked())
            request.backends.push_back(scenario_->backends[i]);
    }
    if (request.backends.empty())
        throw UsageError("no backend is chosen to measure; tick at least one");
    request.repeats = static_cast<int>(repeats_->value());
    return request;
}

void SweepView::showResult(const SweepRequest& request, const SweepResult& result, bool is_active) {
    is_active_ = is_active;
    measure_->setText(is_active ? tr("Sto&p") : tr("&Measure"));
    measure_->setToolTip(is_active ? tr("End the sweep and keep what was measured")
                                   : tr("Run all points, one run after the other"));
    measure_->setEnabled(is_active || parameter_->count() > 0);
    export_->setEnabled(has_points(result));
    keep_->setEnabled(kept_.has_value() || (!is_active && has_points(result)));
    request_ = &request;
    result_ = &result;
    progress_->setText(progress(request, result, is_active));
    progress_->setVisible(true);
    showTable();
}

void SweepView::showTable() {
    const MeasuredSweep* const earlier = before(*request_);
    canvas_->showCurves(*request_, *result_, earlier);
    table_->setTable(sweep_table(*request_, *result_, earlier));
    table_->setVisible(!result_->curves.empty()); // before the first point, so that nothing jumps then
}

const MeasuredSweep* SweepView::before(const SweepRequest& request) const {
    return kept_ && can_share_chart(kept_->request, request) ? &*kept_ : nullptr;
}

/// The button stays down while curves are kept, and a second press forgets them.
void SweepView::keepOrForget() {
    if (kept_)
        kept_.reset();
    else if (request_ != nullptr)
        kept_ = MeasuredSweep{*request_, *result_};
    keep_->setChecked(kept_.has_value());
    if (request_ == nullptr)
        return;
    keep_->setEnabled(kept_.has_value() || (!is_active_ && has_points(*result_)));
    progress_->setText(progress(*request_, *result_, is_active_));
    showTable();
}

QString SweepView::progress(const SweepRequest& request, const SweepResult& result, bool is_active) const {
    QString words =
        QString::fromStdString(request.scenario->title + ", " + request.axis.parameter->name + ": ");
    if (is_active)
        words += tr("run %1 of %2").arg(result.runs_done).arg(result.runs_total);
    else if (result.stopped)
        words += tr("stopped after %1 of %2 runs").arg(result.runs_done).arg(result.runs_total);
    else
        words += result.runs_done == 1 ? tr("1 run") : tr("%1 runs").arg(result.runs_done);
    if (!result.errors.empty())
        words += QStringLiteral(" · ") + sentence_of(result.errors.front());
    if (kept_)
        words += QStringLiteral(" · ") + (before(request) != nullptr
                                              ? difference_text(kept_->request, request)
                                              : tr("what is kept varies something else and is not shown"));
    const std::string doubt = first_doubt(request, result);
    if (!doubt.empty())
        words += tr(" · hollow points are doubtful: %1").arg(sentence_of(doubt));
    if (!request.axis.is_workers())
        return words;
    bool any_laws = false;
    for (const SweepCurve& curve : result.curves) {
        if (!curve.laws)
            continue;
        any_laws = true;
        words += tr(" · %1: %2 % parallel (%3 to %4)")
                     .arg(backend_text(curve.backend), percent(curve.laws->amdahl.parallel_fraction),
                          percent(curve.laws->parallel_fraction.least),
                          percent(curve.laws->parallel_fraction.most));
    }
    if (!any_laws && !is_active)
        words += QStringLiteral(" · ") + sentence_of(why_no_laws());
    return words;
}

} // namespace interleave
