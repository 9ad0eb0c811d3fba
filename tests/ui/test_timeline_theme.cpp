// SPDX-License-Identifier: GPL-3.0-or-later
// Everybody can read the themes: they have contrast, and a second sign beside the colour.
#include "ui/theme/theme.h"

#include <QTest>

using namespace interleave;

namespace {

constexpr std::array names{ThemeName::light, ThemeName::dark, ThemeName::print};

/// Returns the pixels of a pattern. Two styles differ for someone who sees no colour if their patterns,
/// outlines or greys differ.
QByteArray shape_of(const BandStyle& style) {
    QByteArray shape;
    for (int y = 0; y < pattern_period; ++y)
        for (int x = 0; x < pattern_period; ++x)
            shape += has_ink(style.pattern, x, y) ? '#' : '.';
    return shape;
}

int grey_of(const QColor& colour) {
    return qGray(colour.rgb());
}

} // namespace

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
                QVERIFY2(contrast(text_on(theme.styles[id]), theme.styles[id].fill) >= 4.5,
                         qPrintable(QStringLiteral("theme %1 style %2").arg(int(name)).arg(id)));
        }
    }

    void patternsCanBeSeenOnTheirFill() {
        for (const ThemeName name : names)
            for (std::size_t id = 0; id < style_count; ++id) {
                const BandStyle& style = theme_of(name).styles[id];
                const double seen = contrast(style.ink, style.fill);
                QVERIFY2(
                    style.pattern == Pattern::solid || seen >= 2.0,
                    qPrintable(QStringLiteral("theme %1 style %2: %3").arg(int(name)).arg(id).arg(seen)));
            }
    }

    void noTwoStatesLookAlikeWithoutColour() {
        for (const ThemeName name : names) {
            const Theme& theme = theme_of(name);
            for (std::size_t a = 1; a < state_count; ++a)
                for (std::size_t b = a + 1; b < state_count; ++b) {
                    const BandStyle& first = theme.styles[a];
                    const BandStyle& second = theme.styles[b];
                    const bool differ = shape_of(first) != shape_of(second) ||
                                        first.outline_kind != second.outline_kind ||
                                        std::abs(grey_of(first.fill) - grey_of(second.fill)) >= 60;
                    QVERIFY2(differ,
                             qPrintable(QStringLiteral("theme %1: %2 and %3").arg(int(name)).arg(a).arg(b)));
                }
            QVERIFY(shape_of(theme.style(held_style)) != shape_of(theme.style(contended_style)));
        }
    }

    void everyPatternRepeatsAfterItsPeriod() {
        for (const BandStyle& style : theme_of(ThemeName::light).styles)
            for (int y = -pattern_period; y < pattern_period; ++y)
                for (int x = -pattern_period; x < pattern_period; ++x) {
                    QCOMPARE(has_ink(style.pattern, x, y), has_ink(style.pattern, x + pattern_period, y));
                    QCOMPARE(has_ink(style.pattern, x, y), has_ink(style.pattern, x, y + pattern_period));
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

QTEST_MAIN(TestTimelineTheme)
#include "test_timeline_theme.moc"
