// SPDX-License-Identifier: GPL-3.0-or-later
// What the documents say can be done: their commands work, their links lead somewhere, and every source says
// its licence. A block of commands is run if its fence says so:
//   ```sh checked        each line is a command that must succeed
//   ```console exact     each line behind "$ " is a command that must say what stands below it
#include "tests/end-to-end/program.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace interleave;
using namespace interleave::rig;

namespace test_documents {

const QDir& checkout() {
    static const QDir folder(QStringLiteral(INTERLEAVE_SOURCE_DIR));
    return folder;
}

/// Returns the paths of all files of the checkout, relative to it, except build outputs and the files of git.
QStringList files() {
    const QString build = checkout().relativeFilePath(QStringLiteral(INTERLEAVE_BUILD_DIR)) + '/';
    QStringList found;
    QDirIterator entries(checkout().path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString name = checkout().relativeFilePath(entries.next());
        if (!name.startsWith(QLatin1String("build/")) && !name.startsWith(build) &&
            !name.startsWith(QLatin1String(".git/")) && !name.startsWith(QLatin1String(".cache/")))
            found.append(name);
    }
    found.sort();
    return found;
}

QByteArray contents_of(const QString& name) {
    QFile file(checkout().filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool is_source(const QString& name, const QByteArray& text) {
    return name.endsWith(QLatin1String(".cpp")) || name.endsWith(QLatin1String(".h")) ||
           name.endsWith(QLatin1String(".cmake")) || name.endsWith(QLatin1String("CMakeLists.txt")) ||
           name.endsWith(QLatin1String(".sh")) || name.endsWith(QLatin1String(".py")) ||
           text.startsWith("#!");
}

struct Command {
    QString place; ///< document and line
    QString words;
    bool exact = false;
    QString output{}; ///< the expected output, if exact
};

QList<Command> commands_in(const QString& document) {
    QList<Command> found;
    bool runs = false;
    bool exact = false;
    int number = 0;
    for (const QString& line : QString::fromUtf8(contents_of(document)).split('\n')) {
        ++number;
        const QString place = QStringLiteral("%1:%2").arg(document).arg(number);
        if (line.startsWith(QLatin1String("```"))) {
            runs = line == QLatin1String("```sh checked");
            exact = line == QLatin1String("```console exact");
        } else if (runs && !line.trimmed().isEmpty() && !line.startsWith('#')) {
            found.append({place, line});
        } else if (exact && line.startsWith(QLatin1String("$ "))) {
            found.append({place, line.mid(2), true});
        } else if (exact && !found.isEmpty()) {
            found.last().output += line + '\n';
        }
    }
    return found;
}

class TestDocuments : public QObject {
    Q_OBJECT

private slots:
    void theCommandsWork_data() {
        QTest::addColumn<Command>("command");
        for (const QString& name : files()) {
            if (!name.endsWith(QLatin1String(".md")))
                continue;
            for (const Command& command : commands_in(name))
                QTest::addRow("%s %s", qPrintable(command.place), qPrintable(command.words)) << command;
        }
    }
    void theCommandsWork() {
        QFETCH(Command, command);
        // The commands run in a folder outside the checkout, so that the files which they write are left
        // nowhere else.
        const QTemporaryDir folder;
        QVERIFY(folder.isValid());
        for (const QString& name :
             checkout().entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
            if (name != QLatin1String("build") && name != QLatin1String(".git"))
                QVERIFY(QFile::link(checkout().filePath(name), folder.filePath(name)));
        }
        // app/run would install packages and build first, but this test already has the program.
        QString words = command.words;
        words.replace(QRegularExpression(QStringLiteral("\\bapp/run\\b")), QStringLiteral("\"$0\""));
        const Result result =
            shell((command.exact ? QStringLiteral("exec 2>&1; ") : QString()) + words, folder.path());
        if (command.exact)
            QCOMPARE(QString::fromUtf8(result.output), command.output);
        else
            QVERIFY2(result.status == 0, result.errors.constData());
    }

    void commandsAreFound() {
        QVERIFY(commands_in(QStringLiteral("CONTRIBUTING.md")).size() >= 5);
        QVERIFY(commands_in(QStringLiteral("README.md")).size() >= 5);
    }

    void theLinksLeadSomewhere() {
        static const QRegularExpression link(QStringLiteral("\\]\\(([^)#: ]+)(#[^)]*)?\\)"));
        int links = 0;
        for (const QString& name : files()) {
            if (!name.endsWith(QLatin1String(".md")))
                continue;
            const QDir folder = QFileInfo(checkout().filePath(name)).dir();
            auto found = link.globalMatch(QString::fromUtf8(contents_of(name)));
            while (found.hasNext()) {
                const QString target = found.next().captured(1);
                QVERIFY2(QFileInfo::exists(folder.filePath(target)),
                         qPrintable(name + " leads to " + target));
                ++links;
            }
        }
        QVERIFY(links > 50);
    }

    void everySourceSaysItsLicence() {
        int sources = 0;
        for (const QString& name : files()) {
            const QByteArray text = contents_of(name);
            if (!is_source(name, text))
                continue;
            ++sources;
            const QList<QByteArray> lines = text.split('\n');
            const QByteArray& line = text.startsWith("#!") ? lines.value(1) : lines.first();
            QVERIFY2(line == "// SPDX-License-Identifier: GPL-3.0-or-later" ||
                         line == "# SPDX-License-Identifier: GPL-3.0-or-later",
                     qPrintable(name));
        }
        QVERIFY(sources > 300);
    }

    void cleanupTestCase() { QTRY_COMPARE_WITH_TIMEOUT(marked_processes(), QStringList(), 20'000); }
};

} // namespace test_documents

QTEST_GUILESS_MAIN(test_documents::TestDocuments)
#include "test_documents.moc"
