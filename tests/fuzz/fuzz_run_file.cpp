// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as a run's file: as they are, or as the contents of blocks whose checksums are right, because no
// fuzzer guesses those. What the reader makes of them becomes a trace and its report.
#include "core/analysis/run_report.h"
#include "core/event/error.h"
#include "core/file/file_block.h"
#include "core/file/input_bytes.h"
#include "core/file/run_reader.h"
#include "core/trace/trace.h"
#include "tests/core/file/memory_bytes.h"
#include "tests/fuzz/fuzz_input.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

namespace {

using namespace interleave;

std::string file_of(FuzzInput& input) {
    constexpr std::uint32_t most_kind = 8;
    std::string file = file_head();
    while (!input.empty()) {
        BlockHead head{.kind = static_cast<BlockKind>(input.up_to(most_kind)), .essential = input.flag()};
        head.records = input.number<std::uint16_t>();
        head.end = input.number<std::int32_t>();
        const std::vector<std::uint8_t> content = input.bytes(input.number<std::uint16_t>());
        file += make_block(head, {reinterpret_cast<const char*>(content.data()), content.size()});
    }
    return file;
}

void check_line(const std::string& line) {
    if (line.find('\n') != std::string::npos)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    FuzzInput input(bytes, size);
    const bool is_whole_file = input.flag();
    std::string file =
        is_whole_file ? std::string(reinterpret_cast<const char*>(bytes) + 1, size - 1) : file_of(input);
    try {
        InputBytes all(std::make_unique<test::MemoryBytes>(std::move(file)));
        const std::unique_ptr<RunReader> reader = read_run(all);
        Trace trace(reader->has_kernel_records());
        while (reader->read(trace)) {
        }
        const RunEnd end = reader->end();
        trace.close(end.time, end.exits);
        make_report(reader->info(), trace);
        for (const std::string& remark : reader->remarks())
            check_line(remark);
    } catch (const RunError& error) {
        check_line(error.what());
    }
    return 0;
}
