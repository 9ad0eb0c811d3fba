// SPDX-License-Identifier: GPL-3.0-or-later
// Makes text that can be shown of the bytes that a program prints, whatever they are.
#pragma once

#include "core/engine/program_output.h"

#include <QList>
#include <QString>

#include <array>
#include <string>
#include <vector>

namespace interleave {

/// Text without the end of a line in it.
struct OutputPiece {
    OutputStream stream;
    QString text;
    bool begins_line; ///< else it goes on with the line before
};

/// Takes the bytes piece by piece, as they come. A byte that is no UTF-8 becomes U+FFFD, a control character
/// the picture that Unicode has for it, and what would turn the direction of the text around U+FFFD. A
/// carriage return begins a line, because a terminal would show the line again; and so does each stream that
/// comes in between, so that a line is of one stream. Lines that are longer than longest_line go on in the
/// next one.
class OutputDecoder {
public:
    static constexpr qsizetype longest_line = 2'000; ///< letters; a text widget is slow with longer ones

    QList<OutputPiece> decode(const std::vector<OutputPart>& parts);

private:
    void decode(const OutputPart& part, QList<OutputPiece>& pieces);
    void take(QChar letter, QList<OutputPiece>& pieces);

    std::array<std::string, 2> cut_; ///< bytes of each stream that begin a letter whose rest may come
    OutputStream stream_ = OutputStream::output; ///< of the last line
    qsizetype length_ = 0;                       ///< of that line
    bool is_ended_ = true;                       ///< what comes next begins a line
    bool was_return_ = false;                    ///< the last letter, which may belong to a newline
    bool has_ended_line_ = false;                ///< that return
};

} // namespace interleave
