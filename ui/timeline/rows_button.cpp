// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/rows_button.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>

#include <algorithm>

namespace interleave {

namespace {
constexpr int room_for_arrow = 26; ///< px, with the margins
} // namespace

RowsButton::RowsButton(QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("timelineRows"));
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::TabFocus);
    setWords({});
}

void RowsButton::setWords(const RowsButtonWords& words) {
    const std::size_t hidden = words.by_hand.count() + words.by_filter.count();
    tells_ = hidden > 0;
    QStringList sentences;
    if (!words.hidden_choice.isEmpty())
        sentences << tr("%1 is chosen and hidden.").arg(words.hidden_choice);
    if (words.by_hand.count() > 0)
        sentences << tr("Hidden: %1.").arg(hidden_text(words.by_hand));
    if (words.by_filter.count() > 0)
        sentences << tr("Left out by the filter: %1.").arg(hidden_text(words.by_filter));
    setAccessibleName(tells_ ? sentences.join(QLatin1Char(' ')) : tr("Rows"));
    sentences << tr("Filter, hide and show rows (V)");
    setToolTip(sentences.join(QLatin1Char('\n')));
    candidates_.clear();
    if (tells_ && !words.hidden_choice.isEmpty())
        candidates_ << tr("%1 is hidden").arg(words.hidden_choice);
    if (tells_)
        candidates_ << tr("%1 rows hidden").arg(hidden) << tr("%1 hidden").arg(hidden)
                    << tr("−%1").arg(hidden);
    else
        candidates_ << tr("Rows");
    if (hidden == 1)
        candidates_.replaceInStrings(tr("%1 rows hidden").arg(1), tr("1 row hidden"));
    QPalette colours = palette();
    const Theme& theme = theme_for(parentWidget() == nullptr ? palette() : parentWidget()->palette());
    colours.setColor(QPalette::ButtonText, tells_ ? theme.doubt : theme.muted);
    setPalette(colours);
    chooseWords();
}

/// The Space key opens the menu, although the window would run with it.
bool RowsButton::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<const QKeyEvent&>(*event).key() == Qt::Key_Space) {
        event->accept();
        return true;
    }
    return QToolButton::event(event);
}

void RowsButton::chooseWords() {
    const QFontMetrics metrics(font());
    const auto fits = [&](const QString& words) {
        return metrics.horizontalAdvance(words) + room_for_arrow <= width();
    };
    const auto found = std::ranges::find_if(candidates_, fits);
    QString words = found == candidates_.end() ? candidates_.last() : *found;
    words.replace(QLatin1Char('&'), QStringLiteral("&&")); // a name may have one, which is no key
    setText(words + QStringLiteral(" ▾"));
}

int RowsButton::wantedWidth() const {
    return QFontMetrics(font()).horizontalAdvance(candidates_.first()) + room_for_arrow;
}

void RowsButton::fit(const QRect& place) {
    setGeometry(place);
    chooseWords();
}

} // namespace interleave
