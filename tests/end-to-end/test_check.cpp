// SPDX-License-Identifier: GPL-3.0-or-later
// interleave check grades what students hand in: a line for each file, status 0 if all passed.
#include "tests/end-to-end/program.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <memory>

using namespace interleave;

namespace test_check {

QByteArray result_of(const QStringList& words) {
    const rig::Result run = rig::interleave(QStringList{"run"} + words + QStringList{"--json"});
    return run.status == 0 ? run.output : QByteArray();
}

class TestCheck : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        folder_ = std::make_unique<QTemporaryDir>();
        write("mine.json", result_of({"memory"}));
        write("seven.json", result_of({"memory", "--set", "value=7", "--seed", "5"}));
        write("other.json", result_of({"hello-thread", "--set", "work=1"}));
        write("words.json", "seen_by_main = 42\n");
        write("empty.json", "");
        QByteArray forged = contents("mine.json");
        QVERIFY(forged.contains("\"scenario\": \"memory\""));
        write("forged.json", forged.replace("\"value\": 42", "\"value\": 4200000"));
    }

    void resultsAreChecked_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const QStringList& words, int status, const char* line) {
            QTest::newRow(name) << words << status << QString::fromUtf8(line);
        };
        row("passed", {"mine.json"}, 0, "mine.json passed: memory, threads, defaults, seed 1, finished");
        row("parameters are said", {"seven.json"}, 0,
            "seven.json passed: memory, threads, value=7, seed 5, finished");
        row("expectations are met",
            {"mine.json", "--expect", "seen_by_main=42", "--expect", "check threads-share-memory holds",
             "--set", "value=42", "--backend", "threads"},
            0, "mine.json passed: memory, threads, defaults, seed 1, finished");
        row("an expectation is not met", {"mine.json", "--expect", "seen_by_main=1"}, 1,
            "mine.json failed: expected 'seen_by_main = 1', but seen_by_main is 42");
        row("an expectation cannot be told", {"mine.json", "--expect", "lost=1"}, 1,
            "mine.json failed: expected 'lost = 1', which cannot be told: the outcome "
            "has no "
            "'lost'");
        row("another parameter", {"seven.json", "--set", "value=42"}, 1,
            "seven.json failed: it ran with value=7, not with value=42");
        row("another backend", {"mine.json", "--backend", "processes"}, 1,
            "mine.json failed: it ran on threads, not on processes");
        row("another scenario", {"other.json"}, 1,
            "other.json failed: it is of the scenario 'hello-thread', not of 'memory'");
        row("a value out of range", {"forged.json"}, 1,
            "forged.json failed: it is no result of memory: parameter 'value': 4200000 is out of range");
        row("no JSON", {"words.json"}, 1,
            "words.json failed: it is no JSON; hand in what 'interleave run NAME --json' printed");
        row("an empty file", {"empty.json"}, 1, "empty.json failed: it is no JSON");
        row("no file", {"none.json"}, 1, "none.json failed: it cannot be read: No such file or directory");
        row("a folder", {"."}, 1, ". failed: it cannot be read");
    }
    void resultsAreChecked() {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        QFETCH(QString, line);
        const rig::Result result = rig::interleave(
            QStringList{"check"} + words + QStringList{"--scenario", "memory"}, folder_->path());
        QCOMPARE(result.status, status);
        QCOMPARE(result.errors, QByteArray());
        QVERIFY2(QString::fromUtf8(result.output).startsWith(line), result.output);
        QCOMPARE(result.output.count('\n'), 1);
    }

    void eachFileHasALineAndOneThatFailedIsEnough() {
        const rig::Result result = rig::interleave(
            {"check", "mine.json", "words.json", "seven.json", "--scenario", "memory"}, folder_->path());
        QCOMPARE(result.status, 1);
        const QList<QByteArray> lines = result.output.split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith("mine.json passed") && lines[1].startsWith("words.json failed") &&
                lines[2].startsWith("seven.json passed"));
    }

    void thereIsADocumentForPrograms() {
        const rig::Result result = rig::interleave(
            {"check", "seven.json", "words.json", "--scenario", "memory", "--json"}, folder_->path());
        QCOMPARE(result.status, 1);
        const QJsonArray files = result.json().value("files").toArray();
        QCOMPARE(files.size(), 2);
        QCOMPARE(files[0]["passed"], QJsonValue(true));
        QCOMPARE(files[0]["parameters"]["value"].toInt(), 7);
        QCOMPARE(files[0]["seed"].toInt(), 5);
        QCOMPARE(files[1]["passed"], QJsonValue(false));
        QVERIFY(files[1]["scenario"].isNull() && files[1]["why"].toString().startsWith("it is no JSON"));
    }

    void wrongWordsAreSaidInOneLine() {
        const rig::Result no_scenario = rig::interleave({"check", "mine.json"}, folder_->path());
        QCOMPARE(no_scenario.status, 2);
        QCOMPARE(no_scenario.line(),
                 QStringLiteral("'check' needs --scenario NAME; 'interleave list' shows the names"));
        const rig::Result no_file = rig::interleave({"check", "--scenario", "memory"}, folder_->path());
        QCOMPARE(no_file.status, 2);
        QCOMPARE(no_file.line(),
                 QStringLiteral("'check' needs a FILE that 'interleave run NAME --json' printed"));
        const rig::Result mistyped =
            rig::interleave({"check", "mine.json", "--scenario", "memry"}, folder_->path());
        QCOMPARE(mistyped.status, 2);
        QVERIFY(mistyped.line().contains("did you mean 'memory'?"));
    }

private:
    void write(const QString& name, const QByteArray& bytes) const {
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray contents(const QString& name) const {
        QFile file(folder_->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_check

QTEST_GUILESS_MAIN(test_check::TestCheck)
#include "test_check.moc"
