// SPDX-License-Identifier: GPL-3.0-or-later
// Gives a fuzz target every file of its corpus, without libFuzzer, so that any build can test what was found
// once:
//   PROGRAM FOLDER
// A finding ends the program by a signal or with the status of a sanitizer.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int main(int argc, char** argv) {
    int inputs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(argc > 1 ? argv[1] : ".")) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        ++inputs;
    }
    std::printf("Totals: %d passed, %d failed, 0 skipped\n", inputs, inputs == 0 ? 1 : 0);
    return inputs == 0 ? 1 : 0;
}
