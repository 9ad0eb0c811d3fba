// SPDX-License-Identifier: GPL-3.0-or-later
// The panels below the picture have room for what they show, and leave the picture the greater part.
#include "tests/ui/window_rig.h"

#include <QDockWidget>

using namespace interleave;
using namespace interleave::rig;

class TestWindowPanels : public QObject {
    Q_OBJECT

private slots:
    void belowIsAThirdOfTheWindow_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("as it is opened on a small screen") << QSize(1024, 640);
        QTest::newRow("720p") << QSize(1280, 720);
    }
    void belowIsAThirdOfTheWindow() {
        QFETCH(QSize, size);
        const QTemporaryDir folder;
        WindowRig rig(folder.filePath(QStringLiteral("settings.ini")), size);
        rig.press("actionResetLayout");
        QTRY_VERIFY(rig.find<QDockWidget>("dockStatistics").height() >= size.height() * 3 / 10);
        QVERIFY(rig.find<QWidget>("centreTabs").height() >= size.height() * 4 / 10);
    }
};

QTEST_MAIN(TestWindowPanels)
#include "test_window_panels.moc"
