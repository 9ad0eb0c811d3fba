// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/view/stale_words.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPalette>

namespace interleave {

void show_stale(QLabel& label, bool is_stale) {
    // A colour of its own only while it is another one, so that a change of colours finds nothing to change.
    QPalette colours;
    if (is_stale)
        colours.setColor(QPalette::WindowText, theme_for(label.parentWidget()->palette()).muted);
    label.setPalette(colours);
}

} // namespace interleave
