// SPDX-License-Identifier: GPL-3.0-or-later
// A window whose look is changed while it is open looks like one that was opened with that look.
#include "tests/ui/window_rig.h"

#include "ui/status/run_status_bar.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDialog>
#include <QHeaderView>
#include <QImage>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableView>
#include <QTextEdit>
#include <QToolTip>
#include <QTreeView>

#include <algorithm>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_themes {

/// What a widget takes its colours from, in words.
using Looks = QMap<QString, QString>;

QString look_of(const QPalette& palette) {
    QStringList words;
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
        for (int role = 0; role < QPalette::NColorRoles; ++role)
            words << palette.color(group, static_cast<QPalette::ColorRole>(role)).name(QColor::HexArgb);
    return words.join(QLatin1Char(' '));
}

/// Returns a name that the same widget of another window has as well.
QString path_of(const QWidget& widget) {
    if (widget.parentWidget() == nullptr)
        return widget.objectName();
    int number = 0; // among the siblings of that class and name
    for (const QObject* sibling : widget.parent()->children()) {
        if (sibling == &widget)
            break;
        number +=
            sibling->metaObject() == widget.metaObject() && sibling->objectName() == widget.objectName();
    }
    return QStringLiteral("%1/%2 %3 %4")
        .arg(path_of(*widget.parentWidget()), QLatin1String(widget.metaObject()->className()),
             widget.objectName())
        .arg(number);
}

/// A window with all that can be seen in it: a run, messages, warnings, wrong numbers and dialogs.
class FullWindow : public WindowRig {
public:
    explicit FullWindow(const QString& settings_file) : WindowRig(settings_file) {
        choose("hello-thread");
        set("parameter.work", 5);
        press("actionRun");
        if (!QTest::qWaitFor([this] { return run() != nullptr && isIdle(); }, timeout_ms))
            qFatal("the run does not end");
        banner().showMessage(Banner::Kind::problem, QStringLiteral("a message"));
        RunInfo losses = run()->info();
        losses.counts.dropped = losses.counts.bad = losses.counts.late = 3;
        find<RunStatusBar>("runStatusBar").show(losses);
        for (const char* field : {"seed", "parameter.work"})
            find<QWidget>(field).findChild<QLineEdit*>()->setText(QStringLiteral("wrong"));
        press("actionKeys");
        press("actionExport");
        QCoreApplication::processEvents();
    }

    Looks looks() {
        Looks looks;
        QList<QWidget*> widgets = window->findChildren<QWidget*>();
        widgets.prepend(window.get());
        for (const QWidget* widget : std::as_const(widgets))
            looks[path_of(*widget)] = look_of(widget->palette()) + QLatin1Char('|') + widget->styleSheet();
        looks[QStringLiteral("tool tips")] = look_of(QToolTip::palette());
        return looks;
    }

    /// Returns the tables, lists and texts that have another colour than this one where no words are, at
    /// their right edge.
    QString viewsWithAnotherGround(const QColor& ground) {
        QStringList odd;
        for (const QAbstractScrollArea* area : window->findChildren<QAbstractScrollArea*>()) {
            if (qobject_cast<const QScrollArea*>(area) != nullptr ||
                qobject_cast<const QHeaderView*>(area) != nullptr)
                continue; // these have the ground of the window
            const QImage picture = area->viewport()->grab().toImage();
            if (picture.isNull())
                continue;
            // A table has the colour of every second row in up to half of its height.
            QHash<QRgb, int> counts;
            for (int y = 0; y < picture.height(); ++y)
                ++counts[picture.pixel(picture.width() - 1, y)];
            const auto most = std::ranges::max_element(counts);
            if (counts[ground.rgb()] < *most)
                odd << QStringLiteral("%1 is %2").arg(path_of(*area), QColor(counts.key(*most)).name());
        }
        return odd.join(QLatin1Char('\n'));
    }
};

/// Returns what differs, one widget a line.
QString differences(const Looks& changed, const Looks& fresh) {
    QStringList lines;
    for (auto widget = fresh.begin(); widget != fresh.end(); ++widget)
        if (!changed.contains(widget.key()))
            lines << QStringLiteral("missing: ") + widget.key();
        else if (changed[widget.key()] != widget.value())
            lines << widget.key();
    return lines.join(QLatin1Char('\n'));
}

class TestWindowThemes : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup() { apply_look(Look::system); }

    void aBoxToTickCanBeSeen_data() {
        QTest::addColumn<Look>("look");
        QTest::newRow("light") << Look::light;
        QTest::newRow("dark") << Look::dark;
    }
    void aBoxToTickCanBeSeen() {
        QFETCH(Look, look);
        apply_look(look);
        QCheckBox box;
        const QImage image = box.grab().toImage();
        const QColor ground = QApplication::palette().color(QPalette::Window);
        double most = 1;
        for (int x = 0; x < image.width(); ++x)
            most = std::max(most, contrast(image.pixelColor(x, image.height() / 2), ground));
        QVERIFY2(most >= 3, qPrintable(QString::number(most))); // as WCAG 2 asks of what is operated
    }

    void aFieldToTypeInCanBeSeenInTheDark_data() {
        QTest::addColumn<bool>("is_of_numbers");
        QTest::newRow("text") << false;
        QTest::newRow("number") << true;
    }
    void aFieldToTypeInCanBeSeenInTheDark() {
        QFETCH(bool, is_of_numbers);
        apply_look(Look::dark);
        QLineEdit of_text;
        QSpinBox of_numbers;
        const QImage image = (is_of_numbers ? static_cast<QWidget&>(of_numbers) : of_text).grab().toImage();
        const QColor ground = QApplication::palette().color(QPalette::Window);
        double most = 1;
        for (int x = 0; x < 3; ++x)
            most = std::max(most, contrast(image.pixelColor(x, image.height() / 2), ground));
        QVERIFY2(most >= 3, qPrintable(QString::number(most)));
    }

    void aChangedLookIsThatOfAFreshWindow_data() {
        QTest::addColumn<bool>("begins_dark");
        QTest::addColumn<bool>("presents");
        QTest::newRow("begun light") << false << false;
        QTest::newRow("begun dark") << true << false;
        QTest::newRow("changed while presenting") << false << true;
    }
    void aChangedLookIsThatOfAFreshWindow() {
        QFETCH(bool, begins_dark);
        QFETCH(bool, presents);
        apply_look(begins_dark ? Look::dark : Look::light);
        FullWindow changed(folder_->filePath(QStringLiteral("changed.ini")));
        for (const Look look : {Look::dark, Look::light, Look::dark, Look::system, Look::dark, Look::light}) {
            if (presents)
                changed.press("actionPresenter");
            changed.press(look == Look::dark    ? "actionLookDark"
                          : look == Look::light ? "actionLookLight"
                                                : "actionLookSystem");
            if (presents)
                changed.press("actionPresenter");
            compareWithFresh(changed, QPalette());
            if (QTest::currentTestFailed())
                return;
        }
    }

    void aDesktopThatChangesItsColoursIsFollowed() {
        apply_look(Look::system);
        FullWindow changed(folder_->filePath(QStringLiteral("changed.ini")));
        QPalette violet(QColor(0x402040), QColor(0x301030)); // of no theme of ours
        for (const QPalette& desktop : {dark_palette(), violet, light_palette()}) {
            QApplication::setPalette(desktop);
            compareWithFresh(changed, desktop);
        }
    }

private:
    void compareWithFresh(FullWindow& changed, const QPalette& desktop) {
        QCoreApplication::processEvents();
        FullWindow fresh(folder_->filePath(QStringLiteral("fresh%1.ini").arg(++windows_)));
        if (desktop.resolveMask() != 0)
            QApplication::setPalette(desktop); // opening a window does not change it
        const QString different = differences(changed.looks(), fresh.looks());
        QVERIFY2(different.isEmpty(), qPrintable(different));
        const QColor ground = QApplication::palette().color(QPalette::Base);
        QCOMPARE(fresh.viewsWithAnotherGround(ground), QString());
        QCOMPARE(changed.viewsWithAnotherGround(ground), QString());
    }

    std::unique_ptr<QTemporaryDir> folder_;
    int windows_ = 0; ///< each has settings of its own, because a restored window has other tab bars
};

} // namespace test_window_themes

QTEST_MAIN(test_window_themes::TestWindowThemes)
#include "test_window_themes.moc"
