// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/centre_tabs.h"

#include "ui/theme/glyphs.h"

#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

CentreTabs::CentreTabs(QWidget* parent) : QTabWidget(parent) {
    setObjectName(QStringLiteral("centreTabs"));
    setAccessibleName(tr("Pictures"));
    setDocumentMode(true);
    setTabBarAutoHide(true); // alone, the first view has the whole height
    // The Tab key would be stuck at a hidden bar of tabs; a visible one takes part by itself.
    setFocusProxy(nullptr);
    setFocusPolicy(Qt::NoFocus);
}

void CentreTabs::add(QWidget* view, const QString& title, const QString& tool_tip) {
    auto* page = new QWidget(this);
    page->setWindowTitle(title);
    page->setAccessibleName(title);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view, 1);
    page->hide();
    QAction* toggle = nullptr;
    if (!pages_.empty()) {
        toggle = new QAction(title, this);
        toggle->setObjectName(QStringLiteral("toggle.") + view->objectName());
        toggle->setToolTip(tool_tip);
        toggle->setCheckable(true);
        connect(toggle, &QAction::toggled, this, [this, index = pages_.size()](bool wanted) {
            if (wanted)
                open(pages_[index]);
            else
                removeTab(indexOf(pages_[index].page));
        });
    }
    pages_.push_back({view, page, toggle});
    if (toggle == nullptr)
        open(pages_.back());
}

void CentreTabs::open(const Page& page) {
    if (indexOf(page.page) >= 0)
        return;
    const int index = addTab(page.page, page.page->windowTitle());
    if (page.toggle != nullptr) {
        setTabToolTip(index, page.toggle->toolTip());
        tabBar()->setTabButton(index, QTabBar::RightSide, closeButton(page));
    }
    setCurrentIndex(index);
}

/// The button of the style is red, which here says that something went wrong.
QWidget* CentreTabs::closeButton(const Page& page) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("close.") + page.view->objectName());
    button->setIcon(glyph_icon(Glyph::close));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tr("Close %1").arg(page.page->windowTitle()));
    button->setAccessibleName(button->toolTip());
    connect(button, &QToolButton::clicked, page.toggle,
            [toggle = page.toggle] { toggle->setChecked(false); });
    return button;
}

void CentreTabs::showView(const QWidget* view) {
    const auto found = std::ranges::find(pages_, view, &Page::view);
    if (found == pages_.end())
        return;
    if (found->toggle != nullptr)
        found->toggle->setChecked(true);
    setCurrentWidget(found->page);
}

QList<QAction*> CentreTabs::toggles() const {
    QList<QAction*> actions;
    for (const Page& page : pages_)
        if (page.toggle != nullptr)
            actions.append(page.toggle);
    return actions;
}

} // namespace interleave
