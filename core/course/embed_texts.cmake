# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DFOLDER=resources/lessons -DOUTPUT=lesson_texts.cpp -P embed_lessons.cmake
# Writes a C++ table of the lessons' texts and of what they promise to be seen, so that programs with and without Qt carry
# them in the same way.
file(GLOB lessons "${FOLDER}/*.md")
list(SORT lessons)
set(entries "")
foreach(lesson IN LISTS lessons)
  file(READ "${lesson}" text)
  cmake_path(GET lesson STEM scenario)
  string(APPEND entries "    {\"${scenario}\", R\"lesson(${text})lesson\"},\n")
endforeach()
file(READ "${FOLDER}/what_to_look_for.txt" look_list)
file(WRITE "${OUTPUT}" "// Made by core/course/embed_lessons.cmake.
#include \"core/course/lessons.h\"
#include \"core/course/look_list.h\"

namespace interleave {

namespace {

constexpr LessonText texts[] = {
${entries}};

} // namespace

std::span<const LessonText> lesson_texts() noexcept {
    return texts;
}

std::string_view look_list_text() noexcept {
    return R\"list(${look_list})list\";
}

} // namespace interleave
")
