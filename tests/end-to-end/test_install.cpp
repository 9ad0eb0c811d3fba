// SPDX-License-Identifier: GPL-3.0-or-later
// What `cmake --install` installs: files that follow the rules of the desktop, and a program that finds its
// engine and its window wherever it is moved.
#include "tests/end-to-end/program.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <unistd.h>

using namespace interleave;

namespace test_install {

class TestInstall : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFileIsInItsPlace();
    void theDesktopEntryIsValid();
    void theMetainfoIsValidAndNamesTheSameThings();
    void theIconIsADrawing();
    void aRunsFileIsKnownByItsNameAndByItsBytes();
    void theMovedProgramFindsItsEngine();
    void theProgramFindsItsEngineThroughALink();
    void withoutItsEngineTheProgramSaysWhereItLooked();
    void theMovedProgramDraws();
    void withoutItsWindowTheProgramRunsAndSaysWhatCannotBeHad();
    void aBuildInACheckoutOfSomebodyElseSaysWhatToDo();

private:
    QString path(const QString& below) const { return folder_.filePath("moved/" + below); }
    /// Runs the installed program without any variable that would help it to find the engine.
    rig::Result installed(const QString& program, const QStringList& arguments) const {
        QProcessEnvironment environment = rig::headless();
        environment.remove("INTERLEAVE_ENGINE");
        return rig::run_command(program, arguments, "/", environment);
    }

    QTemporaryDir folder_;
    const QString id_ = QStringLiteral(INTERLEAVE_DESKTOP_ID);
};

void TestInstall::initTestCase() {
    const rig::Result result = rig::run_command(
        INTERLEAVE_CMAKE, {"--install", INTERLEAVE_BUILD_DIR, "--prefix", folder_.filePath("installed")});
    QVERIFY2(result.status == 0, result.errors);
    QVERIFY(QDir(folder_.path()).rename("installed", "moved"));
}

void TestInstall::everyFileIsInItsPlace() {
    for (const char* file :
         {"bin/interleave", "libexec/interleave/interleave-engine", "libexec/interleave/interleave-window"})
        QVERIFY2(QFileInfo(path(file)).isExecutable(), file);
    for (const QString& file :
         {"share/applications/" + id_ + ".desktop", "share/metainfo/" + id_ + ".metainfo.xml",
          "share/icons/hicolor/scalable/apps/" + id_ + ".svg",
          QStringLiteral("share/icons/hicolor/scalable/mimetypes/application-x-interleave-run.svg"),
          "share/mime/packages/" + id_ + ".xml"})
        QVERIFY2(QFileInfo(path(file)).isReadable(), file.toUtf8());
}

void TestInstall::theDesktopEntryIsValid() {
    const rig::Result result =
        rig::run_command("desktop-file-validate", {path("share/applications/" + id_ + ".desktop")});
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 0);
}

void TestInstall::theMetainfoIsValidAndNamesTheSameThings() {
    const QString file = path("share/metainfo/" + id_ + ".metainfo.xml");
    const rig::Result result = rig::run_command("appstreamcli", {"validate", "--no-net", file});
    QVERIFY2(result.status == 0, result.output);

    QFile metainfo(file);
    QVERIFY(metainfo.open(QIODevice::ReadOnly));
    const QByteArray xml = metainfo.readAll();
    QVERIFY(xml.contains("<id>" + id_.toUtf8() + "</id>"));
    QVERIFY(xml.contains(">" + id_.toUtf8() + ".desktop</launchable>"));
    QVERIFY2(xml.contains("<release version=\"" INTERLEAVE_VERSION "\""),
             "the project's version is no release");
}

void TestInstall::theIconIsADrawing() {
    const QString picture = folder_.filePath("icon.png");
    const rig::Result result =
        rig::run_command("rsvg-convert", {"-w", "64", "-o", picture,
                                          path("share/icons/hicolor/scalable/apps/" + id_ + ".svg")});
    QCOMPARE(result.status, 0);
    QVERIFY(QFileInfo(picture).size() > 500);
}

void TestInstall::aRunsFileIsKnownByItsNameAndByItsBytes() {
    if (QStandardPaths::findExecutable("update-mime-database").isEmpty())
        QSKIP("there is no update-mime-database here");
    // A copy, because it writes beside what was installed.
    const QString mime = folder_.filePath("types/mime");
    QVERIFY(QDir().mkpath(mime + "/packages"));
    QVERIFY(QFile::copy(path("share/mime/packages/" + id_ + ".xml"), mime + "/packages/" + id_ + ".xml"));
    const rig::Result made = rig::run_command("update-mime-database", {mime});
    QVERIFY2(made.status == 0, made.errors);
    QFile type(mime + "/application/x-interleave-run.xml");
    QVERIFY(type.open(QIODevice::ReadOnly));
    QFile names(mime + "/globs2");
    QVERIFY(names.open(QIODevice::ReadOnly));
    QVERIFY(names.readAll().contains("application/x-interleave-run:*.ilv"));
    QFile bytes(mime + "/magic");
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    QVERIFY(bytes.readAll().contains("\x89ILV\r\n\x1a\n"));
    QFile entry(path("share/applications/" + id_ + ".desktop"));
    QVERIFY(entry.open(QIODevice::ReadOnly));
    QVERIFY(entry.readAll().contains("\nMimeType=application/x-interleave-run;\n"));
}

void TestInstall::theMovedProgramFindsItsEngine() {
    const rig::Result result = installed(path("bin/interleave"), {"run", "hello-thread", "--json"});
    QVERIFY2(result.status == 0, result.errors);
    QCOMPARE(result.json().value("ended").toString(), QString("finished"));
    const rig::Result doctor = installed(path("bin/interleave"), {"doctor", "--json"});
    QCOMPARE(QFileInfo(doctor.json().value("engine").toString()).canonicalFilePath(),
             QFileInfo(path("libexec/interleave/interleave-engine")).canonicalFilePath());
}

void TestInstall::theProgramFindsItsEngineThroughALink() {
    const QString link = folder_.filePath("link");
    QVERIFY(QFile::link(path("bin/interleave"), link));
    const rig::Result result = installed(link, {"run", "hello-thread", "--json"});
    QVERIFY2(result.status == 0, result.errors);
}

void TestInstall::withoutItsEngineTheProgramSaysWhereItLooked() {
    const QString alone = folder_.filePath("alone");
    QVERIFY(QDir().mkpath(alone));
    QVERIFY(QFile::copy(path("bin/interleave"), alone + "/interleave"));
    const rig::Result result = installed(alone + "/interleave", {"run", "hello-thread", "--json"});
    QCOMPARE(result.status, 1);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.line().contains("interleave-engine") && result.line().contains(alone), result.errors);

    const QString libexec = folder_.filePath("alone/libexec/interleave");
    QVERIFY(QDir().mkpath(libexec));
    QVERIFY(QFile::copy(path("libexec/interleave/interleave-window"), libexec + "/interleave-window"));
    const rig::Result window = installed(libexec + "/interleave-window",
                                         {"run", "hello-thread", "--export", folder_.filePath("none.svg")});
    QCOMPARE(window.status, 1);
    QVERIFY2(window.line().contains(libexec + "/interleave-engine"), window.errors);
    QVERIFY2(!window.line().contains("libexec/libexec"), window.errors);
}

void TestInstall::theMovedProgramDraws() {
    const QString picture = folder_.filePath("picture.svg");
    const rig::Result result =
        installed(path("bin/interleave"), {"run", "hello-thread", "--export", picture});
    QVERIFY2(result.status == 0, result.errors);
    QVERIFY(QFileInfo(picture).size() > 500);
    const rig::Result doctor = installed(path("bin/interleave"), {"doctor", "--json"});
    QCOMPARE(QFileInfo(doctor.json().value("window").toString()).canonicalFilePath(),
             QFileInfo(path("libexec/interleave/interleave-window")).canonicalFilePath());
}

void TestInstall::withoutItsWindowTheProgramRunsAndSaysWhatCannotBeHad() {
    const QString folder = folder_.filePath("without-window");
    QVERIFY(QDir().mkpath(folder));
    const QString program = folder + "/interleave";
    QVERIFY(QFile::copy(path("bin/interleave"), program));
    QVERIFY(QFile::copy(path("libexec/interleave/interleave-engine"), folder + "/interleave-engine"));

    const rig::Result run = installed(program, {"run", "hello-thread", "--json"});
    QVERIFY2(run.status == 0, run.errors);
    QCOMPARE(run.json().value("ended").toString(), QString("finished"));

    const QString picture = folder + "/picture.svg";
    const QList<QStringList> refused{{},
                                     {"-platform", "offscreen"},
                                     {"run", "hello-thread", "--export", picture},
                                     {"sweep", "cpu-bound", "--over", "workers=1..2", "--export", picture}};
    for (const QStringList& words : refused) {
        const rig::Result result = installed(program, words);
        QCOMPARE(result.status, 1);
        QCOMPARE(result.output, QByteArray());
        QVERIFY2(result.line().startsWith("no window and no pictures: "), result.errors);
        QVERIFY2(result.line().contains(folder + "/interleave-window"), result.errors);
        QVERIFY2(result.line().contains("; build and install"), result.errors);
    }
    QVERIFY(!QFileInfo::exists(picture));

    QProcessEnvironment with_display = rig::headless();
    with_display.insert("DISPLAY", ":4711");
    for (const QProcessEnvironment& environment : {rig::headless(), with_display}) {
        const rig::Result doctor = rig::run_command(program, {"doctor", "--json"}, "/", environment);
        QCOMPARE(doctor.status, 0);
        QVERIFY(doctor.json().value("window").isNull());
        QVERIFY(doctor.json().value("display").isNull());
        int said = 0;
        for (const QJsonValue& missing : doctor.json().value("missing").toArray()) {
            QVERIFY(!missing.toObject().value("mend").toString().isEmpty());
            said += missing.toObject().value("what").toString().contains("interleave-window") ? 1 : 0;
        }
        QCOMPARE(said, 1);
    }
}

void TestInstall::aBuildInACheckoutOfSomebodyElseSaysWhatToDo() {
    QTemporaryDir checkout;
    QDir(checkout.path()).mkpath("build/release");
    for (const char* file : {"packages.sh", "build.sh"})
        QVERIFY(
            QFile::copy(QStringLiteral(INTERLEAVE_SOURCE_DIR "/app/%1").arg(file), checkout.filePath(file)));
    for (const QString& folder :
         {checkout.path(), checkout.filePath("build"), checkout.filePath("build/release")})
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther |
                                                  QFile::ExeOther));
    const QString build = QStringLiteral(". ./packages.sh; . ./build.sh; project=$PWD; build release ''");
    // Nothing is closed to root.
    const rig::Result result =
        geteuid() == 0
            ? rig::run_command("setpriv",
                               {"--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", build},
                               checkout.path())
            : rig::run_command("bash", {"-c", build}, checkout.path());
    QFile::setPermissions(checkout.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains("may not write to") && result.errors.contains("a checkout of your own"),
             result.errors);
    QVERIFY2(result.errors.count('\n') == 1, result.errors);
}

} // namespace test_install

QTEST_GUILESS_MAIN(test_install::TestInstall)
#include "test_install.moc"
