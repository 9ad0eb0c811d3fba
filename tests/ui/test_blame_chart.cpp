// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix of who waited for whom says of each column whose it is, however narrow it is.
#include "ui/locks/blame_chart.h"

#include <QBuffer>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTest>

using namespace interleave;

namespace test_blame_chart {

BlameMatrix matrix_of(const QStringList& names) {
    BlameMatrix matrix;
    for (qsizetype i = 0; i < names.size(); ++i)
        matrix.blamed.push_back({BlameKind::lane, static_cast<LaneId>(i), names[i]});
    matrix.waiters = {{BlameKind::lane, 0, QStringLiteral("waiter")}};
    matrix.cells.assign(matrix.blamed.size(), {.waited = 1'000'000, .waits = 1});
    matrix.most = 1'000'000;
    return matrix;
}

QStringList words_in(const BlameMatrix& matrix, int width) {
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize({width, 100});
    {
        QPainter painter(&generator);
        QFont font;
        font.setPixelSize(12);
        draw_blame(painter, QRectF(0, 0, width, 100), matrix, theme_of(ThemeName::light), font);
    }
    static const QRegularExpression text(QStringLiteral("<text[^>]*>([^<]*)<"));
    QStringList words;
    for (const QRegularExpressionMatch& match : text.globalMatch(QString::fromUtf8(svg)))
        words << match.captured(1).trimmed();
    return words;
}

class TestBlameChart : public QObject {
    Q_OBJECT

private slots:
    void headsAreNamesWhereThereIsRoomAndElseTheirBeginAndNumber() {
        const BlameMatrix matrix = matrix_of({"reader 1", "reader 2", "writer 1", "writer 12"});
        const QStringList wide = words_in(matrix, 700);
        const QStringList narrow = words_in(matrix, 260);
        for (const char* name : {"reader 1", "reader 2", "writer 1", "writer 12"})
            QVERIFY2(wide.contains(QLatin1String(name)), qPrintable(wide.join(QLatin1Char('|'))));
        for (const char* name : {"r 1", "r 2", "w 1", "w 12"})
            QVERIFY2(narrow.contains(QLatin1String(name)), qPrintable(narrow.join(QLatin1Char('|'))));
    }
};

} // namespace test_blame_chart

QTEST_MAIN(test_blame_chart::TestBlameChart)
#include "test_blame_chart.moc"
