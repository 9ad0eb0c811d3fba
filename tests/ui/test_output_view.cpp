// SPDX-License-Identifier: GPL-3.0-or-later
// What a program prints is shown safely, bounded, and with its two streams told apart.
#include "tests/ui/colour_distance.h"
#include "ui/output/output_decoder.h"
#include "ui/output/output_view.h"
#include "ui/theme/theme.h"

#include <QTest>
#include <QTextBlock>

using namespace interleave;

namespace test_output_view {

/// Returns the lines of the pieces: "O text" and "E text".
QStringList lines_of(const QList<OutputPiece>& pieces) {
    QStringList lines;
    for (const OutputPiece& piece : pieces) {
        if (piece.begins_line)
            lines << (piece.stream == OutputStream::errors ? QStringLiteral("E ") : QStringLiteral("O "));
        lines.last() += piece.text;
    }
    return lines;
}

QStringList decoded(const std::vector<OutputPart>& parts) {
    return lines_of(OutputDecoder().decode(parts));
}

std::vector<OutputPart> out(const std::string& bytes) {
    return {{OutputStream::output, bytes}};
}

class TestOutputView : public QObject {
    Q_OBJECT

private slots:
    void bytesBecomeLines_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("lines");
        const auto add = [](const char* name, const QByteArray& bytes, const QStringList& lines) {
            QTest::newRow(name) << bytes << lines;
        };
        add("two lines", "a\nb\n", {"O a", "O b"});
        add("no newline at the end", "a\nb", {"O a", "O b"});
        add("empty lines", "\na\n\n\nb\n", {"O ", "O a", "O ", "O ", "O b"});
        add("lines of Windows", "a\r\n\r\nb\r\n", {"O a", "O ", "O b"});
        add("a progress that writes over itself", "1 %\r2 %\r3 %\n", {"O 1 %", "O 2 %", "O 3 %"});
        add("a tab", "a\tb", {"O a\tb"});
        add("control characters", QByteArray("a\0b\x1b[31mc\x07\x7f", 11), {"O a␀b␛[31mc␇␡"});
        add("further control characters",
            "a\xc2\x9b"
            "b",
            {QStringLiteral("O a\ufffdb")});
        add("directions and separators", "a\u202e\u2066\u2028\u2029b",
            {QStringLiteral("O a\ufffd\ufffd\ufffd\ufffdb")});
        add("letters", "äö日本🙂", {"O äö日本🙂"});
        add("no UTF-8",
            "a\xff\xfe"
            "b\xc3(",
            {QStringLiteral("O a\ufffd\ufffdb\ufffd(")});
    }
    void bytesBecomeLines() {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, lines);
        QCOMPARE(decoded(out(bytes.toStdString())), lines);
        // The same byte by byte.
        OutputDecoder decoder;
        QList<OutputPiece> pieces;
        for (const char byte : bytes)
            pieces += decoder.decode(out(std::string(1, byte)));
        QCOMPARE(lines_of(pieces), lines);
    }

    void aLineIsOfOneStream() {
        QCOMPARE(
            decoded(
                {{OutputStream::output, "a"}, {OutputStream::errors, "b\nc"}, {OutputStream::output, "d\n"}}),
            QStringList({"O a", "E b", "E c", "O d"}));
        QCOMPARE(decoded({{OutputStream::output, "a\n"}, {OutputStream::errors, "b\n"}}),
                 QStringList({"O a", "E b"}));
        // A letter that is cut by the other stream is whole all the same.
        QCOMPARE(decoded({{OutputStream::output, "\xc3"},
                          {OutputStream::errors, "b\n"},
                          {OutputStream::output, "\xa4"}}),
                 QStringList({"E b", "O ä"}));
    }

    void longLinesAreBroken() {
        const QStringList lines = decoded(out(std::string(5'000, 'x')));
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0].size(), OutputDecoder::longest_line + 2);
    }

    void textGrowsAndEndsWithHowTheProgramEnded() {
        const auto output = std::make_shared<ProgramOutput>();
        OutputView view;
        view.show();
        view.setOutput(output, QStringLiteral("nothing yet"));
        QCOMPARE(view.placeholderText(), QStringLiteral("nothing yet"));
        QVERIFY(view.toPlainText().isEmpty());
        output->append(OutputStream::output, "one\ntw");
        QTRY_COMPARE((view.refresh(), view.toPlainText()), QStringLiteral("one\ntw"));
        output->append(OutputStream::output, "o\n");
        output->append(OutputStream::errors, "bad\n");
        view.complete(QStringLiteral("The program ended with status 1."));
        QCOMPARE(view.signedText(),
                 QStringLiteral("  one\n  two\nE bad\n  The program ended with status 1.\n"));
        view.complete(QStringLiteral("once more")); // it has ended once
        QVERIFY(!view.toPlainText().contains(QStringLiteral("once more")));
    }

    void aProgramThatPrintsNothingIsSaidToHaveEnded() {
        OutputView view;
        view.setOutput(std::make_shared<ProgramOutput>(), {});
        view.complete(QStringLiteral("It ended."));
        QCOMPARE(view.toPlainText(), QStringLiteral("Nothing was printed. It ended."));
    }

    void whatIsNotKeptIsSaid() {
        const auto output = std::make_shared<ProgramOutput>();
        OutputView view;
        view.show();
        view.setOutput(output, {});
        const std::string block(std::size_t{1} << 20U, 'x');
        for (int i = 0; i < 20; ++i) {
            output->append(OutputStream::output, block + "\n");
            view.refresh();
        }
        output->append(OutputStream::output, "the last line\n");
        view.complete(QStringLiteral("It ended."));
        const QString text = view.toPlainText();
        QVERIFY2(text.section(QLatin1Char('\n'), 0, 0).contains(QStringLiteral("before this are not kept")),
                 qPrintable(text.left(100)));
        QVERIFY2(text.section(QLatin1Char('\n'), 0, 0).startsWith(QStringLiteral("19")),
                 qPrintable(text.left(100)));
        QVERIFY(text.endsWith(QStringLiteral("the last line\nIt ended.")));
        QVERIFY(text.size() < 1'500'000);
    }

    void errorsHaveAColourAndASign() {
        const auto output = std::make_shared<ProgramOutput>();
        output->append(OutputStream::output, "plain\n");
        output->append(OutputStream::errors, "error\n");
        OutputView view;
        view.resize(300, 200);
        view.setOutput(output, {});
        const Theme& theme = theme_for(view.palette());
        const auto colour_of = [&](int line) {
            return view.document()
                ->findBlockByNumber(line)
                .begin()
                .fragment()
                .charFormat()
                .foreground()
                .color();
        };
        QCOMPARE(colour_of(0), theme.text);
        QCOMPARE(colour_of(1), theme.error);
        const QImage image = view.viewport()->grab().toImage();
        const auto has_sign = [&](int line) {
            const QTextBlock block = view.document()->findBlockByNumber(line);
            const int top = view.cursorRect(QTextCursor(block)).top();
            for (int y = top; y < top + view.fontMetrics().height(); ++y)
                for (int x = 2; x < 12; ++x)
                    if (image.pixelColor(x, y) != image.pixelColor(0, y))
                        return true;
            return false;
        };
        QVERIFY(!has_sign(0));
        QVERIFY(has_sign(1));
    }

    void theTextCanBeSelectedAndCopiedButNotChanged() {
        OutputView view;
        QVERIFY(view.isReadOnly());
        QVERIFY(view.textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));
        QVERIFY(view.textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
    }
};

} // namespace test_output_view

QTEST_MAIN(test_output_view::TestOutputView)
#include "test_output_view.moc"
