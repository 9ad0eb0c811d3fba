// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the catalogue gets its parameters typed in its struct, and its measurements in its check.
#include "core/scenario/catalogue_entry.h"

#include "core/event/error.h"
#include "core/trace/json.h"

#include <QTest>

using namespace interleave;

namespace {

enum class Cure { none, order };

struct Settings {
    int workers;
    std::uint32_t room;
    std::chrono::milliseconds pause;
    double share;
    bool lock;
    Cure cure;
    std::string words;
};

struct Measured {
    Settings settings;
};

Measured run(Stage&, const Settings& settings) {
    return {settings};
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    Outcome outcome;
    outcome.value("workers", settings.workers);
    outcome.value("room", measured.settings.room);
    outcome.value("pause", measured.settings.pause.count());
    outcome.value("share", measured.settings.share);
    outcome.value("lock", measured.settings.lock);
    outcome.value("cured", measured.settings.cure == Cure::order);
    outcome.value("words", measured.settings.words);
    outcome.value("backend", name_of(backend));
    return outcome;
}

Outcome check_deadlock(const Settings& settings, int lanes_in_ring) {
    Outcome outcome;
    outcome.check("ring").claims("All wait.").expects(exactly(settings.workers)).measured(lanes_in_ring);
    return outcome;
}

void validate(const Settings& settings) {
    if (settings.workers == 7)
        throw UsageError("seven is too many");
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "test-page",
    .title = "For a test",
    .group = Group::first_steps,
    .order = -1,
    .about = "",
    .backends = {Backend::threads},
    .parameters = {worker_count("workers", &Settings::workers, 2, 1, 8, "", "how many"),
                   integer("room", &Settings::room, 4, 1, 64, "", "how much room"),
                   integer("pause", &Settings::pause, 5, 0, 100, "ms", "how long"),
                   real("share", &Settings::share, 0.5, 0, 1, "", "how much of it"),
                   flag("lock", &Settings::lock, false, "whether there is a lock"),
                   choice("cure", &Settings::cure, Cure::none, {{"none", Cure::none}, {"order", Cure::order}},
                          "what helps"),
                   text("words", &Settings::words, "hello", "what it says")},
    .validate = validate,
    .run = run,
    .check = check,
    .check_deadlock = check_deadlock,
};

ParameterSet parameters(const std::vector<const char*>& assignments) {
    const auto& page_parameters = find_scenario("test-page").parameters;
    ParameterSet set(page_parameters);
    for (const char* assignment : assignments)
        set.set(page_parameters, assignment);
    return set;
}

NamedValues values_of(const std::vector<const char*>& assignments, Backend backend = Backend::threads) {
    const auto region = SessionRegion::create({1U << 10U, 1U << 20U}, ClockSource::monotonic_raw);
    const ParameterSet set = parameters(assignments);
    Stage stage(set, backend, 1, *region);
    return find_scenario("test-page").run(stage).values;
}

} // namespace

class TestCatalogueEntry : public QObject {
    Q_OBJECT

private slots:
    void defaultsArriveInTheStruct() {
        const NamedValues values = values_of({});
        QCOMPARE(QString::fromStdString(one_line(to_json(values))),
                 QStringLiteral(R"({"workers":2,"room":4,"pause":5,"share":0.5,"lock":false,"cured":false,)"
                                R"("words":"hello","backend":"threads"})"));
    }

    void whatWasTypedArrivesInTheStruct() {
        const NamedValues values = values_of(
            {"workers=3", "room=64", "pause=100", "share=0.25", "lock=yes", "cure=order", "words=a b"},
            Backend::gil);
        QCOMPARE(QString::fromStdString(one_line(to_json(values))),
                 QStringLiteral(R"({"workers":3,"room":64,"pause":100,"share":0.25,"lock":true,"cured":true,)"
                                R"("words":"a b","backend":"gil"})"));
    }

    void aChoiceIsOfferedByItsWords() {
        const auto& page_parameters = find_scenario("test-page").parameters;
        QCOMPARE(page_parameters[5].choices, (std::vector<std::string>{"none", "order"}));
        QCOMPARE(std::get<std::string>(page_parameters[5].default_value), std::string("none"));
    }

    void whatCannotRunIsRefusedBeforeTheStart() {
        find_scenario("test-page").validate(parameters({}));
        QVERIFY_THROWS_EXCEPTION(UsageError, find_scenario("test-page").validate(parameters({"workers=7"})));
    }

    void aDeadlockHasACheckOfItsOwn() {
        const Outcome outcome = find_scenario("test-page").check_deadlock(parameters({"workers=5"}), 5);
        QCOMPARE(outcome.checks.size(), std::size_t{1});
        QCOMPARE(outcome.checks[0].expected, 5.0);
        QCOMPARE(outcome.checks[0].measured, std::optional(5.0));
    }

    void checksAreWrittenAsSentences() {
        Outcome outcome;
        outcome.check("first")
            .claims("So much.")
            .expects(at_most(3, "ms"))
            .tolerance(0.5)
            .measured(2)
            .doubt("busy")
            .remark("as it should be");
        outcome.check("second").claims("More.").expects(above(1)).measured_in_trace("most_holders", "GIL");
        QCOMPARE(outcome.checks.size(), std::size_t{2});
        const Check& check = outcome.checks[0];
        QCOMPARE(check.name, std::string("first"));
        QCOMPARE(check.claim, std::string("So much."));
        QVERIFY(check.comparison == Comparison::at_most && check.expected == 3 && check.unit == "ms");
        QVERIFY(check.tolerance == 0.5 && check.measured == 2.0 && check.decidable);
        QCOMPARE(check.doubt, std::string("busy"));
        QCOMPARE(check.why, std::string("as it should be"));
        QVERIFY(outcome.checks[1].measure->what == "most_holders" &&
                outcome.checks[1].measure->object == "GIL");
    }

    void theFirstReasonThatAppliesIsShown() {
        Outcome outcome;
        outcome.check("open")
            .decidable_if(true, "not this")
            .decidable_if(false, "this")
            .decidable_if(false, "nor this");
        QVERIFY(!outcome.checks[0].decidable);
        QCOMPARE(outcome.checks[0].why, std::string("this"));
    }
};

QTEST_APPLESS_MAIN(TestCatalogueEntry)
#include "test_catalogue_entry.moc"
