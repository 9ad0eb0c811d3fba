// SPDX-License-Identifier: GPL-3.0-or-later
// The real program in a real X server, used with the keyboard alone.
#include "tests/end-to-end/x_server.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <memory>

using namespace interleave::rig;

namespace test_window_in_x_server {

constexpr int timeout_ms = 60'000;
/// This lies within the timeline of a window of 1280 × 720, right of what opens over it.
constexpr QRect centre(300, 80, 580, 380);

/// Colours that only a drawn run has, of the light theme: on a CPU, ready, waiting for a lock, lock held, and
/// held while others wait.
int state_pixels(const QImage& picture) {
    const QList<QColor> colours{QColor(0x2c, 0x6f, 0xa8), QColor(0xc3, 0xdf, 0xf3), QColor(0xf8, 0xc9, 0xa2),
                                QColor(0xbf, 0xe5, 0xd3), QColor(0xb8, 0x4a, 0x00)};
    int count = 0;
    for (int y = centre.top(); y < centre.bottom(); ++y)
        for (int x = centre.left(); x < centre.right(); ++x)
            count += colours.contains(QColor(picture.pixel(x, y))) ? 1 : 0;
    return count;
}

class TestWindowInXServer : public QObject {
    Q_OBJECT

private slots:
    void init() {
        const QString missing = XServer::missing();
        if (!missing.isEmpty())
            QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(missing)));
        folder_ = std::make_unique<QTemporaryDir>();
        server_ = std::make_unique<XServer>();
        QVERIFY(server_->start({1280, 720}));
        window_ = std::make_unique<QProcess>();
        QProcessEnvironment environment = server_->environment();
        mark_ = "INTERLEAVE_X_TEST=" + folder_->path().toLocal8Bit();
        environment.insert(QStringLiteral("INTERLEAVE_X_TEST"), folder_->path());
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_->path());
        environment.insert(QStringLiteral("XDG_CACHE_HOME"), folder_->path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder_->path());
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        window_->setProcessEnvironment(environment);
        window_->start(program(), QStringList(), QIODevice::ReadOnly);
        QVERIFY(window_->waitForStarted());
        QVERIFY2(server_->focus(QStringLiteral("Interleave$")), "the window opens");
    }
    void cleanup() {
        if (window_ && window_->state() != QProcess::NotRunning) {
            window_->kill();
            window_->waitForFinished();
        }
        window_.reset();
        server_.reset();
    }

    void theKeyboardChoosesSetsRunsWatchesAndExports() {
        choose("lock-contention");
        openParameters();
        QVERIFY(server_->type(QStringLiteral("2")));
        const QImage before = server_->screenshot();
        QCOMPARE(before.size(), QSize(1280, 720));
        QVERIFY2(state_pixels(before) < 50, "nothing is drawn before the first run");

        QVERIFY(server_->key("ctrl+r"));
        QTRY_VERIFY_WITH_TIMEOUT(state_pixels(server_->screenshot()) > 2'000, timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(alive() == 1, timeout_ms); // the run is over, so only the window is left

        const QString picture = folder_->filePath(QStringLiteral("lanes.png"));
        // The parameter's field still has the keyboard focus: a field must not take the window's keys.
        QVERIFY(server_->key("ctrl+shift+e"));
        QVERIFY(server_->focus(QStringLiteral("Export: Timeline")));
        QVERIFY(server_->key("alt+s"));
        QVERIFY(server_->focus(QStringLiteral("Save the picture")));
        QVERIFY(server_->key("ctrl+a"));
        QVERIFY(server_->type(picture));
        QVERIFY(server_->key("Return"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(picture), timeout_ms);
        const QSize size = QImage(picture).size();
        QVERIFY2(size.width() == 1600 && size.height() <= 900, "the height follows what is shown");

        QVERIFY(server_->focus(QStringLiteral("Interleave$")));
        QVERIFY(server_->key("ctrl+q"));
        QVERIFY(window_->waitForFinished(timeout_ms));
        QCOMPARE(window_->exitStatus(), QProcess::NormalExit);
        QCOMPARE(window_->exitCode(), 0);
        const QByteArray kept = settings();
        QVERIFY2(kept.contains("last=lock-contention"), kept.constData());
        QVERIFY2(kept.contains("\\\"workers\\\":\\\"2\\\""), kept.constData());
    }

    void theLanesGrowOnTheScreenWhileTheRunGoesOn() {
        startLongRun();
        const QImage early = server_->screenshot().copy(centre);
        QTRY_VERIFY_WITH_TIMEOUT(server_->screenshot().copy(centre) != early, timeout_ms);
        QVERIFY2(alive() > 1, "the run still goes on");
        QVERIFY(server_->key("ctrl+period"));
        QTRY_COMPARE_WITH_TIMEOUT(alive(), 1, timeout_ms);
    }

    void killingTheWindowLeavesNoEngineBehind() {
        startLongRun();
        QVERIFY(alive() > 1);
        ::kill(static_cast<pid_t>(window_->processId()), SIGKILL);
        QVERIFY(window_->waitForFinished(timeout_ms));
        QTRY_COMPARE_WITH_TIMEOUT(alive(), 0, timeout_ms);
    }

    void closingTheWindowMidRunEndsTheRun() {
        startLongRun();
        QVERIFY(alive() > 1);
        QVERIFY(server_->key("ctrl+q"));
        QVERIFY(window_->waitForFinished(timeout_ms));
        QCOMPARE(window_->exitCode(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(alive(), 0, timeout_ms);
    }

    void withoutADisplayItIsOneLine() {
        const Result result = run_command(program(), {});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.line().contains(QStringLiteral("display")), result.errors.constData());
    }

private:
    void choose(const char* scenario) {
        QVERIFY(server_->key("ctrl+f"));
        QVERIFY(server_->type(QLatin1String(scenario)));
        QVERIFY(
            server_->key("Return")); // takes what was found; the list closes, and the timeline has the focus
    }
    /// Opens the parameters over the picture; the first number is selected.
    void openParameters() {
        QVERIFY(server_->key("shift+Tab")); // from the timeline to the last icon of the rail
        QVERIFY(server_->key("space"));
    }
    void startLongRun() {
        choose("lock-contention");
        openParameters();
        for (int i = 0; i < 3; ++i)
            QVERIFY(server_->key("Tab")); // from workers to critical, outside, rounds
        QVERIFY(server_->type(QStringLiteral("20000")));
        QVERIFY(server_->key("ctrl+r"));
        QTRY_VERIFY_WITH_TIMEOUT(state_pixels(server_->screenshot()) > 2'000, timeout_ms);
    }
    /// Returns how many of the window, its engine and all their children are alive.
    int alive() const {
        int found = 0;
        for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile file(QStringLiteral("/proc/%1/environ").arg(entry));
            if (entry.at(0).isDigit() && file.open(QIODevice::ReadOnly) && file.readAll().contains(mark_))
                ++found;
        }
        return found;
    }
    QByteArray settings() const {
        QFile file(folder_->filePath(QStringLiteral("interleave/Interleave.conf")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<XServer> server_;
    std::unique_ptr<QProcess> window_;
    QByteArray mark_;
};

} // namespace test_window_in_x_server

QTEST_GUILESS_MAIN(test_window_in_x_server::TestWindowInXServer)
#include "test_window_in_x_server.moc"
