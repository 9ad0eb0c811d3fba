// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a page of a lesson, and says which of its links was chosen.
#pragma once

#include <QString>
#include <QTextBrowser>

namespace interleave {

class LessonView : public QTextBrowser {
    Q_OBJECT

public:
    explicit LessonView(QWidget* parent = nullptr);

    /// Shows a page of Markdown, from its top or where the page before it was.
    void setPage(const QString& markdown, bool from_top);
    /// Brings the heading of these words to the top, if there is one and the page is long enough.
    void scrollToHeading(const QString& heading);

signals:
    /// A link that leads to no other document: "look:2", "vary:workers=4".
    void linkChosen(const QString& link);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showPage();

    QString page_; ///< Markdown
};

} // namespace interleave
