// SPDX-License-Identifier: GPL-3.0-or-later
// All calls that block go through the scheduler's seam (core/sync/scheduler.h): functions that can block are
// called in the files that bracket them, and nowhere else in core/sync and core/work.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace test_blocking_calls {

/// A call that can block or spin, and the files that may use it.
struct Blocking {
    const char* pattern;
    QSet<QString> files;
};

const QList<Blocking>& blocking() {
    static const QList<Blocking> calls{
        {R"(\bSYS_futex\b)", {"core/sync/futex.cpp"}},
        {R"(\bpthread_mutex_(timed|clock)?lock\b)", {"core/sync/robust_lock.cpp"}},
        {R"(\bp?poll\()", {"core/sync/pipe.cpp", "core/work/process_watch.cpp", "core/work/team_watch.cpp"}},
        {R"((^|\W)::read\(|\bread\(descriptor)", {"core/sync/pipe.cpp", "core/work/periodic_timer.cpp"}},
        {R"((^|\W)::write\(|\bwrite\(descriptor)", {"core/sync/pipe.cpp"}},
        {R"(\bwaitpid\(|\bwaitid\()",
         {"core/work/process.cpp", "core/work/process_watch.cpp", "core/work/team_watch.cpp"}},
        {R"(\bstd::j?thread\b(?!::hardware_concurrency))", {"core/work/plain_thread.h"}},
        {R"(\bthread_\.join\(\))",
         {"core/work/plain_thread.cpp", "core/work/thread.cpp", "core/work/process_watch.cpp"}},
        {R"(\bstd::this_thread::)", {"core/work/spin_until.h"}},
        {R"(\b(select|pselect|epoll_wait|sigwait|sigtimedwait|pause|flock|wait3|wait4|readv|writev)\(|\W::(send|recv)\w*\()",
         {}},
        {R"(\b(u|nano|clock_nano)?sleep\()", {}},
        {R"(\bpthread_(cond|rwlock|barrier|spin|join|timedjoin|rwlock)\w*\()", {}},
        {R"(\bsem_(timed)?wait\()", {}},
        {R"(\bstd::(recursive_|timed_|shared_|recursive_timed_|shared_timed_)?mutex\b)", {}},
        {R"(\bstd::(condition_variable|future|promise|async|barrier|latch|counting_semaphore|binary_semaphore|call_once)\b)",
         {}},
        {R"(\b\w+_?\.notify_(one|all)\(\)|\batomic_wait\b)", {}},
    };
    return calls;
}

struct Line {
    QString file; ///< relative to the checkout
    int number;
    QString code; ///< without its comment
};

/// Returns all lines of the sources below a folder of the checkout.
QList<Line> lines_below(const QString& folder) {
    static const QRegularExpression comment(QStringLiteral("//.*$"));
    const QDir root(QStringLiteral(INTERLEAVE_SOURCE_DIR));
    QList<Line> found;
    QDirIterator files(root.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        for (int number = 1; !file.atEnd(); ++number) {
            QString code = QString::fromUtf8(file.readLine()).trimmed();
            found.append({root.relativeFilePath(file.fileName()), number, code.remove(comment)});
        }
    }
    return found;
}

class TestBlockingCalls : public QObject {
    Q_OBJECT

private slots:
    void onlyTheFilesThatBracketThemCallThem() {
        const QList<Line> lines = lines_below("core/sync") + lines_below("core/work");
        QVERIFY2(lines.size() > 1000, "the sources were not found");
        for (const Blocking& call : blocking()) {
            const QRegularExpression pattern(QString::fromUtf8(call.pattern));
            QVERIFY2(pattern.isValid(), call.pattern);
            QSet<QString> used_by;
            for (const Line& line : lines) {
                if (!pattern.match(line.code).hasMatch())
                    continue;
                used_by.insert(line.file);
                QVERIFY2(call.files.contains(line.file),
                         QStringLiteral("%1:%2 blocks outside of the scheduler's seam: %3")
                             .arg(line.file)
                             .arg(line.number)
                             .arg(line.code)
                             .toUtf8());
            }
            // The list must not name a file that does not use the call any more.
            QVERIFY2(used_by == call.files, call.pattern);
        }
    }
};

} // namespace test_blocking_calls

QTEST_APPLESS_MAIN(test_blocking_calls::TestBlockingCalls)
#include "test_blocking_calls.moc"
