// SPDX-License-Identifier: GPL-3.0-or-later
// Everybody can read the themes: they have contrast, and a second sign beside the colour.
#include "tests/ui/colour_distance.h"
#include "ui/theme/theme.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_theme {

constexpr std::array names{ThemeName::light, ThemeName::dark, ThemeName::print};

/// Returns a name for messages.
QString name_of_style(ThemeName theme, std::size_t style) {
    return QStringLiteral("theme %1, style %2").arg(static_cast<int>(theme)).arg(style);
}

/// Whether the second signs of two styles differ: pattern or outline.
bool signs_differ(const BandStyle& one, const BandStyle& other) {
    return one.pattern != other.pattern || one.outline_kind != other.outline_kind;
}

class TestTimelineTheme : public QObject {
    Q_OBJECT

private slots:
    void themesAreFoundByTheirNames() {
        QCOMPARE(theme_name_from("light"), ThemeName::light);
        QCOMPARE(theme_name_from("dark"), ThemeName::dark);
        QCOMPARE(theme_name_from("print"), ThemeName::print);
        QVERIFY(!theme_name_from("Light") && !theme_name_from("") && !theme_name_from("sepia"));
    }

    void contrastIsThatOfTheStandard() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
        QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void everyStyleStandsOutFromTheBackground() {
        for (const ThemeName name : names) {
            const Theme& theme = theme_of(name);
            for (std::size_t id = 1; id < style_count; ++id) { // 0 is absence
                const BandStyle& style = theme.styles[id];
                for (const QColor& ground : {theme.background, theme.stripe}) {
                    const double fill = contrast(style.fill, ground);
                    const double outline =
                        style.outline_kind == Outline::none ? 1.0 : contrast(style.outline, ground);
                    QVERIFY2(
                        std::max(fill, outline) >= 3.0,
                        qPrintable(QStringLiteral("theme %1 style %2: %3").arg(int(name)).arg(id).arg(fill)));
                }
            }
        }
    }

    void wordsCanBeRead() {
        for (const ThemeName name : names) {
            const Theme& theme = theme_of(name);
            QVERIFY(contrast(theme.text, theme.background) >= 7.0);
            QVERIFY(contrast(theme.muted, theme.background) >= 4.5);
            QVERIFY(contrast(theme.muted, theme.stripe) >= 4.5);
            for (std::size_t id = 1; id < style_count; ++id)
                QVERIFY2(contrast(theme.styles[id].text, theme.styles[id].fill) >= 4.5,
                         qPrintable(name_of_style(name, id)));
            QVERIFY(contrast(theme.muted, theme.window) >= 4.5);
            QVERIFY(contrast(theme.muted, theme.chosen) >= 4.5);
            QVERIFY(contrast(theme.accent, theme.background) >= 4.5);
            QVERIFY(contrast(theme.on_accent, theme.accent) >= 4.5);
            QVERIFY(contrast(theme.text, theme.note) >= 4.5);
            QVERIFY(contrast(theme.doubt, theme.doubt_ground) >= 4.5);
            QVERIFY(contrast(theme.doubt, theme.window) >= 4.5);
            QVERIFY(contrast(theme.error, theme.background) >= 4.5);
            QVERIFY(contrast(theme.text, theme.error_ground) >= 4.5);
            QVERIFY(contrast(theme.good, theme.background) >= 4.5);
            QVERIFY(contrast(theme.axis, theme.background) >= 3.0);
        }
    }

    void patternsCanBeSeenOnTheirFill() {
        for (const ThemeName name : names)
            for (std::size_t id = 0; id < style_count; ++id) {
                const BandStyle& style = theme_of(name).styles[id];
                QVERIFY2(style.pattern == Pattern::solid || contrast(style.ink, style.fill) >= 1.7,
                         qPrintable(name_of_style(name, id)));
            }
    }

    /// Pairs of the supplementary data of Sharma, Wu and Dalal.
    void theDistanceIsThatOfTheStandard() {
        const auto is_near = [](double measured, double published) {
            return std::abs(measured - published) < 1e-4;
        };
        QVERIFY(is_near(ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425));
        QVERIFY(is_near(ciede2000({50, 2.49, -0.001}, {50, -2.49, 0.0009}), 7.1792));
        QVERIFY(is_near(ciede2000({60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}), 1.2644));
        QVERIFY(is_near(ciede2000({2.0776, 0.0795, -1.135}, {0.9033, -0.0636, -0.5514}), 0.9082));
    }

    /// What matters most must be seen with any kind of colour vision. On paper without colour less is
    /// possible.
    void statesOfWorkAndWaitLookDifferentToEverybody() {
        constexpr std::array states{LaneState::running,     LaneState::running_or_ready,
                                    LaneState::ready,       LaneState::waiting_lock,
                                    LaneState::waiting_gil, LaneState::waiting_semaphore};
        for (const ThemeName name : names) {
            const Theme& theme = theme_of(name);
            for (std::size_t a = 0; a < states.size(); ++a)
                for (std::size_t b = a + 1; b < states.size(); ++b)
                    for (const Sight sight : all_sights) {
                        if (sight == Sight::grey && name != ThemeName::print)
                            continue; // that is what the theme for print is for
                        const double seen =
                            distance_of(theme.style(states[a]), theme.style(states[b]), sight);
                        QVERIFY2(seen >= (name == ThemeName::print ? 3.0 : 5.0),
                                 qPrintable(QStringLiteral("%1 and %2 with sight %3: %4")
                                                .arg(name_of_style(name, style_of(states[a])))
                                                .arg(style_of(states[b]))
                                                .arg(static_cast<int>(sight))
                                                .arg(seen)));
                    }
        }
    }

    /// Waits for semaphore, condition, barrier, queue and future share one look, and are told apart by their
    /// words.
    void whatLooksAlikeHasASecondSign() {
        const auto is_other_wait = [](std::size_t state) {
            return state >= style_of(LaneState::waiting_future) &&
                   state <= style_of(LaneState::waiting_semaphore);
        };
        for (const ThemeName name : names) {
            const Theme& theme = theme_of(name);
            for (std::size_t a = 1; a < state_count; ++a)
                for (std::size_t b = a + 1; b < state_count; ++b) {
                    if (is_other_wait(a) && is_other_wait(b))
                        continue;
                    const BandStyle& one = theme.styles[a];
                    const BandStyle& other = theme.styles[b];
                    const bool apart = std::ranges::all_of(
                        all_sights, [&](Sight sight) { return distance_of(one, other, sight) >= 15; });
                    QVERIFY2(signs_differ(one, other) || apart,
                             qPrintable(QStringLiteral("%1 and %2").arg(name_of_style(name, a)).arg(b)));
                }
        }
    }

    /// The eye shall go to the culprit.
    void aHolderForWhomOthersWaitStandsOut() {
        for (const ThemeName name : names)
            for (const StyleId contended : {contended_style, contended_gil_style})
                for (const Sight sight : all_sights) {
                    const Theme& theme = theme_of(name);
                    QVERIFY(distance_of(theme.style(held_style), theme.style(contended), sight) >= 30);
                    QVERIFY(distance_of(theme.style(LaneState::waiting_lock), theme.style(contended),
                                        sight) >= 10);
                }
    }

    void everyTileRepeats_data() {
        QTest::addColumn<double>("scale");
        QTest::newRow("usual") << 1.0;
        QTest::newRow("between") << 1.25;
        QTest::newRow("dense") << 2.0;
    }
    void everyTileRepeats() {
        QFETCH(double, scale);
        for (const BandStyle& style : theme_of(ThemeName::light).styles) {
            const int side = tile_side(style.pattern, scale);
            double ink = 0;
            for (int y = -side; y < side; ++y)
                for (int x = -side; x < side; ++x) {
                    const double cover = ink_cover(style.pattern, x, y, scale);
                    QVERIFY(cover >= 0 && cover <= 1);
                    QVERIFY(std::abs(cover - ink_cover(style.pattern, x + side, y, scale)) < 1e-9);
                    QVERIFY(std::abs(cover - ink_cover(style.pattern, x, y + side, scale)) < 1e-9);
                    ink += cover / (4.0 * side * side);
                }
            // A denser screen shows the same pattern, not a finer one.
            if (!follows_height(style.pattern))
                QVERIFY2(std::abs(ink - mean_ink_cover(style.pattern)) < 0.06,
                         qPrintable(QString::number(ink)));
        }
    }

    void thePaletteSaysLightOrDark() {
        QPalette palette;
        palette.setColor(QPalette::Window, Qt::white);
        palette.setColor(QPalette::WindowText, Qt::black);
        QCOMPARE(theme_for(palette).name, ThemeName::light);
        palette.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
        palette.setColor(QPalette::WindowText, QColor(0xe0, 0xe0, 0xe0));
        QCOMPARE(theme_for(palette).name, ThemeName::dark);
    }
};

} // namespace test_timeline_theme

QTEST_MAIN(test_timeline_theme::TestTimelineTheme)
#include "test_timeline_theme.moc"
