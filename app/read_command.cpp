// SPDX-License-Identifier: GPL-3.0-or-later
// interleave read: prints a page of the course, such as the glossary, as Markdown.
#include "app/commands.h"
#include "app/output.h"

#include "core/course/page.h"
#include "core/event/error.h"

namespace interleave {

namespace {

std::string names_of_pages() {
    std::string names;
    for (const Page& page : pages())
        names += (names.empty() ? "" : ", ") + page.name;
    return names;
}

int read_page(const Arguments& arguments, const Graphics&) {
    if (arguments.operand.empty())
        throw UsageError("'read' needs the name of a page; there are " + names_of_pages());
    print(find_page(arguments.operand).text);
    return 0;
}

} // namespace

const Command read_command{
    .name = "read",
    .operand = "PAGE",
    .about = "print a page of the course: glossary, or between-two-lines (what can happen there)",
    .options = {},
    .run = read_page,
};

} // namespace interleave
