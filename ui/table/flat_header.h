// SPDX-License-Identifier: GPL-3.0-or-later
// The headings of a table's columns: flat, with room around their words.
#pragma once

#include <QHeaderView>

class QStyleOptionHeader;

namespace interleave {

/// It is painted here and not with a style sheet, because a widget under a style sheet, and all of its
/// children, keep their colours when the palette of the application changes.
class FlatHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit FlatHeader(QWidget* parent = nullptr);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    QRect placeOfArrow(const QStyleOptionHeader& heading) const;
};

} // namespace interleave
