// SPDX-License-Identifier: GPL-3.0-or-later
// What a program prints is read at once, kept up to a bound, and read to its end, whoever else has the pipe.
#include "core/engine/output_reader.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>
#include <unistd.h>

using namespace interleave;

namespace test_program_output {

std::string all_of(const ProgramOutput::Kept& kept) {
    std::string all;
    for (const OutputPart& part : kept.parts)
        all += part.bytes;
    return all;
}

void write_all_to(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        QVERIFY(written > 0);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

class TestProgramOutput : public QObject {
    Q_OBJECT

private slots:
    void partsKeepTheirStreamAndOrder() {
        ProgramOutput output;
        output.append(OutputStream::output, "one ");
        output.append(OutputStream::output, "two");
        output.append(OutputStream::errors, "three");
        output.append(OutputStream::output, "four");
        const ProgramOutput::Kept kept = output.kept();
        QCOMPARE(kept.parts.size(), std::size_t{3});
        QCOMPARE(kept.parts[0].bytes, std::string("one two"));
        QVERIFY(kept.parts[1].stream == OutputStream::errors);
        QCOMPARE(output.size(), std::uint64_t{16});
        QCOMPARE(all_of(output.kept(4)), std::string("twothreefour"));
        QCOMPARE(output.kept(9).begin, std::uint64_t{9});
        QVERIFY(output.kept(16).parts.empty());
        QVERIFY(output.kept(99).parts.empty());
    }

    void onlyTheLastBytesAreKept() {
        ProgramOutput output(100'000);
        std::string printed;
        for (int i = 0; i < 100'000; ++i) {
            const std::string line = std::to_string(i) + "\n";
            printed += line;
            output.append(i % 2 == 0 ? OutputStream::output : OutputStream::errors, line);
        }
        const ProgramOutput::Kept kept = output.kept();
        const std::string all = all_of(kept);
        QCOMPARE(output.size(), std::uint64_t{printed.size()});
        QCOMPARE(kept.begin, std::uint64_t{printed.size() - all.size()});
        QVERIFY(all.size() <= 100'000 && all.size() > 5'000); // small parts have a cost of their own
        QVERIFY(printed.ends_with(all));
    }

    void oneLargePieceIsCut() {
        ProgramOutput output(10'000);
        output.append(OutputStream::output, std::string(50'000, 'a') + "end");
        const std::string all = all_of(output.kept());
        QVERIFY(all.size() <= 10'000 && all.size() > 7'000 && all.ends_with("aend"));
        QCOMPARE(output.kept().begin + all.size(), output.size());
    }

    void bothStreamsAreReadToTheirEnd() {
        const auto output = std::make_shared<ProgramOutput>();
        OutputReader reader(output);
        write_all_to(reader.ends_of_program().output, "out");
        write_all_to(reader.ends_of_program().errors, "err");
        reader.finish();
        QCOMPARE(output->size(), std::uint64_t{6});
        QVERIFY(all_of(output->kept()).find("err") != std::string::npos);
        reader.finish(); // does nothing more
    }

    void aWriterNeverWaitsForAFullPipe() {
        const auto output = std::make_shared<ProgramOutput>();
        OutputReader reader(output);
        std::thread writer([end = reader.ends_of_program().output] {
            const std::string much(1U << 20U, 'x');
            for (int i = 0; i < 20; ++i)
                write_all_to(end, much);
        });
        writer.join(); // a pipe holds 64 KiB
        reader.finish();
        QCOMPARE(output->size(), std::uint64_t{20} << 20U);
        QVERIFY(all_of(output->kept()).size() <= ProgramOutput::usual_bytes);
    }

    void aPipeThatSomebodyElseKeepsOpenDoesNotHoldTheEnd() {
        const auto output = std::make_shared<ProgramOutput>();
        OutputReader reader(output);
        const Descriptor other(dup(reader.ends_of_program().output));
        write_all_to(other.get(), "last words");
        QElapsedTimer time;
        time.start();
        reader.finish();
        QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(all_of(output->kept()), std::string("last words"));
    }
};

} // namespace test_program_output

QTEST_APPLESS_MAIN(test_program_output::TestProgramOutput)
#include "test_program_output.moc"
