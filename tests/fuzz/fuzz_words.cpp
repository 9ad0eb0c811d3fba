// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as what a user types for parameters, as the words between host and guardian, and as packets of their
// connection. Each is understood or refused with one line.
#include "core/engine/control_socket.h"
#include "core/engine/control_words.h"
#include "core/engine/run_description.h"
#include "core/event/error.h"
#include "core/scenario/parameter.h"

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace interleave {

namespace {

const std::vector<Parameter> parameters{
    worker_count("workers", 2, 1, 16, "", "w"),    integer("rounds", 10, 0, 1'000'000'000'000, "", "r"),
    real("pause", 1, 0, 5000, "ms", "p"),          flag("timed", false, "t"),
    choice("order", "fair", {"fair", "any"}, "o"), text("picture", "", "f")};

Scenario scenario() {
    return {.name = "words",
            .title = "For fuzzing",
            .group = Group::first_steps,
            .about = "",
            .backends = {Backend::threads},
            .parameters = parameters,
            .run = [](Stage&) { return Outcome{}; }};
}
const Registration registration(scenario());

void set_parameter(std::string_view words) {
    ParameterSet set(parameters);
    try {
        set.set(parameters, words);
        // What was understood is told to the engine, which must understand the same.
        if (!(ParameterSet::from(parameters, set.named_values()).named_values() == set.named_values()))
            std::abort();
    } catch (const UsageError& error) {
        // Of the words only those of the user may break the line, which print_error() replaces.
        if (words.find('\n') == std::string_view::npos &&
            std::string_view(error.what()).find('\n') != std::string_view::npos)
            std::abort();
    }
}

void read_description(const std::string& words) {
    try {
        to_text(run_description_from(words));
    } catch (const std::exception&) {
    }
}

void read_ready_word(const std::string& words) {
    try {
        if (engine_from(words) <= 1)
            std::abort();
    } catch (const RunError& error) {
        if (std::string_view(error.what()).find('\n') != std::string_view::npos)
            std::abort();
    }
}

void receive_packet(std::string_view bytes) {
    auto [host, guardian] = ControlSocket::make_pair();
    send(guardian.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    std::string text;
    host.receive(text, std::chrono::microseconds(0));
}

} // namespace

} // namespace interleave

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace interleave;
    const std::string words(reinterpret_cast<const char*>(bytes), size);
    set_parameter(words);
    read_description(words);
    read_ready_word(words);
    receive_packet(words);
    return 0;
}
