// SPDX-License-Identifier: GPL-3.0-or-later
// A deadlock is said in a sentence, from what the engine's host found, and never breaks on what it did not
// expect.
#include "core/analysis/deadlock_text.h"

#include <QTest>

using namespace interleave;

namespace test_deadlock_text {

Value ring_of(const std::vector<std::string>& lanes, const std::vector<std::string>& objects) {
    return {{"lanes", Value(lanes)}, {"objects", Value(objects)}};
}

class TestDeadlockText : public QObject {
    Q_OBJECT

private slots:
    void theRingIsFollowedToItsBegin() {
        QCOMPARE(
            deadlock_text(ring_of({"A to B", "B to A"}, {"account B", "account A"})),
            std::string(
                "A to B waits for account B, held by B to A, which waits for account A, held by A to B"));
    }

    void eachWaitHasItsLineIfItIsKnown() {
        Value ring = ring_of({"A to B", "B to A"}, {"account B", "account A"});
        NamedValues members = *ring.members();
        members["lines"] = Value(std::vector<std::string>{"two_locks.cpp:25", ""});
        QCOMPARE(deadlock_text(members),
                 std::string("A to B waits for account B (two_locks.cpp:25), held by B to A, which waits for "
                             "account A, held by A to B"));
    }

    void aPlaceAtWhichAllWaitIsNamedOnce() {
        Value ring = ring_of({"p 1", "p 2", "p 3"}, {"fork 2", "fork 3", "fork 1"});
        NamedValues members = *ring.members();
        members["lines"] = Value(std::vector<std::string>(3, "philosophers.cpp:57"));
        QCOMPARE(deadlock_text(members),
                 std::string("p 1 waits for fork 2, held by p 2, which waits for fork 3, held by p 3, which "
                             "waits for fork 1, held by p 1 (all wait at philosophers.cpp:57)"));
    }

    void aLaneCanWaitForWhatItHolds() {
        QCOMPARE(deadlock_text(ring_of({"worker"}, {"lock"})),
                 std::string("worker waits for lock, held by worker"));
    }

    void eachRingOfARunIsASentence() {
        RunInfo info;
        QVERIFY(deadlock_texts(info).empty());
        info.outcome[deadlock_key] =
            Value::List{ring_of({"a", "b"}, {"x", "y"}), ring_of({"c", "d"}, {"u", "v"})};
        const std::vector<std::string> texts = deadlock_texts(info);
        QCOMPARE(texts.size(), 2U);
        QVERIFY(texts[1].starts_with("c waits for u, held by d"));
    }

    void whatHasAnotherFormIsPrintedAsItIs() {
        QVERIFY(!deadlock_text(Value("no ring")).empty());
        QVERIFY(!deadlock_text(ring_of({"a", "b"}, {"x"})).empty());
        QVERIFY(!deadlock_text(ring_of({}, {})).empty());
        QVERIFY(deadlock_text(ring_of({"a\nb"}, {"x"})).find('\n') == std::string::npos);
    }
};

} // namespace test_deadlock_text

QTEST_APPLESS_MAIN(test_deadlock_text::TestDeadlockText)
#include "test_deadlock_text.moc"
