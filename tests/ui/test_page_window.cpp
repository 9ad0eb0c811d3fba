// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the Help menu: opened, read and left by keyboard; a link chooses its scenario.
#include "tests/ui/window_rig.h"

#include "ui/window/page_window.h"

#include <QStandardPaths>
#include <QTextBrowser>

using namespace interleave;
using namespace interleave::rig;

namespace test_page_window {

class TestPageWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() {
        rig_ = std::make_unique<WindowRig>(folder_.filePath(QStringLiteral("settings.ini")));
        rig_->choose("hello-thread");
    }
    void cleanup() { rig_.reset(); }

    void eachPageIsInTheHelpMenu() {
        for (const Page& page : pages()) {
            const PageWindow& shown = open(page.name);
            QCOMPARE(shown.windowTitle(), QString::fromStdString(page.title));
            QVERIFY(shown.findChild<QTextBrowser*>()->toPlainText().startsWith(shown.windowTitle()));
        }
    }

    void tabAndEnterFollowALinkAndTheScenarioIsChosen() {
        PageWindow& page = open("glossary");
        auto* text = page.findChild<QTextBrowser*>();
        QVERIFY(QTest::qWaitFor([&] { return text->hasFocus(); }, timeout_ms));
        QTest::keyClick(text, Qt::Key_Tab);
        QTest::keyClick(text, Qt::Key_Return);
        const Scenario* chosen = rig_->find<ScenarioList>("scenarioList").current();
        QCOMPARE(chosen->name, std::string("amdahl")); // the first entry is Amdahl's law
        QVERIFY(page.isVisible());
    }

    void aPageThatIsOpenIsNotOpenedTwice() {
        PageWindow* first = &open("glossary");
        QCOMPARE(&open("glossary"), first);
    }

    void escapeCloses() {
        QPointer<PageWindow> page = &open("glossary");
        QTest::keyClick(page, Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return page.isNull(); }, timeout_ms));
    }

private:
    PageWindow& open(const std::string& name) {
        rig_->press(("actionPage." + name).c_str());
        return rig_->find<PageWindow>(("page." + name).c_str());
    }

    QTemporaryDir folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_page_window

QTEST_MAIN(test_page_window::TestPageWindow)
#include "test_page_window.moc"
