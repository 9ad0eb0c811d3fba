// SPDX-License-Identifier: GPL-3.0-or-later
// The list of scenarios is complete and in course order, and each is found by its name.
#include "core/event/error.h"
#include "core/scenario/scenario.h"
#include "core/sync/wait_queue.h"

#include <QTest>

#include <csignal>
#include <filesystem>
#include <set>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>

using namespace interleave;

namespace {

Scenario scenario(std::string name, Group group, int order) {
    return {.name = std::move(name),
            .title = "For a test",
            .group = group,
            .order = order,
            .about = "",
            .backends = {Backend::threads},
            .parameters = {},
            .run = [](Stage&) { return Outcome{}; }};
}

// They are registered out of order.
const Registration last(scenario("test-c", Group::performance, 1'000'000));
const Registration second(scenario("test-b", Group::first_steps, -1));
const Registration first(scenario("test-a", Group::first_steps, -1));

} // namespace

class TestRegistry : public QObject {
    Q_OBJECT

private slots:
    void scenariosStandInCourseOrder() {
        const auto all = all_scenarios();
        QVERIFY(std::is_sorted(all.begin(), all.end(), [](const Scenario* a, const Scenario* b) {
            return std::tie(a->group, a->order, a->name) < std::tie(b->group, b->order, b->name);
        }));
        QCOMPARE(all[0]->name, std::string("test-a"));
        QCOMPARE(all[1]->name, std::string("test-b"));
        QCOMPARE(all.back()->name, std::string("test-c"));
    }

    void everyFileOfTheCatalogueIsInTheList() {
        std::set<std::string> in_list;
        for (const Scenario* listed : all_scenarios())
            in_list.insert(listed->source);
        const std::filesystem::path project(INTERLEAVE_SOURCE_DIR);
        int files = 0;
        for (const auto& file : std::filesystem::directory_iterator(project / "core/scenario/catalogue")) {
            if (file.path().extension() != ".cpp")
                continue;
            ++files;
            const std::string path = std::filesystem::relative(file.path(), project).string();
            QVERIFY2(in_list.contains(path), path.c_str());
        }
        QVERIFY(files > 0);
    }

    void everyScenarioIsFitToRun_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < all_scenarios().size(); ++i)
            QTest::addRow("%s", all_scenarios()[i]->name.c_str()) << static_cast<int>(i);
    }
    void everyScenarioIsFitToRun() {
        QFETCH(int, index);
        const Scenario& listed = *all_scenarios()[static_cast<std::size_t>(index)];
        QVERIFY(listed.run != nullptr);
        QVERIFY(!listed.title.empty());
        QVERIFY(!listed.backends.empty());
        QVERIFY(listed.most_lanes >= 1 && listed.most_lanes <= WaitQueue::most_waiters);
        QCOMPARE(std::set<Backend>(listed.backends.begin(), listed.backends.end()).size(),
                 listed.backends.size());
        std::set<std::string> names;
        for (const Parameter& parameter : listed.parameters) {
            QVERIFY2(names.insert(parameter.name).second, parameter.name.c_str());
            QVERIFY2(!parameter.about.empty(), parameter.name.c_str());
            // Sweeps and the engine's start use the property, people read the name: they must not differ.
            QVERIFY2(parameter.counts_workers == (parameter.name == "workers"), parameter.name.c_str());
        }
        // Every default is a value that a user could type.
        const ParameterSet defaults(listed.parameters);
        QVERIFY(ParameterSet::from(listed.parameters, defaults.named_values()).named_values() ==
                defaults.named_values());
    }

    void aMisspeltNameIsAnsweredWithTheNearest() {
        QString message;
        try {
            find_scenario("hello-thraed");
        } catch (const UsageError& error) {
            message = error.what();
        }
        QCOMPARE(message, QStringLiteral("no scenario 'hello-thraed'; did you mean 'hello-thread'?"));
    }

    void backendsAreFoundByName() {
        for (const Backend backend : {Backend::threads, Backend::gil, Backend::processes})
            QCOMPARE(parse_backend(name_of(backend)), backend);
        QVERIFY_THROWS_EXCEPTION(UsageError, parse_backend("thread pool"));
        QString message;
        try {
            parse_backend("procesess");
        } catch (const UsageError& error) {
            message = error.what();
        }
        QCOMPARE(message, QStringLiteral("no backend 'procesess'; did you mean 'processes'?"));
    }

    void twoScenariosOfOneNameEndTheProgramAtOnce() {
        int words[2];
        QCOMPARE(pipe(words), 0);
        const pid_t child = fork();
        if (child == 0) {
            signal(SIGABRT, SIG_DFL);
            dup2(words[1], STDERR_FILENO);
            const Registration again(scenario("test-a", Group::gil, 1));
            _exit(0);
        }
        ::close(words[1]);
        std::string message(4096, '\0');
        const ssize_t length = read(words[0], message.data(), message.size());
        ::close(words[0]);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
        QVERIFY(length > 0);
        message.resize(static_cast<std::size_t>(length));
        QVERIFY2(message.find("two scenarios are named 'test-a'") != std::string::npos, message.c_str());
        QVERIFY2(message.find("test_registry.cpp") != std::string::npos, message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestRegistry)
#include "test_registry.moc"
