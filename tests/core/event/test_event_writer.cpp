// SPDX-License-Identifier: GPL-3.0-or-later
// The library that writes records can be preloaded into any program: it needs the C library only, allocates
// nothing and throws nothing.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace test_event_writer {

/// Returns all headers that a source includes, directly or through the project's own headers.
void collect_includes(const QString& file, QSet<QString>& own, QSet<QString>& foreign) {
    static const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QFile source(QDir(QStringLiteral(INTERLEAVE_SOURCE_DIR)).filePath(file));
    QVERIFY2(source.open(QIODevice::ReadOnly), qPrintable(file));
    while (!source.atEnd()) {
        const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(source.readLine()));
        if (!match.hasMatch())
            continue;
        const QString header = match.captured(1);
        if (!header.startsWith(QLatin1String("core/"))) {
            foreign.insert(header);
        } else if (!own.contains(header)) {
            own.insert(header);
            collect_includes(header, own, foreign);
        }
    }
}

QByteArray output_of(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                : QByteArray();
}

class TestEventWriter : public QObject {
    Q_OBJECT

private slots:
    void itIncludesNothingThatAllocatesOrThrows() {
        // Each of these is a type without storage of its own, a template of arithmetic, or the kernel's.
        static const QSet<QString> allowed{
            "algorithm",   "array",       "atomic",  "bit",        "cerrno",  "sys/stat.h",
            "concepts",    "cstddef",     "cstdint", "cstring",    "ctime",   "source_location",
            "string_view", "type_traits", "utility", "sys/mman.h", "unistd.h"};
        QSet<QString> own;
        QSet<QString> foreign;
        for (const char* source : {"record", "ring_writer", "session_mapping", "session_writer", "recorder"})
            collect_includes(QStringLiteral("core/event/%1.cpp").arg(QLatin1String(source)), own, foreign);
        QVERIFY2(own.contains(QStringLiteral("core/event/session_layout.h")), "the includes were not found");
        const QSet<QString> too_much = foreign - allowed;
        QVERIFY2(too_much.isEmpty(), qPrintable(QStringList(too_much.values()).join(' ')));
    }

    void itsObjectsAskForNothingFromTheCppRuntime() {
        const QByteArray symbols = output_of("nm", {"--undefined-only", "-j", INTERLEAVE_EVENT_WRITER});
        if (symbols.isEmpty())
            QSKIP("nm is not here");
        QVERIFY2(symbols.contains("gettid"), "the library's symbols were not found");
        static const QRegularExpression unwanted(
            QStringLiteral("^(_Zn[wa]|_Zd[la]|__cxa_|__gxx_|_Unwind_|_ZSt|_ZNK?St|_ZNK?[0-9]+__gnu|malloc$|"
                           "calloc$|realloc$|free$)"));
        for (const QByteArray& symbol : symbols.split('\n'))
            QVERIFY2(!unwanted.match(QString::fromLatin1(symbol)).hasMatch(), symbol.constData());
    }
};

} // namespace test_event_writer

QTEST_GUILESS_MAIN(test_event_writer::TestEventWriter)
#include "test_event_writer.moc"
