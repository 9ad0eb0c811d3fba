// SPDX-License-Identifier: GPL-3.0-or-later
// The strip of controls below the picture while a run is replayed.
#pragma once

#include <QTimer>
#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace interleave {

class Navigation;
class Replay;
class ShownRun;
enum class Glyph;

/// It is hidden while no run is replayed. It may be used on the window's thread only.
class ReplayStrip : public QWidget {
    Q_OBJECT

public:
    /// All of them must outlive the strip.
    ReplayStrip(Replay& replay, const ShownRun& run, Navigation& navigation, QWidget* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// The replay was ended here, so the keyboard focus should go elsewhere.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(const char* name, Glyph glyph, const QString& words, const QString& tool_tip);
    void build();
    void addMoment();
    void addSpeeds();
    void leave();
    void showState();
    void showMoment();
    void tellLast();
    void fitFont();

    Replay& replay_;
    const ShownRun& run_;
    Navigation& navigation_;
    QHBoxLayout* controls_;
    QToolButton* play_ = nullptr;
    QSlider* moment_;
    QLabel* time_;
    QComboBox* speed_;
    QLabel* happened_;
    QTimer telling_; ///< so that the last event can be read while many pass
};

} // namespace interleave
