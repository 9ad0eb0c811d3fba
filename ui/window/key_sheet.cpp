// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/key_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <vector>

namespace interleave {

namespace {

struct Key {
    QString keys;
    QString does;
};

struct Section {
    QString title;
    std::vector<Key> keys;
};

/// Returns the views' sections, which stand one below the other.
std::vector<Section> sections_of(const std::vector<View>& views) {
    std::vector<Section> sections;
    for (const View& view : views) {
        if (!view.keys)
            continue;
        sections.push_back({view.title, {}});
        for (const auto& [keys, does] : view.keys())
            sections.back().keys.push_back({keys, does});
    }
    return sections;
}

std::vector<std::vector<Section>> columns(const std::vector<View>& views) {
    const auto tr = [](const char* text) { return KeySheet::tr(text); };
    return {{{tr("Run"),
              {{tr("Space"), tr("run, or stop; in a replay: play, or pause")},
               {tr("Ctrl+R"), tr("run (again)")},
               {tr("Ctrl+."), tr("stop")},
               {QStringLiteral("Ctrl+B"), tr("run on all backends and compare")},
               {QStringLiteral("Ctrl+P"), tr("replay the run: play, or pause")},
               {tr("Alt+Left, Alt+Right"), tr("show the run before, the run after")},
               {tr("Ctrl+F"), tr("find a scenario")},
               {QStringLiteral("Ctrl+N"), tr("ask what happens next in the run")},
               {tr("Enter"), tr("run the scenario chosen in the list")}}},
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
            sections_of(views)};
}

} // namespace

KeySheet::KeySheet(const std::vector<View>& views, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("keySheet"));
    setWindowTitle(tr("Keys"));
    setAccessibleName(tr("All keys"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto* sheet = new QWidget;
    auto* side_by_side = new QHBoxLayout(sheet);
    side_by_side->setSpacing(40);
    side_by_side->setContentsMargins(24, 20, 24, 12);
    for (const auto& sections : columns(views)) {
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(18);
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
                keys->setForegroundRole(QPalette::Link);
                grid->addWidget(keys, row, 0);
                grid->addWidget(new QLabel(key.does, sheet), row++, 1);
            }
        }
        grid->setRowStretch(row, 1);
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
    resize(sheet->sizeHint() + QSize(24, buttons->sizeHint().height() + 32));
}

} // namespace interleave
