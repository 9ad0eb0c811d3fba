// SPDX-License-Identifier: GPL-3.0-or-later
// The panels below the picture have room for what they show, and leave the picture the greater part.
#include "tests/ui/window_rig.h"

#include <QDockWidget>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_panels {

class TestWindowPanels : public QObject {
    Q_OBJECT

private slots:
    void theLowerPanelHasMoreThanAFifthOfTheWindow_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("as it is opened on a small screen") << QSize(1024, 640);
        QTest::newRow("720p") << QSize(1280, 720);
    }
    void theLowerPanelHasMoreThanAFifthOfTheWindow() {
        QFETCH(QSize, size);
        const QTemporaryDir folder;
        WindowRig rig(folder.filePath(QStringLiteral("settings.ini")), size);
        rig.press("actionResetLayout");
        const auto& below = rig.find<QDockWidget>("dockStatistics");
        const auto& picture = rig.find<QWidget>("centreTabs");
        QTRY_VERIFY2(5 * below.height() >= size.height(), qPrintable(QString::number(below.height())));
        QVERIFY2(2 * picture.height() >= size.height(), qPrintable(QString::number(picture.height())));
    }
};

} // namespace test_window_panels

QTEST_MAIN(test_window_panels::TestWindowPanels)
#include "test_window_panels.moc"
