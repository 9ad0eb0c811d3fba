// SPDX-License-Identifier: GPL-3.0-or-later
// Places in this very program's machine code among files that the records of a program name.
#include "core/experiment/place_resolver.h"

#include <QTest>

#include <array>
#include <cinttypes>
#include <cstdio>
#include <link.h>
#include <string>
#include <vector>

using namespace interleave;

namespace test_place_resolver {

int gate = 0;

std::string place_of(const void* address) {
    std::uintptr_t loaded_at = 0;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* result) {
            *static_cast<std::uintptr_t*>(result) = info->dlpi_addr;
            return 1; // the program itself comes first
        },
        &loaded_at);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "/proc/self/exe+0x%" PRIxPTR,
                  reinterpret_cast<std::uintptr_t>(address) - loaded_at);
    return text.data();
}

[[gnu::noinline]] const void* called_from() {
    return static_cast<const char*>(__builtin_return_address(0)) - 1;
}

/// Keeps what it gets, in words.
class Kept final : public RecordSink {
public:
    void lane_appeared(const LaneInfo&) override {}
    void object_appeared(const ObjectInfo& object) override { objects.push_back(object.name); }
    void file_appeared(std::uint32_t number, const std::string& path) override {
        files.push_back(std::to_string(number) + " " + path.substr(path.rfind('/') + 1));
    }
    void records(std::span<const TimedRecord> batch) override {
        for (const TimedRecord& record : batch)
            sites.push_back(std::to_string(site_file(record.site)) + ":" +
                            std::to_string(site_line(record.site)));
    }
    void time_reached(std::int64_t) override {}

    std::vector<std::string> objects;
    std::vector<std::string> files;
    std::vector<std::string> sites;
};

TimedRecord record_at(SiteId site) {
    TimedRecord record{};
    record.site = site;
    return record;
}

class TestPlaceResolver : public QObject {
    Q_OBJECT

private slots:
    void whatHasLinesPassesAsItIs() {
        Kept kept;
        PlaceResolver resolver(kept);
        resolver.file_appeared(1, "/home/me/a.py");
        resolver.file_appeared(2, "/home/me/b+0xyz");
        resolver.object_appeared({1, ObjectKind::mutex, "the gate"});
        resolver.records(std::array{record_at(make_site(1, 7)), record_at(make_site(2, 0)), record_at(0)});
        QCOMPARE(kept.files, (std::vector<std::string>{"1 a.py", "2 b+0xyz"}));
        QCOMPARE(kept.objects, (std::vector<std::string>{"the gate"}));
        QCOMPARE(kept.sites, (std::vector<std::string>{"1:7", "2:0", "0:0"}));
    }

    void placesOfOneFileAreItsLines() {
        Kept kept;
        PlaceResolver resolver(kept);
        const void* const first = called_from();
        const void* const second = called_from();
        const int line = __LINE__ - 2;
        resolver.file_appeared(1, place_of(first));
        resolver.file_appeared(2, "/no/such/program+0x12a4");
        resolver.file_appeared(3, place_of(second));
        if (kept.files.front().find("+0x") != std::string::npos)
            QSKIP("this program was built without debugging information");
        resolver.records(std::array{record_at(make_site(1, 0)), record_at(make_site(2, 0)),
                                    record_at(make_site(3, 0)), record_at(0), record_at(make_site(9, 4))});
        QCOMPARE(kept.files, (std::vector<std::string>{"1 test_place_resolver.cpp", "2 program+0x12a4"}));
        QCOMPARE(kept.sites, (std::vector<std::string>{"1:" + std::to_string(line), "2:0",
                                                       "1:" + std::to_string(line + 1), "0:0", "9:4"}));
    }

    void theInnermostLineThatIsKnownCounts() {
        Kept kept;
        PlaceResolver resolver(kept);
        const std::string place = place_of(called_from());
        const int line = __LINE__ - 1;
        resolver.file_appeared(1, "/no/such/library.so+0x10<0x20<" + place + "<0x1");
        resolver.file_appeared(2, "/no/such/library.so+0x10</no/such/program+0x30");
        if (kept.files.front().find("+0x") != std::string::npos)
            QSKIP("this program was built without debugging information");
        resolver.records(std::array{record_at(make_site(1, 0)), record_at(make_site(2, 0))});
        QCOMPARE(kept.files, (std::vector<std::string>{"1 test_place_resolver.cpp", "2 library.so+0x10"}));
        QCOMPARE(kept.sites, (std::vector<std::string>{"1:" + std::to_string(line), "2:0"}));
    }

    void anObjectHasTheNameOfItsVariable() {
        Kept kept;
        PlaceResolver resolver(kept);
        const std::string place = place_of(&gate);
        resolver.file_appeared(1, place.substr(0, place.rfind('+')));
        resolver.object_appeared(
            {1, ObjectKind::mutex, "mutex " + place.substr(place.rfind('/') + 1) + "#1"});
        resolver.object_appeared({2, ObjectKind::mutex, "mutex exe+0x1#2"}); // of which nothing was said
        resolver.file_appeared(3, "/no/such/program");
        resolver.object_appeared({3, ObjectKind::mutex, "mutex program+0x12a4#3"});
        QCOMPARE(kept.objects, (std::vector<std::string>{"test_place_resolver::gate", "mutex exe+0x1#2",
                                                         "mutex program+0x12a4"}));
    }

    void anObjectElsewhereIsNamedAfterTheLineThatUsesIt() {
        Kept kept;
        PlaceResolver resolver(kept);
        const std::string place = place_of(called_from());
        const int line = __LINE__ - 1;
        resolver.file_appeared(1, place);
        resolver.object_appeared(
            {1, ObjectKind::mutex, "mutex " + place.substr(place.rfind('/') + 1) + "#1"});
        if (kept.files.front().find("+0x") != std::string::npos)
            QSKIP("this program was built without debugging information");
        QCOMPARE(kept.objects,
                 (std::vector<std::string>{"mutex at test_place_resolver.cpp:" + std::to_string(line)}));
    }
};

} // namespace test_place_resolver

QTEST_APPLESS_MAIN(test_place_resolver::TestPlaceResolver)
#include "test_place_resolver.moc"
