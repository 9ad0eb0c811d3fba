// SPDX-License-Identifier: GPL-3.0-or-later
// A shared variable records who reads and writes what; its copy in a forked child is another variable.
#include "core/sync/shared.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_shared {

class TestShared : public QObject {
    Q_OBJECT

private slots:
    void eachReadAndWriteIsRecordedWithItsValue() {
        SessionRig session;
        Shared<std::int64_t> variable("variable", 7);
        variable.write(variable.read() - 8);
        QCOMPARE(session.records(EventKind::read, variable.object()).at(0).value, 7U);
        QCOMPARE(session.records(EventKind::write, variable.object()).at(0).value, event_value(-1));
        QCOMPARE(variable.value(), -1);
    }

    void aCopyInAForkedChildIsRecordedAsAVariableOfItsOwn() {
        SessionRig session;
        Shared<std::int64_t> variable("variable", 1);
        Child child("child", [&] {
            variable.register_forked_copy("child's variable");
            variable.write(2);
        });
        QCOMPARE(child.join(), 0);
        QCOMPARE(variable.read(), 1);
        QCOMPARE(session.records(EventKind::write, variable.object()).size(), 0U);
        const auto writes = session.records(EventKind::write);
        QCOMPARE(writes.size(), 1U);
        QCOMPARE(session.object_name(writes[0].object), std::string("child's variable"));
    }
};

} // namespace test_shared

QTEST_APPLESS_MAIN(test_shared::TestShared)
#include "test_shared.moc"
