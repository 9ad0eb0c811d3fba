// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a test program be its own engine, with scenarios of its own, and look at what a run does.
#pragma once

#include "core/engine/engine_program.h"
#include "core/engine/session.h"

#include <QTest>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace interleave::test {

using namespace std::chrono_literals;

/// Is generous: only a test that fails waits so long.
inline constexpr auto limit = 20s;

/// Keeps all lanes and records, and the process ids that scenarios of tests record as marks.
class CountingSink final : public RecordSink {
public:
    void lane_appeared(const LaneInfo& lane) override { lanes.push_back(lane); }
    void object_appeared(const ObjectInfo&) override {}
    void file_appeared(std::uint32_t, const std::string&) override {}
    void records(std::span<const TimedRecord> batch) override {
        for (const TimedRecord& record : batch) {
            all_records.push_back(record);
            if (record.kind == EventKind::mark)
                marks.push_back(static_cast<pid_t>(record.value));
        }
    }
    void time_reached(std::int64_t time) override { reached = time; }

    std::vector<LaneInfo> lanes;
    std::vector<TimedRecord> all_records;
    std::vector<pid_t> marks;
    std::int64_t reached = 0;
};

/// Pumps until `done` is true or the run is over. Returns false if that took longer than the limit.
inline bool pump_until(Session& session, RecordSink& sink, const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < until) {
        if (done() || !session.pump(sink, 1ms))
            return true;
    }
    return false;
}
/// Pumps until the run is over. Returns false if that took longer than the limit.
inline bool pump_to_end(Session& session, RecordSink& sink) {
    bool over = false;
    const auto until = std::chrono::steady_clock::now() + limit;
    while (!over && std::chrono::steady_clock::now() < until)
        over = !session.pump(sink, 1ms);
    return over;
}

/// Returns the field of /proc/PID/stat with this number (the state is 3, the parent 4, the group 5); empty if
/// there is none.
inline std::string stat_field(pid_t pid, int number) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(file, text, '\0');
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos)
        return {};
    std::istringstream words(text.substr(name_end + 1));
    std::string word;
    for (int i = 3; i <= number; ++i)
        words >> word;
    return word;
}

/// A zombie whose parent is not this process counts as gone: init will reap it, and it runs nothing any more.
inline bool is_gone(pid_t pid) {
    const std::string state = stat_field(pid, 3);
    if (state.empty() || state == "X")
        return true;
    return state == "Z" && stat_field(pid, 4) != std::to_string(getpid());
}

inline std::vector<pid_t> living_processes_of_group(pid_t group) {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const pid_t pid = static_cast<pid_t>(std::atoi(entry.path().filename().c_str()));
        if (pid > 0 && stat_field(pid, 5) == std::to_string(group) && !is_gone(pid))
            found.push_back(pid);
    }
    return found;
}

inline std::size_t count_open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

/// Is called by main(). Runs the engine if the program was started as one, else the test, which starts this
/// program again as its engine.
template <typename Test>
int test_with_own_engine(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "guardian")
        return engine_program(argc, argv);
    setenv("INTERLEAVE_ENGINE", std::filesystem::read_symlink("/proc/self/exe").c_str(), 1);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace interleave::test
