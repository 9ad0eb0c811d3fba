// SPDX-License-Identifier: GPL-3.0-or-later
// The table of views, from which docks, menu, export and command line are made.
#include "tests/ui/example_traces.h"
#include "ui/views/view_table.h"

#include <QRegularExpression>
#include <QSet>
#include <QSize>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace interleave;

namespace test_views {

std::shared_ptr<const Trace> trace_of_a_line() {
    test::TraceBuilder story;
    const LaneId lane = story.lane("worker");
    story.begin(0, lane).add(10, lane, EventKind::print, no_object, 'A');
    return story.build_closed(100);
}

class TestViews : public QObject {
    Q_OBJECT

private slots:
    void everyViewHasANameOfItsOwnAndWords() {
        static const QRegularExpression one_word(QStringLiteral("^[a-z]+$"));
        QSet<QString> names;
        for (const View& view : all_views()) {
            QVERIFY2(one_word.match(QLatin1String(view.id)).hasMatch(), view.id);
            QVERIFY2(!names.contains(QLatin1String(view.id)), view.id);
            QVERIFY2(!view.title.isEmpty() && !view.tool_tip.isEmpty() && view.make, view.id);
            names.insert(QLatin1String(view.id));
        }
    }

    void theDocksKeepTheNamesThatSavedWindowsKnow() {
        QStringList docks;
        for (const View& view : all_views())
            if (view.place != ViewPlace::centre)
                docks.append(dock_name(view));
        const QStringList known{
            QStringLiteral("dockScenarios"), QStringLiteral("dockParameters"), QStringLiteral("dockLesson"),
            QStringLiteral("dockCode"),      QStringLiteral("dockStatistics"), QStringLiteral("dockLocks"),
            QStringLiteral("dockChecks"),    QStringLiteral("dockOutcome"),    QStringLiteral("dockResults"),
            QStringLiteral("dockSpeedup"),   QStringLiteral("dockEvents"),     QStringLiteral("dockPrinted")};
        for (const QString& dock : known)
            QVERIFY2(docks.contains(dock), qPrintable(dock));
    }

    void whatCanBeExportedDraws() {
        const std::shared_ptr<const Trace> trace = test::trace_of_contention(3, 5);
        RunInfo info;
        info.scenario = "lock-contention";
        info.ended = Ended::finished;
        info.checks.push_back({.name = "c", .claim = "It is so.", .expected = 1, .measured = 1});
        PictureOptions options;
        options.size = QSize(640, 400);
        int drawn = 0;
        for (const View& view : all_views()) {
            QVERIFY2((view.picture_of != PictureOf::nothing) == bool(view.drawing), view.id);
            if (view.picture_of != PictureOf::run)
                continue;
            const bool of_lines = QLatin1String(view.id) == QLatin1String("printed");
            const QImage picture =
                drawPreview(view.drawing({.trace = of_lines ? trace_of_a_line() : trace, .info = &info}),
                            options, options.size);
            const QRgb paper = theme_of(options.theme).background.rgb();
            QCOMPARE(picture.pixel(2, 2), paper);
            int inked = 0;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    inked += picture.pixel(x, y) != paper ? 1 : 0;
            QVERIFY2(inked > picture.width(), view.id);
            ++drawn;
        }
        QCOMPARE(drawn, 10); // the timeline, the GIL, the wait-for graph and seven tables
    }

    void eachViewOnTheLeftHasAnIconOfItsOwn() {
        std::vector<Glyph> icons;
        for (const View& view : all_views())
            if (view.place == ViewPlace::left) {
                QVERIFY2(view.rail_icon.has_value(), view.id);
                QVERIFY2(std::ranges::count(icons, *view.rail_icon) == 0, view.id);
                icons.push_back(*view.rail_icon);
            }
        QVERIFY(icons.size() >= 2);
    }
};

} // namespace test_views

QTEST_MAIN(test_views::TestViews)
#include "test_views.moc"
