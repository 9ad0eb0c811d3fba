// SPDX-License-Identifier: GPL-3.0-or-later
// The line above the picture, which says what the picture is of.
#pragma once

#include <QString>
#include <QWidget>

class QPushButton;

namespace interleave {

/// What a caption says, in words that are ready to be shown.
struct CaptionWords {
    QString title;      ///< of the scenario
    QString conditions; ///< backend, parameters that differ from their defaults, time of day
    QString part;       ///< which part of the run is visible
    QString next;       ///< title of what would run next; used only for a picture of the past
    bool is_stale = false;
};

/// It is hidden while there is no title. It may be used on the window's thread only.
class CaptionLine : public QWidget {
    Q_OBJECT

public:
    explicit CaptionLine(QWidget* parent = nullptr);

    void setWords(const CaptionWords& words);
    const CaptionWords& words() const { return words_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// The user wants to see what is set instead of the past.
    void runWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeButton();

    CaptionWords words_;
    QPushButton* run_;
};

} // namespace interleave
