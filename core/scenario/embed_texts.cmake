# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DFILES=resources/lessons/*.md -DHEADER=core/course/lessons.h -DFUNCTION=lesson_texts -DOUTPUT=lesson_texts.cpp
#   -P embed_texts.cmake
# Writes a C++ table of the texts of files, so that programs with and without Qt carry them in the same way.
file(GLOB files "${FILES}")
list(SORT files)
set(entries "")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  cmake_path(GET file STEM name)
  string(APPEND entries "    {\"${name}\", R\"embedded(${text})embedded\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made by core/scenario/embed_texts.cmake.
#include \"${HEADER}\"

namespace interleave {

namespace {

constexpr EmbeddedText all_${FUNCTION}[] = {
${entries}};

} // namespace

std::span<const EmbeddedText> ${FUNCTION}() noexcept {
    return all_${FUNCTION};
}

} // namespace interleave
")
