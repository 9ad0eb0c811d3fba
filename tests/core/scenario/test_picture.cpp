// SPDX-License-Identifier: GPL-3.0-or-later
// A user's picture: what its host refuses without decoding it, and what the engine decodes.
#include "core/event/error.h"
#include "core/scenario/picture.h"
#include "core/scenario/scenario.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace interleave;

namespace test_picture {

const QByteArray begin_of_png = QByteArrayLiteral("\x89PNG\r\n\x1a\n");

/// Returns the message of the error, empty if there is none.
template <typename Call>
QString error_of(Call call) {
    try {
        call();
    } catch (const UsageError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

class TestPicture : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::string write(const char* name, const QByteArray& bytes) {
        QFile file(folder_.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file could be written");
        return file.fileName().toStdString();
    }

private slots:
    void whatIsCertainlyNoPictureIsRefusedByTheHost() {
        const auto refused = [](const std::string& path, const char* words) {
            const QString error = error_of([&] { check_picture_file(path); });
            QVERIFY2(error.startsWith(QLatin1String("parameter 'picture': ")), qPrintable(error));
            QVERIFY2(error.contains(QLatin1String(words)), qPrintable(error));
        };
        refused(folder_.filePath(QStringLiteral("absent.png")).toStdString(), "there is no file");
        refused(folder_.path().toStdString(), "there is no file");
        const std::string fifo = folder_.filePath(QStringLiteral("fifo.png")).toStdString();
        QCOMPARE(mkfifo(fifo.c_str(), 0600), 0);
        refused(fifo, "there is no file"); // and does not block
        refused(write("empty.png", {}), "is no picture that can be read");
        refused(write("text.png", "some words"), "is no picture that can be read");
        const std::string large = write("large.png", begin_of_png);
        QCOMPARE(truncate(large.c_str(), off_t{1} << 40U), 0);
        refused(large, "is larger than");
    }

    void theHostDoesNotDecode() {
        // The decoder would refuse it.
        const std::string damaged = write("damaged.png", begin_of_png + QByteArray(100, 'x'));
        check_picture_file(damaged);
        const Scenario& scenario = find_scenario("image-blur");
        ParameterSet parameters(scenario.parameters);
        parameters.set(scenario.parameters, "picture", damaged);
        scenario.validate(parameters);
        QVERIFY(error_of([&] { read_picture(damaged); }).contains(QLatin1String("no picture")));
    }
};

} // namespace test_picture

QTEST_APPLESS_MAIN(test_picture::TestPicture)
#include "test_picture.moc"
