// SPDX-License-Identifier: GPL-3.0-or-later
// A team takes no longer than its backend makes it wait.
#include "core/work/team.h"

#include "core/work/sleep.h"
#include "tests/core/sync/session_rig.h"
#include "tests/timed/timed_figure.h"

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_team_times {

class TestTeamTimes : public QObject {
    Q_OBJECT

private slots:
    /// One after the other, three sleeps of 200 ms would take 600 ms.
    void underTheGilSleepsOverlap() {
        judge(QStringLiteral("three workers under the GIL sleep at the same time"), [] {
            SessionRig session;
            Team team({numbered_names("worker", 3), Backend::gil, 1, {.interval = 200us}});
            team.run([](Worker&) { sleep_for(200ms); });
            return TimedFigure{team.wall_ms() < 500 ? Verdict::held : Verdict::missed,
                               QStringLiteral("%1 ms instead of 200 ms").arg(team.wall_ms())};
        });
    }
};

} // namespace test_team_times

QTEST_APPLESS_MAIN(test_team_times::TestTeamTimes)
#include "test_team_times.moc"
