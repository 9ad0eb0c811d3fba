// SPDX-License-Identifier: GPL-3.0-or-later
// The connection between host and guardian: texts arrive whole, its end is noticed, and no input is trusted.
#include "core/engine/control_socket.h"
#include "core/engine/control_words.h"
#include "core/engine/end_report.h"
#include "core/event/error.h"
#include "core/trace/json.h"

#include <QTest>

#include <array>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace interleave;
using namespace std::chrono_literals;

namespace test_control_socket {

using Received = ControlSocket::Received;

/// Sends what another program could send: any bytes and any descriptor.
void send_raw(const ControlSocket& from, std::string bytes, int descriptor) {
    iovec part{bytes.data(), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> attached{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
        message.msg_control = attached.data();
        message.msg_controllen = attached.size();
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    }
    QCOMPARE(sendmsg(from.descriptor(), &message, 0), static_cast<ssize_t>(bytes.size()));
}

class TestControlSocket : public QObject {
    Q_OBJECT

private slots:
    void textsOfAnyLengthArriveWholeAndInOrder() {
        auto [one, other] = ControlSocket::make_pair();
        const std::array<std::size_t, 6> lengths{1, 0, 32'768, 32'769, 5'000'000, 7};
        for (const std::size_t length : lengths)
            QVERIFY(one.send(std::string(length, 'a')));
        for (const std::size_t length : lengths) {
            std::string text;
            QCOMPARE(other.receive(text, 1s), Received::text);
            QCOMPARE(text, std::string(length, 'a'));
        }
        std::string text;
        QCOMPARE(other.receive(text, 0s), Received::nothing);
    }

    void theClosedEndIsNoticedAfterTheLastText() {
        auto [one, other] = ControlSocket::make_pair();
        QVERIFY(other.send("never read"));
        QVERIFY(one.send("last words"));
        { const ControlSocket gone = std::move(one); }
        std::string text;
        QCOMPARE(other.receive(text, 1s), Received::text);
        QCOMPARE(text, "last words");
        QCOMPARE(other.receive(text, 1s), Received::closed);
        QVERIFY(!other.send("to nobody")); // and no SIGPIPE
    }

    void aMalformedMessageClosesTheConnection_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("descriptor");
        const int unsealed = memfd_create("unsealed", MFD_CLOEXEC);
        QVERIFY(unsealed >= 0);
        QTest::newRow("a memfd is announced but none comes") << QByteArray("M") << -1;
        QTest::newRow("a memfd that may still change") << QByteArray("M") << unsealed;
        QTest::newRow("a device that never ends")
            << QByteArray("M") << open("/dev/zero", O_RDONLY | O_CLOEXEC);
        QTest::newRow("longer than a packet may be") << QByteArray(60'000, 'T') << -1;
    }
    void aMalformedMessageClosesTheConnection() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, descriptor);
        auto [one, other] = ControlSocket::make_pair();
        send_raw(one, bytes.toStdString(), descriptor);
        std::string text;
        QCOMPARE(other.receive(text, 1s), Received::closed);
    }

    void aTextWithADescriptorThatNobodyAskedForKeepsNoDescriptor() {
        auto [one, other] = ControlSocket::make_pair();
        const int before = dup(STDERR_FILENO); // the lowest free number
        ::close(before);
        send_raw(one, "Thello", STDERR_FILENO);
        std::string text;
        QCOMPARE(other.receive(text, 1s), Received::text);
        QCOMPARE(text, "hello");
        const int after = dup(STDERR_FILENO);
        ::close(after);
        QCOMPARE(after, before);
    }

    void theReadyMessageIsReadOrRefused() {
        QCOMPARE(engine_from(ready_text(1234)), 1234);
        for (const std::string& text :
             {std::string("ready"), std::string("ready -5"), std::string("ready 1"), std::string("ready 12x"),
              std::string(), std::string("\xff\x00", 2), failure_text("no memory")})
            QVERIFY_THROWS_EXCEPTION(RunError, engine_from(text));
    }

    void aReportArrivesAsItWasSent() {
        EndReport report;
        report.cause = EndCause::time_limit;
        report.killed = true;
        report.engine = {10, 0, 9};
        report.others = {{11, 3, 0}, {12, 0, 11}};
        report.ended_ns = 123'456'789'012'345;
        report.result = "\"\n\\ \u00e4";
        const EndReport read = end_report_from(to_text(report));
        QCOMPARE(read.cause, report.cause);
        QCOMPARE(read.killed, true);
        QCOMPARE(read.engine.signal, 9);
        QCOMPARE(read.others.size(), 2U);
        QCOMPARE(read.others[0].code, 3);
        QCOMPARE(read.others[1].pid, 12);
        QCOMPARE(read.ended_ns, report.ended_ns);
        QCOMPARE(read.result, report.result);
        QVERIFY_THROWS_EXCEPTION(nlohmann::json::exception, end_report_from("{}"));
        QVERIFY_THROWS_EXCEPTION(RunError, end_report_from(std::string(60'000, '[')));
    }

    void anEndReportWithAnImpossibleNumberIsNone() {
        const std::string text = to_text(EndReport{});
        const std::string engine = "\"engine\":[";
        const std::size_t at = text.find(engine) + engine.size();
        QVERIFY(at > engine.size());
        for (const std::string number : {"3e73", "1.5", "4294967296", "-4294967296", "\"1\"", "null"}) {
            std::string changed = text;
            changed.replace(at, text.find(',', at) - at, number);
            QVERIFY_THROWS_EXCEPTION(RunError, end_report_from(changed));
        }
    }

    void theEndReportDecidesHowARunEnded_data() {
        QTest::addColumn<int>("cause");
        QTest::addColumn<bool>("killed");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("signal");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("ended");
        QTest::addColumn<QString>("error");
        const int by_itself = static_cast<int>(EndCause::by_itself);
        const int asked = static_cast<int>(EndCause::asked);
        const int limit = static_cast<int>(EndCause::time_limit);
        const QString outcome = QString::fromStdString(result_text(Outcome()));
        QTest::newRow("finished") << by_itself << false << 0 << 0 << outcome << "finished"
                                  << "";
        QTest::newRow("failed") << by_itself << false << 0 << 0 << R"({"error":"no room"})"
                                << "crashed"
                                << "no room";
        QTest::newRow("left silently") << by_itself << false << 0 << 0 << ""
                                       << "crashed"
                                       << "the engine ended without an outcome";
        QTest::newRow("cut off") << by_itself << false << 0 << 0 << R"({"outcome":{)"
                                 << "crashed"
                                 << "the engine's account of its outcome cannot be understood";
        QTest::newRow("of another shape") << by_itself << false << 0 << 0 << "[1,2]"
                                          << "crashed"
                                          << "the engine's account of its outcome cannot be understood";
        const QString beyond =
            "the engine's account of its outcome %1, so it was not read; the scenario must "
            "report less";
        const auto nested = [](int depth) {
            return R"({"outcome":{"values":{"v":)" + QString("[").repeated(depth) +
                   QString("]").repeated(depth) + R"(},"checks":[]}})";
        };
        const auto named = [](int names) {
            QString text = R"({"outcome":{"values":{)";
            for (int i = 0; i < names; ++i)
                text += QString("%1\"%2\":1").arg(i == 0 ? "" : ",").arg(i, 0, 36);
            return text + R"(},"checks":[]}})";
        };
        QTest::newRow("nested") << by_itself << false << 0 << 0 << nested(13) << "finished"
                                << "";
        QTest::newRow("nested 17 deep") << by_itself << false << 0 << 0 << nested(14) << "crashed"
                                        << beyond.arg("is nested more than 16 deep");
        QTest::newRow("nested 60,000 deep") << by_itself << false << 0 << 0 << nested(60'000) << "crashed"
                                            << beyond.arg("is nested more than 16 deep");
        QTest::newRow("nested and cut off") << by_itself << false << 0 << 0 << QString("[").repeated(500'000)
                                            << "crashed" << beyond.arg("is nested more than 16 deep");
        QTest::newRow("1,000 names") << by_itself << false << 0 << 0 << named(1'000) << "finished"
                                     << "";
        QTest::newRow("100,000 names") << by_itself << false << 0 << 0 << named(100'000) << "crashed"
                                       << beyond.arg("has more than 2000 names");
        QTest::newRow("300,000 names") << by_itself << false << 0 << 0 << named(300'000) << "crashed"
                                       << beyond.arg("is longer than 1024 KiB");
        Outcome many_checks;
        for (int i = 0; i < 101; ++i)
            many_checks.check("check");
        QTest::newRow("101 checks") << by_itself << false << 0 << 0
                                    << QString::fromStdString(result_text(many_checks)) << "crashed"
                                    << beyond.arg("has more than 100 checks");
        QTest::newRow("killed by somebody")
            << by_itself << false << 0 << 9 << ""
            << "crashed"
            << "the engine was ended by signal 9 (killed); if nobody did that, the "
               "kernel did for want of memory: close other programs or choose "
               "smaller parameters";
        QTest::newRow("stopped") << asked << false << 0 << 0 << ""
                                 << "deadlock"
                                 << "";
        QTest::newRow("stopped and killed") << asked << true << 0 << 9 << ""
                                            << "deadlock"
                                            << "";
        QTest::newRow("crashed while stopping") << asked << false << 0 << 6 << ""
                                                << "crashed"
                                                << "the engine was ended by signal 6 (aborted)";
        QTest::newRow("at the limit") << limit << true << 0 << 9 << ""
                                      << "time limit"
                                      << "";
    }
    void theEndReportDecidesHowARunEnded() {
        QFETCH(int, cause);
        QFETCH(bool, killed);
        QFETCH(int, code);
        QFETCH(int, signal);
        QFETCH(QString, result);
        QFETCH(QString, ended);
        QFETCH(QString, error);
        EndReport report;
        report.cause = static_cast<EndCause>(cause);
        report.killed = killed;
        report.engine = {100, code, signal};
        report.result = result.toStdString();
        const SessionResult judged = judge(report, Ended::deadlock);
        QCOMPARE(QString(name_of(judged.ended)), ended);
        QCOMPARE(QString::fromStdString(judged.error), error);
        QCOMPARE(judged.exits.at(0).pid, 100);
    }
};

} // namespace test_control_socket

QTEST_APPLESS_MAIN(test_control_socket::TestControlSocket)
#include "test_control_socket.moc"
