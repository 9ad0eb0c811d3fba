// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/key_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace interleave {

namespace {

constexpr int side_margin = 24;
constexpr int between_columns = 40;
constexpr int beside_keys = 18;
constexpr int frame_of_window = 24; ///< px that a window manager may need for a frame, and twice for a title

struct Key {
    QString keys;
    QString does;
};

struct Section {
    QString title;
    std::vector<Key> keys;
};

using SheetColumn = std::vector<Section>;

std::size_t lines_of(const SheetColumn& column) {
    std::size_t lines = 0;
    for (const Section& section : column)
        lines += section.keys.size() + 2; // the title, and room above it
    return lines;
}

/// Returns the keys of the window and of the views, in columns of like height.
std::array<SheetColumn, 2> columns(const std::vector<View>& views) {
    const auto tr = [](const char* text) { return KeySheet::tr(text); };
    std::array<SheetColumn, 2> both{
        {{{tr("Run"),
           {{tr("Space"), tr("run, or stop; in a replay: play, or pause")},
            {tr("Ctrl+R"), tr("run (again)")},
            {tr("Ctrl+."), tr("stop")},
            {QStringLiteral("Ctrl+B"), tr("run on all backends and compare")},
            {QStringLiteral("Ctrl+Shift+P"), tr("run the lesson's Python program beside the model")},
            {QStringLiteral("Ctrl+Shift+R"), tr("record a program")},
            {QStringLiteral("Ctrl+P"), tr("replay the run: play, or pause")},
            {tr("Alt+Left, Alt+Right"), tr("show the run before, the run after")},
            {tr("Ctrl+F"), tr("find a scenario")},
            {QStringLiteral("Ctrl+N"), tr("ask what happens next in the run")},
            {tr("Return"), tr("run the scenario chosen in the list")}}},
          {tr("Window"),
           {{tr("Ctrl++, Ctrl+-"), tr("zoom in, zoom out")},
            {tr("Ctrl+0"), tr("show the whole run")},
            {tr("/"), tr("find in the run: a name, an event, a value, a printed line")},
            {tr("F3, Shift+F3"), tr("next event found, the one before")},
            {tr("Ctrl+O"), tr("open a saved run or another program's trace")},
            {tr("Ctrl+S, Ctrl+Shift+S"), tr("save the run, save it under another name")},
            {tr("Ctrl+Shift+E"), tr("export a picture or a table")},
            {tr("Ctrl+Shift+C"), tr("copy the timeline as a picture")},
            {tr("F5"), tr("presenter: full screen, large letters, Page Down through the lesson")},
            {tr("F11"), tr("full screen")},
            {tr("Esc"), tr("close a side panel that lies over the picture")},
            {tr("? or F1"), tr("this sheet")},
            {tr("Ctrl+Q"), tr("quit")}}},
          {tr("Tables"),
           {{tr("Ctrl+C"), tr("copy the rows")},
            {tr("click a heading"), tr("sort; a third click: as it ran")}}}},
         {}}};
    for (const View& view : views) {
        if (!view.keys)
            continue;
        Section section{view.title, {}};
        for (const auto& [keys, does] : view.keys())
            section.keys.push_back({keys, does});
        (lines_of(both[0]) < lines_of(both[1]) ? both[0] : both[1]).push_back(std::move(section));
    }
    return both;
}

/// Lets sentences take several lines, so that two columns of them are no wider than this.
void wrap_words(const QWidget& sheet, int width) {
    int keys = 0;
    for (const QLabel* label : sheet.findChildren<QLabel*>(QStringLiteral("keys")))
        keys = std::max(keys, label->sizeHint().width());
    const int room = (width - 2 * side_margin - between_columns) / 2 - keys - beside_keys;
    for (QLabel* label : sheet.findChildren<QLabel*>(QStringLiteral("does"))) {
        if (label->sizeHint().width() <= room)
            continue;
        label->setWordWrap(true);
        label->setFixedSize(room, label->heightForWidth(room));
    }
    // Labels that have not been shown yet do not tell the layouts that they have changed.
    for (QLayout* layout : sheet.findChildren<QLayout*>())
        layout->invalidate();
}

} // namespace

KeySheet::KeySheet(const std::vector<View>& views, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("keySheet"));
    setWindowTitle(tr("Keys"));
    setAccessibleName(tr("All keys"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto* sheet = new QWidget;
    auto* side_by_side = new QHBoxLayout(sheet);
    side_by_side->setSpacing(between_columns);
    side_by_side->setContentsMargins(side_margin, 20, side_margin, 12);
    for (const auto& sections : columns(views)) {
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(beside_keys);
        grid->setVerticalSpacing(5);
        int row = 0;
        for (const Section& section : sections) {
            auto* title = new QLabel(section.title, sheet);
            QFont bold = title->font();
            bold.setBold(true);
            title->setFont(bold);
            title->setContentsMargins(0, row == 0 ? 0 : 14, 0, 2);
            grid->addWidget(title, row++, 0, 1, 2);
            for (const Key& key : section.keys) {
                auto* keys = new QLabel(key.keys, sheet);
                keys->setObjectName(QStringLiteral("keys"));
                keys->setForegroundRole(QPalette::Link);
                auto* does = new QLabel(key.does, sheet);
                does->setObjectName(QStringLiteral("does"));
                does->setAlignment(Qt::AlignLeft | Qt::AlignTop);
                grid->addWidget(keys, row, 0, Qt::AlignLeft | Qt::AlignTop);
                grid->addWidget(does, row++, 1);
            }
        }
        grid->setRowStretch(row, 1);
        grid->setColumnStretch(1, 1);
        side_by_side->addLayout(grid);
    }

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 12);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    buttons->setContentsMargins(0, 0, 16, 0);
    const QSize all = sheet->sizeHint() + QSize(24, buttons->sizeHint().height() + 32);
    const QSize most = screen()->availableSize() - QSize(frame_of_window, 2 * frame_of_window);
    if (all.width() > most.width())
        wrap_words(*sheet, most.width() - scroll->verticalScrollBar()->sizeHint().width() - 2);
    resize(all.boundedTo(most));
}

} // namespace interleave
