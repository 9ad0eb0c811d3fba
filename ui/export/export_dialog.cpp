// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "ui/export/export_settings.h"
#include "ui/fields/number_field.h"
#include "ui/fields/problem_line.h"
#include "ui/table/table_csv.h"
#include "ui/table/table_file.h"
#include "ui/table/table_json.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>

#include <algorithm>

namespace interleave {

namespace {

constexpr QSize preview_room(460, 320);
constexpr const char* csv = "csv";
constexpr const char* json = "json";

bool is_of_figures(const QString& format) {
    return format == QLatin1String(csv) || format == QLatin1String(json);
}

const NumberRange size_in_points{.minimum = smallest_picture, .maximum = largest_picture, .is_whole = true};

struct Preset {
    QString title;
    QSize size;
    double scale; ///< letters keep their size, so a finer screen takes more pixels for each point
};

QList<Preset> presets() {
    return {{ExportDialog::tr("Slide, 16:9"), {1600, 900}, 1},
            {ExportDialog::tr("Slide, 4:3"), {1200, 900}, 1},
            {ExportDialog::tr("Screen, 4K"), {1920, 1080}, 2},
            {ExportDialog::tr("Page, A4 landscape"), {1123, 794}, 2},
            {ExportDialog::tr("Strip for a handout"), {1123, 397}, 2}};
}

void describe(QWidget* widget, const char* name, const QString& title, const QString& tool_tip) {
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(title);
    widget->setToolTip(tool_tip);
}

} // namespace

ExportDialog::ExportDialog(std::vector<ExportChoice> choices, const QString& first, WindowSettings& settings,
                           SavePrompt ask_for_file, QWidget* parent)
    : QDialog(parent)
    , choices_(std::move(choices))
    , settings_(settings)
    , ask_for_file_(std::move(ask_for_file))
    , picture_(new QComboBox(this))
    , format_(new QComboBox(this))
    , extent_(new QComboBox(this))
    , preset_(new QComboBox(this))
    , size_(new QWidget(this))
    , width_(new NumberField(size_in_points, size_))
    , height_(new NumberField(size_in_points, size_))
    , scale_(new NumberField(
          {.minimum = smallest_scale, .maximum = largest_scale, .unit = QStringLiteral("×")}, this))
    , size_problem_(new ProblemLine(this))
    , scale_problem_(new ProblemLine(this))
    , theme_(new QComboBox(this))
    , title_(new QLineEdit(this))
    , sentence_(new QLineEdit(this))
    , with_caption_(new QCheckBox(tr("Lines that say what &ran and what came out"), this))
    , with_legend_(new QCheckBox(tr("&Legend"), this))
    , preview_(new QLabel(this))
    , buttons_(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
    , copy_(buttons_->addButton(tr("Cop&y"), QDialogButtonBox::ActionRole)) {
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    for (const ExportChoice& choice : choices_)
        picture_->addItem(choice.title, choice.name);
    picture_->setCurrentIndex(std::max(0, picture_->findData(first)));
    takeChoice();
    restore();
    connectFields();
    showPreview();
}

void ExportDialog::build() {
    for (const char* format : {"png", "svg", "pdf"})
        format_->addItem(QString::fromLatin1(format).toUpper(), QString::fromLatin1(format));
    extent_->addItem(tr("what the window shows"));
    extent_->addItem(tr("the whole run"));
    for (const Preset& preset : presets())
        preset_->addItem(
            tr("%1 (%2 × %3)").arg(preset.title).arg(preset.size.width()).arg(preset.size.height()),
            preset.size);
    preset_->addItem(tr("Any size"));
    theme_->addItem(tr("as the window; print for a PDF"), QLatin1String(automatic_theme));
    theme_->addItem(tr("light"), QStringLiteral("light"));
    theme_->addItem(tr("dark"), QStringLiteral("dark"));
    theme_->addItem(tr("print (reads well in greyscale)"), QStringLiteral("print"));
    preview_->setFixedSize(preview_room);
    preview_->setAlignment(Qt::AlignCenter);
    preview_->setFrameShape(QFrame::StyledPanel);
    preview_->setBackgroundRole(QPalette::Mid);
    describeFields();

    form_ = buildForm();
    auto* side_by_side = new QHBoxLayout;
    side_by_side->setSpacing(20);
    side_by_side->addLayout(form_, 1);
    side_by_side->addWidget(preview_, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(14);
    layout->addLayout(side_by_side, 1);
    layout->addWidget(buttons_);
    buttons_->button(QDialogButtonBox::Save)->setText(tr("&Save…"));
    for (QAbstractButton* button : buttons_->buttons())
        button->setIcon({}); // the text says enough
}

void ExportDialog::describeFields() {
    describe(picture_, "exportPicture", tr("View"), tr("Which view is exported"));
    describe(format_, "exportFormat", tr("Format"),
             tr("PNG is pixels; SVG and PDF stay sharp at any size; CSV and JSON are figures"));
    describe(extent_, "exportExtent", tr("Stretch"), tr("Which stretch of time the picture holds"));
    describe(preset_, "exportPreset", tr("Size for"), tr("Sizes for common uses"));
    describe(width_, "exportWidth", tr("Width"), tr("Width in points; letters keep their size"));
    describe(height_, "exportHeight", tr("Most height"),
             tr("Height in points that the picture may have; it ends where its content ends"));
    describe(scale_, "exportScale", tr("Scale"), tr("Pixels of a PNG for each point: 2 for a sharp print"));
    describe(theme_, "exportTheme", tr("Theme"), tr("Colours of the picture"));
    describe(title_, "exportTitle", tr("Title"), tr("The words over the picture, and the document's title"));
    describe(sentence_, "exportSentence", tr("Sentence"),
             tr("What is to be seen, below the title; none if it is empty"));
    describe(with_caption_, "exportWithCaption", tr("What ran and what came out"),
             tr("Lines below: what is shown, the result, the parameters, the machine, the recording's cost"));
    describe(with_legend_, "exportWithLegend", tr("Legend"), tr("What the colours and patterns mean"));
    describe(preview_, "exportPreview", tr("Preview"), tr("The picture, small"));
    describe(copy_, "exportCopy", tr("Copy"), tr("Put it on the clipboard, for a slide or a document"));
}

QFormLayout* ExportDialog::buildForm() {
    auto* size = new QHBoxLayout(size_);
    size->setContentsMargins(0, 0, 0, 0);
    size->addWidget(width_);
    size->addWidget(new QLabel(QStringLiteral("×"), size_));
    size->addWidget(height_);
    size->addStretch(1);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->addRow(tr("&View"), picture_);
    form->addRow(tr("&Format"), format_);
    form->setRowVisible(picture_, choices_.size() > 1); // with one view there is nothing to choose
    form->addRow(tr("S&tretch"), extent_);
    form->addRow(tr("Si&ze for"), preset_);
    auto* size_label = new QLabel(tr("&Width × most height"), this);
    size_label->setBuddy(width_);
    form->addRow(size_label, size_);
    form->addRow(size_problem_);
    form->addRow(tr("Sc&ale"), scale_);
    form->addRow(scale_problem_);
    form->addRow(tr("T&heme"), theme_);
    form->addRow(tr("T&itle"), title_);
    form->addRow(tr("Se&ntence"), sentence_);
    form->addRow(QString(), with_caption_);
    form->addRow(QString(), with_legend_);
    return form;
}

void ExportDialog::connectFields() {
    preview_timer_.setSingleShot(true);
    preview_timer_.setInterval(120);
    connect(&preview_timer_, &QTimer::timeout, this, &ExportDialog::showPreview);
    const auto later = [this] { preview_timer_.start(); };
    connect(picture_, &QComboBox::currentIndexChanged, this, &ExportDialog::takeChoice);
    for (QComboBox* box : {picture_, format_, extent_, theme_})
        connect(box, &QComboBox::currentIndexChanged, this, later);
    for (NumberField* field : {width_, height_, scale_}) {
        connect(field, &NumberField::valueChanged, this, later);
        connect(field, &NumberField::valueChanged, this, &ExportDialog::showPreset);
        connect(field, &NumberField::problemChanged, this, &ExportDialog::showProblems);
    }
    for (QCheckBox* box : {with_caption_, with_legend_})
        connect(box, &QCheckBox::toggled, this, later);
    for (QLineEdit* field : {title_, sentence_})
        connect(field, &QLineEdit::textChanged, this, later);
    connect(preset_, &QComboBox::activated, this, &ExportDialog::choosePreset);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::offerFields);
    connect(copy_, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(buttons_, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::restore() {
    const auto choose = [](QComboBox* box, const QString& word) {
        box->setCurrentIndex(std::max(0, box->findData(word)));
    };
    choose(format_, settings_.get(setting::export_format));
    choose(theme_, settings_.get(setting::export_theme));
    const QSize size = settings_.get(setting::export_size);
    width_->setValue(size.width());
    height_->setValue(size.height());
    scale_->setValue(settings_.get(setting::export_scale));
    with_caption_->setChecked(settings_.get(setting::export_caption));
    with_legend_->setChecked(settings_.get(setting::export_legend));
    showPreset();
    offerFields();
}

void ExportDialog::remember() {
    settings_.set(setting::export_format, suffix());
    if (!isPicture())
        return;
    settings_.set(setting::export_theme, theme_->currentData().toString());
    settings_.set(setting::export_size, pictureSize());
    settings_.set(setting::export_scale, scale_->value());
    settings_.set(setting::export_caption, with_caption_->isChecked());
    settings_.set(setting::export_legend, with_legend_->isChecked());
}

const ExportChoice& ExportDialog::choice() const {
    return choices_[static_cast<std::size_t>(picture_->currentIndex())];
}

QString ExportDialog::suffix() const {
    // A format may be remembered that another view has.
    const QString format = format_->currentData().toString();
    return is_of_figures(format) && !figureFormats().contains(format) ? QStringLiteral("png") : format;
}

QStringList ExportDialog::figureFormats() const {
    if (choice().table)
        return {QLatin1String(csv), QLatin1String(json)};
    return choice().save_csv ? QStringList{QLatin1String(csv)} : QStringList();
}

bool ExportDialog::isPicture() const {
    return !is_of_figures(suffix());
}

/// Shows the words and the fields of the chosen view.
void ExportDialog::takeChoice() {
    title_->setText(choice().words.title);
    sentence_->setText(choice().words.sentence);
    for (QLineEdit* field : {title_, sentence_})
        field->setCursorPosition(0);
    form_->setRowVisible(extent_, choice().visible_range.has_value());
    form_->setRowVisible(with_legend_, choice().visible_range.has_value());
    const QStringList figures = figureFormats();
    for (const char* format : {csv, json}) {
        const int index = format_->findData(QLatin1String(format));
        const bool is_offered = figures.contains(QLatin1String(format));
        if (is_offered && index < 0)
            format_->addItem(QString::fromLatin1(format).toUpper(), QString::fromLatin1(format));
        else if (!is_offered && index >= 0)
            format_->removeItem(index);
    }
    offerFields();
}

/// Figures have no size and no colours.
void ExportDialog::offerFields() {
    for (QWidget* field :
         {static_cast<QWidget*>(preset_), size_, static_cast<QWidget*>(theme_), static_cast<QWidget*>(title_),
          static_cast<QWidget*>(sentence_), static_cast<QWidget*>(with_caption_)})
        field->setEnabled(isPicture());
    scale_->setEnabled(suffix() == QLatin1String("png"));
    showProblems();
}

void ExportDialog::choosePreset(int index) {
    const QList<Preset> all = presets();
    if (index < 0 || index >= all.size())
        return;
    width_->setValue(all[index].size.width());
    height_->setValue(all[index].size.height());
    scale_->setValue(all[index].scale);
}

void ExportDialog::showPreset() {
    const int index = preset_->findData(pictureSize());
    preset_->setCurrentIndex(index < 0 ? preset_->count() - 1 : index);
}

QSize ExportDialog::pictureSize() const {
    return {static_cast<int>(width_->value()), static_cast<int>(height_->value())};
}

/// A picture is not saved with another number than the one that was typed.
void ExportDialog::showProblems() {
    const bool counts_size = isPicture();
    const bool counts_scale = suffix() == QLatin1String("png");
    const QString of_size = width_->problem().isEmpty() ? height_->problem() : width_->problem();
    size_problem_->showProblem(counts_size ? of_size : QString());
    scale_problem_->showProblem(counts_scale ? scale_->problem() : QString());
    const bool is_ready =
        (!counts_size || of_size.isEmpty()) && (!counts_scale || scale_->problem().isEmpty());
    buttons_->button(QDialogButtonBox::Save)->setEnabled(is_ready);
    copy_->setEnabled(is_ready && (isPicture() || choice().table));
}

PictureOptions ExportDialog::options() const {
    PictureOptions options;
    options.size = pictureSize();
    options.scale = scale_->value();
    options.theme = export_theme(theme_->currentData().toString(), suffix(), palette());
    if (extent_->currentIndex() == 0)
        options.range = choice().visible_range;
    options.words = choice().words;
    options.words.title = title_->text();
    options.words.sentence = sentence_->text();
    if (!with_caption_->isChecked()) {
        options.words.result.clear();
        options.words.details.clear();
    }
    options.legend = with_legend_->isChecked();
    return options;
}

void ExportDialog::showPreview() {
    setWindowTitle(tr("Export: %1").arg(choice().title));
    const QSize room = (preview_room - QSize(8, 8)) * devicePixelRatioF();
    QImage image = drawPreview(choice().draw, options(), room);
    image.setDevicePixelRatio(devicePixelRatioF());
    preview_->setPixmap(QPixmap::fromImage(image));
}

void ExportDialog::copy() {
    remember();
    if (isPicture()) {
        try {
            QGuiApplication::clipboard()->setMimeData(clipboard_picture(choice().draw, options()).release());
        } catch (const std::exception& error) {
            emit failed(QString::fromUtf8(error.what()));
            accept();
            return;
        }
    } else {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(figures()));
    }
    emit copied();
    accept();
}

QByteArray ExportDialog::figures() const {
    return suffix() == QLatin1String(json) ? to_json_text(*choice().table) : to_csv(*choice().table);
}

void ExportDialog::write(const QString& path) const {
    if (isPicture()) {
        exportDrawing(choice().draw, options(), path);
        return;
    }
    write_table(*choice().table, QFile::encodeName(path).toStdString());
}

void ExportDialog::save() {
    const QString kind = suffix().toUpper();
    const QString path = ask_where_to_save(
        ask_for_file_, this, settings_, isPicture() ? tr("Save the picture") : tr("Save the table"),
        choice().name + QLatin1Char('.') + suffix(),
        (isPicture() ? tr("%1 picture (*.%2)") : tr("%1 table (*.%2)")).arg(kind, suffix()));
    if (path.isEmpty())
        return;
    remember();
    if (!isPicture() && choice().save_csv) {
        choice().save_csv(path);
        accept();
        return;
    }
    QApplication::setOverrideCursor(Qt::WaitCursor);
    QString error_text;
    try {
        write(path);
    } catch (const std::exception& error) {
        error_text = QString::fromUtf8(error.what());
    }
    QApplication::restoreOverrideCursor();
    if (error_text.isEmpty())
        emit exported(path);
    else
        emit failed(error_text);
    accept();
}

} // namespace interleave
