// SPDX-License-Identifier: GPL-3.0-or-later
// interleave record python3: the programs of the articles, each as it is, and what is seen of them by name.
#include "program.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace test_record_python {

/// Returns a real interpreter: what `python3` is on the search path may be a script that starts one.
QString python() {
    const QString of_system = QStandardPaths::findExecutable(
        QStringLiteral("python3"), {QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/bin")});
    return of_system.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("python3")) : of_system;
}

QString script(const QString& name) {
    return QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/python/%1.py").arg(name);
}

/// Records a script, whose output comes before the JSON document.
rig::Result record(const QString& name, const QStringList& options, const QStringList& arguments = {}) {
    rig::Result result =
        rig::run_command(rig::program(), QStringList{QStringLiteral("record"), QStringLiteral("--json")} +
                                             options + QStringList{python(), script(name)} + arguments);
    result.output.remove(0, std::max<qsizetype>(0, result.output.indexOf("{\n")));
    return result;
}

QHash<QString, QJsonObject> by_name(const QJsonObject& json, const char* list) {
    QHash<QString, QJsonObject> found;
    for (const QJsonValue& entry : json[QLatin1String(list)].toArray())
        found.insert(entry.toObject()[QStringLiteral("name")].toString(), entry.toObject());
    return found;
}

/// One holder at a time, and nobody gives back what another one holds.
void check_holders(const QString& events) {
    QFile file(events);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> head = file.readLine().trimmed().split(',');
    const auto column = [&](const char* name) { return head.indexOf(name); };
    QHash<QByteArray, QByteArray> holder;
    qsizetype acquisitions = 0;
    while (!file.atEnd()) {
        const QList<QByteArray> row = file.readLine().trimmed().split(',');
        const QByteArray object = row[column("object")];
        if (!object.startsWith("GIL"))
            continue;
        const QByteArray lane = row[column("lane_id")];
        if (row[column("event")] == "acquire") {
            QVERIFY2(!holder.contains(object), row.join(','));
            holder.insert(object, lane);
            ++acquisitions;
        } else if (row[column("event")] == "release") {
            QCOMPARE(holder.take(object), lane);
        }
    }
    QVERIFY(acquisitions > 10);
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Records a script and returns its events: time, lane, event, object, value, detail, file, line and more.
QList<QList<QByteArray>> events_of_file(const QString& path) {
    const QTemporaryDir folder;
    const QString events = folder.filePath(QStringLiteral("events.csv"));
    rig::run_command(rig::program(),
                     {QStringLiteral("record"), QStringLiteral("--export"), events, python(), path});
    QList<QList<QByteArray>> rows;
    for (const QByteArray& row : contents(events).split('\n'))
        if (const QList<QByteArray> cells = row.split(','); cells.size() > 8)
            rows << cells;
    return rows;
}

/// Records a program and returns what it prints.
QByteArray output_of(const QByteArray& program) {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("program.py")));
    if (!file.open(QIODevice::WriteOnly) || file.write(program) != program.size())
        qFatal("cannot write a program");
    file.close();
    return rig::run_command(rig::program(), {QStringLiteral("record"), python(), file.fileName()}).output;
}

QList<QList<QByteArray>> events_of(const QString& name) {
    return events_of_file(script(name));
}

class TestRecordPython : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (python().isEmpty())
            QSKIP("there is no python3");
    }

    void theProgramsOfTheArticlesAreSeenByName_data() {
        QTest::addColumn<QStringList>("lanes");
        QTest::addColumn<QStringList>("objects"); // "kind name"
        QTest::newRow("numbers_and_letters")
            << QStringList{"numbers_and_letters.py", "numbers", "letters"} << QStringList{"gil GIL"};
        QTest::newRow("numbers_and_letters_in_processes")
            << QStringList{"numbers_and_letters_in_processes.py", "numbers", "letters"}
            << QStringList{"gil GIL", "gil GIL of numbers", "gil GIL of letters"};
        QTest::newRow("lock") << QStringList{"counter 1", "counter 2", "counter 3"}
                              << QStringList{"mutex lock"};
        QTest::newRow("semaphore") << QStringList{"visitor 1", "visitor 6"} << QStringList{"semaphore gate"};
        QTest::newRow("producer_consumer")
            << QStringList{"producer", "consumer"} << QStringList{"queue basket", "condition done"};
        QTest::newRow("queue_hello") << QStringList{"worker 1", "worker 4"}
                                     << QStringList{"mutex greetings.rlock", "mutex greetings.wlock"};
        QTest::newRow("pool_map") << QStringList{"ForkPoolWorker-1", "ForkPoolWorker-4"}
                                  << QStringList{"mutex pool.inqueue.rlock", "gil GIL of ForkPoolWorker-1"};
        QTest::newRow("thread_pool") << QStringList{"ThreadPoolExecutor-0_0", "ThreadPoolExecutor-0_4"}
                                     << QStringList{"gil GIL"};
        QTest::newRow("process_pool")
            << QStringList{"ForkProcess-1", "ForkProcess-2"} << QStringList{"gil GIL of ForkProcess-1"};
        QTest::newRow("cpu_bound") << QStringList{"compute 1", "compute 2"} << QStringList{"gil GIL"};
        QTest::newRow("sensors") << QStringList{"sensor", "computation"} << QStringList{"gil GIL"};
    }
    void theProgramsOfTheArticlesAreSeenByName() {
        QFETCH(QStringList, lanes);
        QFETCH(QStringList, objects);
        const QTemporaryDir folder;
        const QString events = folder.filePath(QStringLiteral("events.csv"));
        const rig::Result result =
            record(QString::fromLatin1(QTest::currentDataTag()), {QStringLiteral("--export"), events});
        QCOMPARE(result.status, 0);
        const QJsonObject json = result.json();
        QCOMPARE(json[QStringLiteral("dropped")].toInt(), 0);
        QCOMPARE(json[QStringLiteral("refused")].toInt(), 0);
        QCOMPARE(json[QStringLiteral("bad")].toInt(), 0);
        const auto known_lanes = by_name(json, "lanes");
        for (const QString& lane : lanes)
            QVERIFY2(known_lanes.contains(lane), qPrintable(lane + ": " + known_lanes.keys().join(", ")));
        QSet<QString> known_objects;
        for (const QJsonValue& object : json[QStringLiteral("objects")].toArray())
            known_objects.insert(object[QStringLiteral("kind")].toString() + ' ' +
                                 object[QStringLiteral("name")].toString());
        for (const QString& object : objects)
            QVERIFY2(known_objects.contains(object),
                     qPrintable(object + ": " + known_objects.values().join(", ")));
        check_holders(events);
    }

    void aLockIsTakenAsOftenAsTheProgramTakesIt() {
        const QJsonObject lock =
            by_name(record(QStringLiteral("lock"), {}).json(), "objects")[QStringLiteral("lock")];
        QCOMPARE(lock[QStringLiteral("acquisitions")].toInt(), 60);
    }

    void aWaitIsToldWithItsLine() {
        const QTemporaryDir folder;
        const QString events = folder.filePath(QStringLiteral("events.csv"));
        QCOMPARE(record(QStringLiteral("semaphore"), {QStringLiteral("--export"), events}).status, 0);
        QFile file(events);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList lines;
        QFile source(script(QStringLiteral("semaphore")));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QList<QByteArray> program = source.readAll().split('\n');
        bool found = false;
        for (const QByteArray& row : file.readAll().split('\n')) {
            const QList<QByteArray> cells = row.split(',');
            if (cells.size() < 8 || cells[2] != "wait_begin" || cells[3] != "gate")
                continue;
            found = true;
            QVERIFY2(cells[6].endsWith("semaphore.py"), row);
            QCOMPARE(program[cells[7].toInt() - 1].trimmed(), QByteArray("with gate:"));
        }
        QVERIFY(found);
    }

    /// Each task is told where it ran, by the name of what was called, and what came of it.
    void tasksOfExecutorsAndPoolsAreTold_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("worker");
        QTest::newRow("thread_pool") << QByteArray("download") << 10 << QByteArray("ThreadPoolExecutor-0_");
        QTest::newRow("process_pool") << QByteArray("sum_of_squares") << 4 << QByteArray("ForkProcess-");
        QTest::newRow("pool_map") << QByteArray("square") << 5 << QByteArray("ForkPoolWorker-");
    }
    void tasksOfExecutorsAndPoolsAreTold() {
        QFETCH(QByteArray, name);
        QFETCH(int, count);
        QFETCH(QByteArray, worker);
        const QString script = QString::fromLatin1(QTest::currentDataTag());
        QHash<QByteArray, QByteArray> begun; // by their lanes
        int ended = 0;
        int results = 0;
        for (const QList<QByteArray>& row : events_of(script)) {
            const QByteArray event = row[2];
            if (event == "task_begin" || event == "work_begin") {
                QVERIFY2(row[1].startsWith(worker), row.join(','));
                QVERIFY2(!begun.contains(row[1]), row.join(','));
                QCOMPARE(row[3], name);
                begun.insert(row[1], row[4]);
            } else if (event == "task_end" || event == "work_end") {
                QVERIFY2(begun.contains(row[1]), row.join(','));
                QCOMPARE(row[4], begun.take(row[1]));
                ++ended;
            }
            results += event == "completed" && row[5] == "result" ? 1 : 0;
        }
        QCOMPARE(ended, count);
        QVERIFY(begun.isEmpty());
        QCOMPARE(results, script == QLatin1String("pool_map") ? 0 : count); // whose results are no futures
    }

    void aFutureThatFailsIsToldAsThat() {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("fails.py")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("from concurrent.futures import ThreadPoolExecutor\n"
                   "def fails():\n"
                   "    raise ValueError\n"
                   "with ThreadPoolExecutor(1) as workers:\n"
                   "    print(workers.submit(fails).exception())\n"
                   "    print(workers.submit(len, 'abc').result())\n");
        file.close();
        QList<QByteArray> outcomes;
        QList<QByteArray> submitted;
        for (const QList<QByteArray>& row : events_of_file(file.fileName())) {
            if (row[2] == "completed")
                outcomes << row[5];
            if (row[2] == "submit")
                submitted << row[3] + " " + row[4] + " line " + row[7];
        }
        QCOMPARE(outcomes, (QList<QByteArray>{"exception", "result"}));
        QCOMPARE(submitted, (QList<QByteArray>{"workers 1 line 5", "workers 2 line 6"}));
    }

    void aPictureBeginsWithTheFirstLineOfTheProgram() {
        const QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("t.svg"));
        const QString whole = folder.filePath(QStringLiteral("whole.svg"));
        const QString recording = folder.filePath(QStringLiteral("r.ilv"));
        QCOMPARE(record(QStringLiteral("lock"),
                        {QStringLiteral("--export"), picture, QStringLiteral("--save"), recording})
                     .status,
                 0);
        QVERIFY(contents(picture).contains("from its first line, at "));
        QCOMPARE(
            rig::run_command(rig::program(), {QStringLiteral("export"), recording, QStringLiteral("--to"),
                                              whole, QStringLiteral("--from"), QStringLiteral("0")})
                .status,
            0);
        QVERIFY(contents(whole).contains("the whole run of "));
    }

    void everyWayToStartAProcessNamesIt_data() {
        QTest::addColumn<QStringList>("lanes");
        QTest::newRow("fork") << QStringList{"numbers", "letters"};
        QTest::newRow("spawn") << QStringList{"numbers", "letters", "resource tracker"};
        QTest::newRow("forkserver") << QStringList{"numbers", "letters", "fork server"};
    }
    void everyWayToStartAProcessNamesIt() {
        QFETCH(QStringList, lanes);
        const QTemporaryDir folder;
        QFile original(script(QStringLiteral("numbers_and_letters_in_processes")));
        QVERIFY(original.open(QIODevice::ReadOnly));
        QFile changed(folder.filePath(QStringLiteral("script.py")));
        QVERIFY(changed.open(QIODevice::WriteOnly));
        const QByteArray main = "if __name__ == \"__main__\":\n";
        changed.write(original.readAll().replace(main, main + "    multiprocessing.set_start_method('" +
                                                           QTest::currentDataTag() + "')\n"));
        changed.close();
        const rig::Result result = rig::run_command(
            rig::program(), {QStringLiteral("record"), QStringLiteral("--export"),
                             folder.filePath(QStringLiteral("lanes.csv")), QStringLiteral("--view"),
                             QStringLiteral("lanes"), python(), changed.fileName()});
        QCOMPARE(result.status, 0);
        QFile table(folder.filePath(QStringLiteral("lanes.csv")));
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArray rows = table.readAll();
        for (const QString& lane : lanes)
            QVERIFY2(rows.contains(',' + lane.toUtf8() + ','), rows);
    }

    /// The library looks at the program's frames, and must not keep them and what is in them.
    void whatTheProgramForgetsIsGone() {
        const QByteArray output = output_of("import threading, weakref\n"
                                            "class Thing: pass\n"
                                            "def use():\n"
                                            "    thing = Thing()\n"
                                            "    threading.Event()\n"
                                            "    return weakref.ref(thing)\n"
                                            "print('kept' if use()() else 'gone')\n");
        QCOMPARE(output, QByteArray("gone\n"));
    }

    /// From 3.12 on an interpreter that ends takes the memory of its objects with it.
    void interpretersThatComeAndGoDisturbNothing() {
        const QByteArray output = output_of(
            "try:\n"
            "    import _interpreters as interpreters\n"
            "except ImportError:\n"
            "    import _xxsubinterpreters as interpreters\n"
            "run = getattr(interpreters, 'exec', None) or interpreters.run_string\n"
            "names = ['abc', 'argparse', 'ast', 'base64', 'bisect', 'calendar', 'csv', 'dis']\n"
            "program = 'import threading, queue\\n'\n"
            "program += 'for i in range(20): threading.Event(), queue.Queue()\\n'\n"
            "for name in names:\n"
            "    one = interpreters.create()\n"
            "    run(one, program + f'import {name}\\n')\n"
            "    interpreters.destroy(one)\n"
            "    exec(f'import threading, {name}\\ndef make(): return threading.Event()\\nmake()')\n"
            "print('done')\n");
        QCOMPARE(output, QByteArray("done\n"));
    }

    void anErrorOfTheProgramIsItsOwn() {
        const rig::Result result =
            rig::run_command(rig::program(), {QStringLiteral("record"), python(), QStringLiteral("-c"),
                                              QStringLiteral("import threading\nraise SystemExit(9)")});
        QCOMPARE(result.status, 9);
        const rig::Result raised = rig::run_command(
            rig::program(), {QStringLiteral("record"), python(), QStringLiteral("-c"),
                             QStringLiteral("import threading\nthreading.Lock().release()")});
        QCOMPARE(raised.status, 1);
        QVERIFY(raised.errors.contains("RuntimeError: release unlocked lock"));
    }
};

} // namespace test_record_python

QTEST_GUILESS_MAIN(test_record_python::TestRecordPython)
#include "test_record_python.moc"
