// SPDX-License-Identifier: GPL-3.0-or-later
// The folders follow the flow of the data: no file includes against it, and the core and the command line
// know no Qt.
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace test_include_flow {

struct Include {
    QString file; ///< relative to the checkout
    int line;
    QString included; ///< between the quotes or brackets
};

/// Returns all includes of the sources below a folder of the checkout.
QList<Include> includes_below(const QString& folder) {
    static const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    const QDir root(QStringLiteral(INTERLEAVE_SOURCE_DIR));
    QList<Include> found;
    QDirIterator files(root.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        for (int line = 1; !file.atEnd(); ++line) {
            const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(file.readLine()));
            if (match.hasMatch())
                found.append({root.relativeFilePath(file.fileName()), line, match.captured(1)});
        }
    }
    return found;
}

bool is_of_qt(const Include& include) {
    static const QRegularExpression qt(QStringLiteral("^(Q[A-Z]|Qt|q[a-z]*plot)"));
    return qt.match(include.included).hasMatch();
}

QByteArray place(const Include& include) {
    return QStringLiteral("%1:%2 includes %3")
        .arg(include.file)
        .arg(include.line)
        .arg(include.included)
        .toUtf8();
}

/// Says what each folder of the core may include besides itself.
const QHash<QString, QSet<QString>>& flow() {
    static const QHash<QString, QSet<QString>> allowed{
        {"event", {}},
        {"preload", {"event"}},
        {"sync", {"event"}},
        {"control", {"event", "sync"}},
        {"work", {"event", "sync"}},
        {"scenario", {"event", "sync", "work", "trace"}},
        {"engine", {"event", "sync", "control", "work", "trace", "scenario"}},
        {"trace", {"event"}},
        {"analysis", {"event", "trace"}},
        {"experiment",
         {"event", "sync", "control", "work", "scenario", "engine", "trace", "analysis", "file"}},
        {"course", {"event", "scenario", "trace", "analysis", "experiment"}},
        {"file", {"event", "trace", "analysis"}},
    };
    return allowed;
}

/// Says what each folder of the user interface may include besides itself. First come the folders that views
/// share, in an order of their own; then the views, which know none of each other; the table of views; and
/// the window, which knows no view.
const QHash<QString, QSet<QString>>& flow_of_the_user_interface() {
    static const QHash<QString, QSet<QString>> allowed = [] {
        QHash<QString, QSet<QString>> flow{
            {"theme", {}},
            {"words", {"theme"}},
            {"settings", {}},
            {"navigation", {}},
            {"table", {"theme", "words"}},
            {"fields", {"theme", "words"}},
            {"status", {"theme"}},
            {"puzzle", {"theme"}},
            {"rows", {"theme", "words", "navigation"}},
            {"export", {"theme", "words", "settings", "navigation", "fields", "table"}},
            {"course", {"export", "theme"}},
            {"run", {"settings", "status", "words"}},
            {"record", {"theme", "words", "settings", "run"}},
            {"replay", {"theme", "words", "navigation", "status", "run"}},
            {"progress", {"settings", "table", "words"}},
            {"view", {"theme", "words", "navigation", "table", "export"}},
        };
        const QList<QString> keys = flow.keys();
        const QSet<QString> shared(keys.begin(), keys.end());
        const QDir rooms(QStringLiteral(INTERLEAVE_SOURCE_DIR) + "/ui");
        QSet<QString> views; // the folders that have an entry for the table of views
        for (const QString& room : rooms.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (!QDir(rooms.filePath(room)).entryList({"*_entry.h"}).isEmpty())
                views.insert(room);
        }
        for (const QString& view : views)
            flow[view] = shared;
        flow["views"] = views + QSet<QString>{"view", "export"};
        flow["window"] = shared + QSet<QString>{"views"};
        return flow;
    }();
    return allowed;
}

class TestIncludeFlow : public QObject {
    Q_OBJECT

private slots:
    void theCoreIncludesAlongTheFlowOnly();
    void theCoreKnowsNoQt();
    void theUserInterfaceIncludesAlongTheFlowOnly();
    void theUserInterfaceKnowsNoProgram();
    void theCommandLineKnowsNoQt();
};

void TestIncludeFlow::theCoreIncludesAlongTheFlowOnly() {
    const QList<Include> includes = includes_below("core");
    int within_the_core = 0;
    for (const Include& include : includes) {
        const QStringList from = include.file.split('/'), to = include.included.split('/');
        QVERIFY2(flow().contains(from.at(1)),
                 "a folder of the core has no place in the flow: " + place(include));
        if (to.first() == "ui" || to.first() == "app" || to.first() == "tests")
            QFAIL(place(include));
        if (to.first() != "core")
            continue;
        ++within_the_core;
        QVERIFY2(to.at(1) == from.at(1) || flow().value(from.at(1)).contains(to.at(1)), place(include));
    }
    QVERIFY2(within_the_core > 20, "the includes were not found");
}

void TestIncludeFlow::theCoreKnowsNoQt() {
    for (const Include& include : includes_below("core"))
        QVERIFY2(!is_of_qt(include), place(include));
    for (const Include& include : includes_below("ui")) {
        if (is_of_qt(include))
            return;
    }
    QFAIL("the pattern finds no Qt in ui/ either, so it would find none in the core");
}

void TestIncludeFlow::theUserInterfaceIncludesAlongTheFlowOnly() {
    const auto& flow = flow_of_the_user_interface();
    int within_the_user_interface = 0;
    for (const Include& include : includes_below("ui")) {
        const QStringList from = include.file.split('/'), to = include.included.split('/');
        QVERIFY2(flow.contains(from.at(1)),
                 "a folder of the user interface has no place in the flow: " + place(include));
        if (to.first() != "ui")
            continue;
        ++within_the_user_interface;
        QVERIFY2(to.at(1) == from.at(1) || flow.value(from.at(1)).contains(to.at(1)), place(include));
    }
    QVERIFY2(within_the_user_interface > 100, "the includes were not found");
}

void TestIncludeFlow::theUserInterfaceKnowsNoProgram() {
    for (const Include& include : includes_below("ui"))
        QVERIFY2(!include.included.startsWith("app/") && !include.included.startsWith("tests/"),
                 place(include));
}

/// What needs Qt is in app/window/, which is the program interleave-window.
void TestIncludeFlow::theCommandLineKnowsNoQt() {
    int of_the_window = 0;
    for (const Include& include : includes_below("app")) {
        if (include.file.startsWith("app/window/")) {
            of_the_window += is_of_qt(include) ? 1 : 0;
            continue;
        }
        QVERIFY2(!is_of_qt(include), place(include));
        QVERIFY2(!include.included.startsWith("ui/") && !include.included.startsWith("app/window/"),
                 place(include));
    }
    QVERIFY2(of_the_window > 0, "the includes were not found");
}

} // namespace test_include_flow

QTEST_APPLESS_MAIN(test_include_flow::TestIncludeFlow)
#include "test_include_flow.moc"
