// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace interleave {

namespace {

constexpr QSize preview_room(460, 300);

struct Preset {
    QString title;
    QSize size;
};

QList<Preset> presets() {
    return {{ExportDialog::tr("Slide, 16:9"), {1600, 900}},
            {ExportDialog::tr("Slide, 4:3"), {1200, 900}},
            {ExportDialog::tr("Screen, 4K"), {3840, 2160}},
            {ExportDialog::tr("Page, A4 across"), {1123, 794}},
            {ExportDialog::tr("Strip for a handout"), {1123, 397}}};
}

void describe(QWidget* widget, const char* name, const QString& title, const QString& tool_tip) {
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(title);
    widget->setToolTip(tool_tip);
}

} // namespace

ExportDialog::ExportDialog(std::vector<ExportChoice> choices, TimeRange visible_range, const QString& caption,
                           WindowSettings& settings, SavePrompt ask_for_file, QWidget* parent)
    : QDialog(parent)
    , choices_(std::move(choices))
    , visible_range_(visible_range)
    , settings_(settings)
    , ask_for_file_(std::move(ask_for_file))
    , picture_(new QComboBox(this))
    , format_(new QComboBox(this))
    , extent_(new QComboBox(this))
    , preset_(new QComboBox(this))
    , width_(new QSpinBox(this))
    , height_(new QSpinBox(this))
    , scale_(new QDoubleSpinBox(this))
    , theme_(new QComboBox(this))
    , with_caption_(new QCheckBox(tr("&Caption"), this))
    , caption_(new QLineEdit(caption, this))
    , with_legend_(new QCheckBox(tr("&Legend"), this))
    , preview_(new QLabel(this))
    , buttons_(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this)) {
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    restore();

    preview_timer_.setSingleShot(true);
    preview_timer_.setInterval(120);
    connect(&preview_timer_, &QTimer::timeout, this, &ExportDialog::showPreview);
    const auto later = [this] { preview_timer_.start(); };
    for (QComboBox* box : {picture_, format_, extent_, theme_})
        connect(box, &QComboBox::currentIndexChanged, this, later);
    for (QSpinBox* box : {width_, height_}) {
        connect(box, &QSpinBox::valueChanged, this, later);
        connect(box, &QSpinBox::valueChanged, this, &ExportDialog::showPreset);
    }
    for (QCheckBox* box : {with_caption_, with_legend_})
        connect(box, &QCheckBox::toggled, this, later);
    connect(caption_, &QLineEdit::textChanged, this, later);
    connect(with_caption_, &QCheckBox::toggled, caption_, &QWidget::setEnabled);
    connect(preset_, &QComboBox::activated, this, &ExportDialog::choosePreset);
    connect(format_, &QComboBox::currentIndexChanged, this,
            [this] { scale_->setEnabled(suffix() == QLatin1String("png")); });
    connect(buttons_, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showPreview();
}

void ExportDialog::build() {
    for (const ExportChoice& choice : choices_)
        picture_->addItem(choice.title);
    describe(picture_, "exportPicture", tr("Picture"), tr("Which view is drawn"));
    for (const char* format : {"png", "svg", "pdf"})
        format_->addItem(QString::fromLatin1(format).toUpper(), QString::fromLatin1(format));
    describe(format_, "exportFormat", tr("Format"), tr("PNG is pixels; SVG and PDF stay sharp at any size"));
    extent_->addItem(tr("the whole run"));
    extent_->addItem(tr("what the window shows"));
    describe(extent_, "exportExtent", tr("Stretch"), tr("Which stretch of time the picture holds"));
    for (const Preset& preset : presets())
        preset_->addItem(
            tr("%1 (%2 × %3)").arg(preset.title).arg(preset.size.width()).arg(preset.size.height()),
            preset.size);
    preset_->addItem(tr("Any size"));
    describe(preset_, "exportPreset", tr("Size for"), tr("Sizes for common uses"));
    for (QSpinBox* box : {width_, height_}) {
        box->setRange(smallest_picture, largest_picture);
        box->setSingleStep(10);
        box->setKeyboardTracking(false);
    }
    describe(width_, "exportWidth", tr("Width"), tr("Width in points; letters keep their size"));
    describe(height_, "exportHeight", tr("Height"), tr("Height in points; letters keep their size"));
    scale_->setRange(smallest_scale, largest_scale);
    scale_->setSingleStep(0.5);
    scale_->setDecimals(1);
    scale_->setPrefix(QStringLiteral("× "));
    describe(scale_, "exportScale", tr("Scale"), tr("Pixels of a PNG for each point: 2 for a sharp print"));
    theme_->addItem(tr("light"), QStringLiteral("light"));
    theme_->addItem(tr("dark"), QStringLiteral("dark"));
    theme_->addItem(tr("print (reads well in greyscale)"), QStringLiteral("print"));
    describe(theme_, "exportTheme", tr("Theme"), tr("Colours of the picture, whatever the window's are"));
    describe(with_caption_, "exportWithCaption", tr("Caption"),
             tr("A line below: scenario, parameters, machine, recording cost"));
    describe(caption_, "exportCaption", tr("Caption"), tr("The caption's words"));
    caption_->setCursorPosition(0);
    describe(with_legend_, "exportWithLegend", tr("Legend"), tr("What the colours and patterns mean"));
    describe(preview_, "exportPreview", tr("Preview"), tr("The picture, small"));
    preview_->setFixedSize(preview_room);
    preview_->setAlignment(Qt::AlignCenter);
    preview_->setFrameShape(QFrame::StyledPanel);
    preview_->setBackgroundRole(QPalette::Mid);

    auto* size = new QHBoxLayout;
    size->addWidget(width_);
    size->addWidget(new QLabel(QStringLiteral("×"), this));
    size->addWidget(height_);
    size->addStretch(1);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->addRow(tr("&Picture"), picture_);
    form->addRow(tr("&Format"), format_);
    form->setRowVisible(picture_, choices_.size() > 1); // with one picture there is nothing to choose
    form->addRow(tr("S&tretch"), extent_);
    form->addRow(tr("Si&ze for"), preset_);
    auto* size_label = new QLabel(tr("&Width × height"), this);
    size_label->setBuddy(width_);
    form->addRow(size_label, size);
    form->addRow(tr("Sc&ale"), scale_);
    form->addRow(tr("T&heme"), theme_);
    form->addRow(with_caption_, caption_);
    form->addRow(QString(), with_legend_);

    auto* side_by_side = new QHBoxLayout;
    side_by_side->setSpacing(20);
    side_by_side->addLayout(form, 1);
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
    scale_->setEnabled(suffix() == QLatin1String("png"));
    with_caption_->setChecked(settings_.get(setting::export_caption));
    caption_->setEnabled(with_caption_->isChecked());
    with_legend_->setChecked(settings_.get(setting::export_legend));
    showPreset();
}

void ExportDialog::remember() {
    settings_.set(setting::export_format, suffix());
    settings_.set(setting::export_theme, theme_->currentData().toString());
    settings_.set(setting::export_size, QSize(width_->value(), height_->value()));
    settings_.set(setting::export_scale, scale_->value());
    settings_.set(setting::export_caption, with_caption_->isChecked());
    settings_.set(setting::export_legend, with_legend_->isChecked());
}

const ExportChoice& ExportDialog::choice() const {
    return choices_[static_cast<std::size_t>(picture_->currentIndex())];
}

QString ExportDialog::suffix() const {
    return format_->currentData().toString();
}

void ExportDialog::choosePreset(int index) {
    const QVariant size = preset_->itemData(index);
    if (!size.isValid())
        return;
    width_->setValue(size.toSize().width());
    height_->setValue(size.toSize().height());
}

void ExportDialog::showPreset() {
    const int index = preset_->findData(QSize(width_->value(), height_->value()));
    preset_->setCurrentIndex(index < 0 ? preset_->count() - 1 : index);
}

PictureOptions ExportDialog::options() const {
    PictureOptions options;
    options.size = QSize(width_->value(), height_->value());
    options.scale = scale_->value();
    options.theme = theme_name_from(theme_->currentData().toString()).value_or(ThemeName::light);
    if (extent_->currentIndex() == 1)
        options.range = visible_range_;
    options.caption = with_caption_->isChecked() ? caption_->text() : QString();
    options.legend = with_legend_->isChecked();
    return options;
}

void ExportDialog::showPreview() {
    setWindowTitle(tr("Export the %1").arg(choice().title.toLower()));
    const PictureOptions wanted = options();
    const QSize size = wanted.size.scaled(preview_room - QSize(8, 8), Qt::KeepAspectRatio);
    preview_->setPixmap(QPixmap::fromImage(drawPreview(choice().draw, wanted, size * devicePixelRatioF())));
}

void ExportDialog::save() {
    const QString path = ask_where_to_save(ask_for_file_, this, settings_, tr("Save the picture"),
                                           choice().name + QLatin1Char('.') + suffix(),
                                           tr("%1 picture (*.%2)").arg(suffix().toUpper(), suffix()));
    if (path.isEmpty())
        return;
    remember();
    QApplication::setOverrideCursor(Qt::WaitCursor);
    QString error_text;
    try {
        exportDrawing(choice().draw, options(), path);
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
