// SPDX-License-Identifier: GPL-3.0-or-later
// What the system refuses is told in one line with the limit that refused it and the command that lifts it.
#include "core/event/process_limits.h"
#include "core/event/refused_call.h"

#include <QTest>

#include <cerrno>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace interleave;

namespace test_refused_call {

/// While it lives, a limit of this process has another value.
class Limited {
public:
    Limited(__rlimit_resource resource, rlim_t value) : resource_(resource) {
        getrlimit(resource_, &before_);
        const rlimit limit{value, before_.rlim_max};
        setrlimit(resource_, &limit);
    }
    ~Limited() { setrlimit(resource_, &before_); }
    Limited(const Limited&) = delete;
    Limited& operator=(const Limited&) = delete;

private:
    __rlimit_resource resource_;
    rlimit before_{};
};

constexpr rlim_t mebibyte = 1U << 20U;

class TestRefusedCall : public QObject {
    Q_OBJECT

private slots:
    void tooManyOpenFilesNamesTheirLimit() {
        const Limited limited(RLIMIT_NOFILE, 12);
        QCOMPARE(
            refused_call_text("make a timer", EMFILE),
            "cannot make a timer: Too many open files; a process may open 12 files (ulimit -n): allow more, "
            "as by 'ulimit -n 1024'");
    }

    void aFileThatIsTooLargeNamesItsLimit() {
        const Limited limited(RLIMIT_FSIZE, 3 * mebibyte);
        QCOMPARE(
            refused_call_text("size it", EFBIG),
            "cannot size it: File too large; a file may have 3072 KiB (ulimit -f): allow more, as by 'ulimit "
            "-f unlimited'");
    }

    void missingMemoryNamesTheLimitOfAddressesIfThereIsOne() {
        if (limit_of(Limit::addresses))
            QSKIP("the addresses of this test are limited");
        const std::string without = refused_call_text("map it", ENOMEM);
        QVERIFY2(without.ends_with("; free some memory, or choose smaller parameters"), without.c_str());
        rlim_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages; // a sanitizer maps very many
        const Limited limited(RLIMIT_AS, pages * static_cast<rlim_t>(getpagesize()) + 1024 * mebibyte);
        const std::string with = refused_call_text("map it", ENOMEM);
        QVERIFY2(with.find("; a process may map ") != std::string::npos, with.c_str());
        QVERIFY2(with.ends_with(" MiB (ulimit -v): allow more, as by 'ulimit -v unlimited'"), with.c_str());
        QVERIFY(*addresses_left() < 1100 * mebibyte);
        QVERIFY(*addresses_left() > 512 * mebibyte);
    }

    void aThreadThatIsRefusedNamesTheLimitOfTasks() {
        const Limited limited(RLIMIT_NPROC, 4);
        const std::string text = refused_start_text("start thread 'worker 1'", EAGAIN);
        QVERIFY2(text.find("this user may have 4 processes and threads (ulimit -u)") != std::string::npos,
                 text.c_str());
    }

    void whatHasNoLimitHasARemedyAllTheSame_data() {
        QTest::addColumn<int>("error");
        for (const int error : {EAGAIN, EMFILE, ENFILE, ENOMEM, EPERM, ENOSYS, EFBIG, EINVAL})
            QTest::newRow(strerrorname_np(error)) << error;
    }
    void whatHasNoLimitHasARemedyAllTheSame() {
        QFETCH(int, error);
        const QString line = QString::fromStdString(refused_call_text("do it", error));
        QVERIFY2(line.section(QStringLiteral("; "), 1).size() > 10, qPrintable(line));
        QVERIFY(!line.contains(QLatin1Char('\n')));
    }
};

} // namespace test_refused_call

QTEST_GUILESS_MAIN(test_refused_call::TestRefusedCall)
#include "test_refused_call.moc"
