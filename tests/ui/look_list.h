// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the list of what lessons promise to be seen: tests/lessons/what_to_look_for.txt, whose head says its
// form.
#pragma once

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <stdexcept>
#include <string>
#include <vector>

namespace interleave::test {

/// A line of the list that cannot be understood.
struct LookListError : std::runtime_error {
    LookListError(int line, const QString& what)
        : std::runtime_error("what_to_look_for.txt:" + std::to_string(line) + ": " + what.toStdString()) {}
};

/// One thing that a picture must show, or must not: "state ready on \"worker *\" times 2".
struct LookFor {
    int line = 0;
    QString text;                  ///< as it stands in the list
    bool is_absent = false;        ///< "no" stands before it
    QString what;                  ///< the first word: "state"
    QString subject;               ///< the second: "ready"
    QHash<QString, QString> where; ///< the rest, in pairs: "on" → "worker *"
};

/// One sentence of a lesson, or a piece of it, and what must exist for it.
struct Promise {
    int line = 0;
    QString words;
    std::vector<LookFor> shown;
};

/// The promises of a lesson for one backend.
struct LessonPromises {
    QString scenario;
    QString backend; ///< empty: the scenario's first one
    std::vector<Promise> promises;
};

/// Returns the words of a line; one with blanks stands in quotation marks.
inline QStringList words_of_line(const QString& text) {
    static const QRegularExpression word(QStringLiteral("\"([^\"]*)\"|(\\S+)"));
    QStringList words;
    for (auto found = word.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        words << (match.captured(1).isEmpty() ? match.captured(2) : match.captured(1));
    }
    return words;
}

inline LookFor parse_look_for(const QString& text, int line) {
    QStringList words = words_of_line(text);
    LookFor look;
    look.line = line;
    look.text = text;
    if (words.value(0) == QLatin1String("no")) {
        look.is_absent = true;
        words.removeFirst();
    }
    if (words.size() < 2 || words.size() % 2 != 0)
        throw LookListError(line, QStringLiteral("not of the form WHAT NAME {WHERE NAME}: ") + text);
    look.what = words[0];
    look.subject = words[1];
    for (qsizetype i = 2; i < words.size(); i += 2)
        look.where.insert(words[i], words[i + 1]);
    return look;
}

/// Throws LookListError.
inline std::vector<LessonPromises> parse_look_list(const QString& text) {
    std::vector<LessonPromises> lessons;
    int number = 0;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        ++number;
        const QString content = line.trimmed();
        if (content.isEmpty() || content.startsWith(QLatin1Char('#')))
            continue;
        if (line.startsWith(QLatin1String("- "))) {
            if (lessons.empty())
                throw LookListError(number, QStringLiteral("a sentence before the first lesson"));
            lessons.back().promises.push_back({number, content.mid(2), {}});
        } else if (line.startsWith(QLatin1Char(' '))) {
            if (lessons.empty() || lessons.back().promises.empty())
                throw LookListError(number, QStringLiteral("something to see before the first sentence"));
            lessons.back().promises.back().shown.push_back(parse_look_for(content, number));
        } else {
            const QStringList words = words_of_line(content);
            if (words.size() > 2)
                throw LookListError(number, QStringLiteral("not of the form SCENARIO [BACKEND]: ") + content);
            lessons.push_back({words[0], words.value(1), {}});
        }
    }
    return lessons;
}

/// Returns the whole list. Throws LookListError.
inline std::vector<LessonPromises> look_list() {
    QFile file(QStringLiteral(INTERLEAVE_SOURCE_DIR "/tests/lessons/what_to_look_for.txt"));
    if (!file.open(QIODevice::ReadOnly))
        throw LookListError(0, QStringLiteral("the file cannot be read"));
    return parse_look_list(QString::fromUtf8(file.readAll()));
}

} // namespace interleave::test
