// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios that crash, hang or throw in some of their orders: the search ends soon, tells which order did
// that, and goes on with the others.
#include "core/control/order_text.h"
#include "core/experiment/exploration.h"
#include "core/experiment/observed_run.h"
#include "core/scenario/catalogue_entry.h"
#include "core/sync/shared.h"
#include "tests/core/engine/engine_rig.h"

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <string>

using namespace interleave;
using namespace interleave::test;

namespace test_exploration_of_faults {

/// What the second worker does if it finds what the first one wrote.
enum class Fault { none, dies, kills_process, spins, blocks, throws };

struct Settings {
    Fault fault;
};
struct Measured {};

void commit(Fault fault) {
    switch (fault) {
    case Fault::dies:
        raise(SIGSEGV);
        break;
    case Fault::kills_process:
        raise(SIGKILL);
        break;
    case Fault::spins:
        for (volatile bool for_ever = true; for_ever;) {
        }
        break;
    case Fault::blocks: {
        std::array<int, 2> ends{};
        char nothing = 0;
        if (pipe(ends.data()) == 0) [[maybe_unused]]
            const ssize_t got = read(ends[0], &nothing, 1);
        break;
    }
    case Fault::throws:
        throw std::runtime_error("found what the other one wrote");
    case Fault::none:
        break;
    }
}

/// Of its two orders one is faulty: A B.
Measured run(Stage& stage, const Settings& settings) {
    auto& value = stage.share<Shared<std::int64_t>>("value");
    stage.team(2).run([&](Worker& worker) {
        if (worker.index() == 0)
            value.write(1);
        else if (value.read() == 1)
            commit(settings.fault);
    });
    return {};
}

Outcome check(const Settings&, const Measured&) {
    return {};
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "faults",
    .title = "Faults",
    .group = Group::first_steps,
    .about = "One of its orders has a fault.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {choice("fault", &Settings::fault, Fault::none,
                          {{"none", Fault::none},
                           {"dies", Fault::dies},
                           {"kills-process", Fault::kills_process},
                           {"spins", Fault::spins},
                           {"blocks", Fault::blocks},
                           {"throws", Fault::throws}},
                          "what goes wrong")},
    .run = run,
    .check = check,
    .why_not_controlled = can_be_controlled,
};

class TestExplorationOfFaults : public QObject {
    Q_OBJECT

private slots:
    void aFaultyOrderIsToldAndTheOthersAreTried_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<bool>("processes");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("dies") << QByteArray("dies") << false << QByteArray("crash")
                              << QByteArray("the engine was ended by signal 11");
        QTest::newRow("spins") << QByteArray("spins") << false << QByteArray("stuck")
                               << QByteArray(
                                      "a lane did not come to its next operation in step 2, B: read value");
        QTest::newRow("blocks") << QByteArray("blocks") << false << QByteArray("stuck")
                                << QByteArray(
                                       "a lane did not come to its next operation in step 2, B: read value");
        QTest::newRow("throws") << QByteArray("throws") << false << QByteArray("failed")
                                << QByteArray("found what the other one wrote");
        QTest::newRow("process dies") << QByteArray("dies") << true << QByteArray("stuck")
                                      << QByteArray("a lane did not come to its next operation");
        QTest::newRow("process is killed") << QByteArray("kills-process") << true << QByteArray("stuck")
                                           << QByteArray("a lane did not come to its next operation");
        QTest::newRow("process throws") << QByteArray("throws") << true << QByteArray("failed")
                                        << QByteArray("worker 2 failed: found what the other one wrote");
    }
    void aFaultyOrderIsToldAndTheOthersAreTried() {
        QFETCH(QByteArray, fault);
        QFETCH(bool, processes);
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, text);
        ExploreRequest request;
        request.scenario = &find_scenario("faults");
        request.parameters = ParameterSet(request.scenario->parameters);
        request.parameters.set(request.scenario->parameters, "fault", fault.toStdString());
        request.backend = processes ? Backend::processes : Backend::threads;
        request.strategy = Strategy::all;
        const Exploration found = explore_orders(request, [](const Exploration&) { return true; });
        QCOMPARE(found.explored, 2U);
        QCOMPARE(found.bad(), 1U);
        QVERIFY(found.complete);
        QVERIFY2(found.seconds < 20, "a fault is found, and another engine is started");
        const auto faulty = std::find_if(found.outcomes.begin(), found.outcomes.end(),
                                         [](const FoundOutcome& outcome) { return is_bad(outcome.kind); });
        QVERIFY(faulty != found.outcomes.end());
        QCOMPARE(QByteArray(name_of(faulty->kind)), kind);
        QVERIFY2(QByteArray::fromStdString(faulty->text).startsWith(text), faulty->text.c_str());
        QCOMPARE(to_text(faulty->shortest), std::string("AB"));
    }

    void aRunThatDoesNotGoOnIsEndedWithItsLane_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<bool>("processes");
        QTest::newRow("spins") << QByteArray("spins") << false;
        QTest::newRow("blocks") << QByteArray("blocks") << false;
        QTest::newRow("process is killed") << QByteArray("kills-process") << true;
    }
    void aRunThatDoesNotGoOnIsEndedWithItsLane() {
        QFETCH(QByteArray, fault);
        QFETCH(bool, processes);
        const Scenario& scenario = find_scenario("faults");
        RunRequest request = controlled_request(scenario);
        request.parameters.set(scenario.parameters, "fault", fault.toStdString());
        request.backend = processes ? Backend::processes : Backend::threads;
        const auto begin = std::chrono::steady_clock::now();
        ObservedRun run(request);
        QVERIFY(run.wait(limit));
        QVERIFY(std::chrono::steady_clock::now() - begin < 20s);
        const RunInfo& info = run.report().info;
        QVERIFY(info.ended == Ended::crashed);
        QVERIFY2(
            info.error.find("lane B, last seen in step 2, B: read value (test_exploration_of_faults.cpp:") !=
                std::string::npos,
            info.error.c_str());
        QCOMPARE(to_text(run.order_log().order()), std::string("AB"));
    }

    void manyOrdersLeaveNoMemoryBehind() {
        ExploreRequest request;
        request.scenario = &find_scenario("faults");
        request.parameters = ParameterSet(request.scenario->parameters);
        request.strategy = Strategy::random;
        request.limit = 2'000;
        const Exploration found = explore_orders(request, [](const Exploration&) { return true; });
        QCOMPARE(found.explored, 2'000U);
        QCOMPARE(found.restarts, 0U);
        QCOMPARE(found.bad(), 0U);
    }
};

} // namespace test_exploration_of_faults

int main(int argc, char** argv) {
    return test_with_own_engine<test_exploration_of_faults::TestExplorationOfFaults>(argc, argv);
}
#include "test_exploration_of_faults.moc"
