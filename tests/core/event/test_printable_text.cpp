// SPDX-License-Identifier: GPL-3.0-or-later
// What an untrusted writer wrote is printable, and an error's line has a sensible length.
#include "core/event/printable_text.h"

#include <QString>
#include <QTest>

using namespace interleave;

namespace test_printable_text {

class TestPrintableText : public QObject {
    Q_OBJECT

private slots:
    void controlCharactersAndBrokenBytesAreReplaced() {
        QCOMPARE(printable_text("a\n\x1b[1m\x7fµ\xff\xc3"), std::string("a??[1m?µ??"));
    }

    void aLineOfSensibleLengthStays() {
        const std::string line(600, 'x');
        QCOMPARE(error_line(line), line);
    }

    void aLongLineLosesItsMiddle_data() {
        QTest::addColumn<int>("shift"); // of the characters against the place where the line is cut
        for (int shift = 0; shift < 4; ++shift)
            QTest::addRow("%d", shift) << shift;
    }
    void aLongLineLosesItsMiddle() {
        QFETCH(int, shift);
        const QString text = QString(shift, QLatin1Char('a')) + QStringLiteral("𝄞").repeated(50'000) +
                             QStringLiteral("; choose another");
        const QString line = QString::fromStdString(error_line(text.toStdString()));
        QVERIFY(line.toUtf8().size() <= 605 && line.toUtf8().size() > 550);
        QVERIFY(line.startsWith(QString(shift, QLatin1Char('a')) + QStringLiteral("𝄞")));
        QVERIFY(line.endsWith(QStringLiteral("𝄞; choose another")));
        QVERIFY(line.contains(QStringLiteral(" … ")) && !line.contains(QLatin1Char('?')));
    }
};

} // namespace test_printable_text

QTEST_APPLESS_MAIN(test_printable_text::TestPrintableText)
#include "test_printable_text.moc"
