// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_decoder.h"

#include "core/event/printable_text.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace interleave {

namespace {

constexpr char16_t first_picture = 0x2400; ///< of the control characters, in their order
constexpr char16_t picture_of_delete = 0x2421;

bool is_unsafe(char16_t letter) {
    return (letter >= 0x80 && letter < 0xa0) ||      // further control characters
           (letter >= 0x2028 && letter <= 0x202e) || // separators of lines, and directions
           (letter >= 0x2066 && letter <= 0x2069) || letter == 0x200e || letter == 0x200f || letter == 0xfeff;
}

QChar shown(QChar letter) {
    const char16_t code = letter.unicode();
    if (code < 0x20 && code != u'\t')
        return QChar(static_cast<char16_t>(first_picture + code));
    if (code == 0x7f)
        return QChar(picture_of_delete);
    return is_unsafe(code) ? QChar(QChar::ReplacementCharacter) : letter;
}

/// Whether more bytes could make a letter of these, with which the text ends.
bool is_cut_letter(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes.front());
    const std::size_t whole = first >= 0xc2 && first <= 0xdf   ? 2
                              : first >= 0xe0 && first <= 0xef ? 3
                              : first >= 0xf0 && first <= 0xf4 ? 4
                                                               : 0;
    return bytes.size() < whole && std::ranges::all_of(bytes.substr(1), [](char byte) {
               return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
           });
}

/// Returns the text of the bytes, and in `cut` those at the end that may begin a letter. (QStringDecoder of
/// Qt 6.4 loses the letter behind one that was cut and does not go on.)
QString letters_of(const std::string& bytes, std::string& cut) {
    cut.clear();
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    std::string_view rest(bytes);
    while (!rest.empty()) {
        const std::size_t length = utf8_length(rest);
        if (length == 0 && is_cut_letter(rest)) {
            cut = rest;
            break;
        }
        if (length == 0)
            text += QChar(QChar::ReplacementCharacter);
        else if (length == 1)
            text += QLatin1Char(rest.front());
        else
            text += QString::fromUtf8(rest.data(), static_cast<qsizetype>(length));
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

} // namespace

QList<OutputPiece> OutputDecoder::decode(const std::vector<OutputPart>& parts) {
    QList<OutputPiece> pieces;
    for (const OutputPart& part : parts)
        decode(part, pieces);
    return pieces;
}

void OutputDecoder::decode(const OutputPart& part, QList<OutputPiece>& pieces) {
    const QString text = letters_of(cut_[static_cast<std::size_t>(part.stream)] + part.bytes,
                                    cut_[static_cast<std::size_t>(part.stream)]);
    if (text.isEmpty())
        return;
    if (std::exchange(stream_, part.stream) != part.stream) {
        is_ended_ = true;
        was_return_ = false;
    }
    if (!is_ended_)
        pieces.append({stream_, {}, false});
    for (const QChar letter : text)
        take(letter, pieces);
}

/// A line begins only when something comes, so that there is no empty one behind the last newline.
void OutputDecoder::take(QChar letter, QList<OutputPiece>& pieces) {
    const auto begin_line = [&] {
        pieces.append({stream_, {}, true});
        is_ended_ = false;
        length_ = 0;
    };
    if (letter == QLatin1Char('\r')) {
        has_ended_line_ = !is_ended_;
        was_return_ = true;
        is_ended_ = true;
        return;
    }
    const bool is_behind_return = std::exchange(was_return_, false);
    if (letter == QLatin1Char('\n')) {
        if (is_behind_return && has_ended_line_)
            return; // both together end it
        if (is_ended_)
            begin_line();
        is_ended_ = true;
        return;
    }
    if (is_ended_ || (length_ >= longest_line && !letter.isLowSurrogate()))
        begin_line();
    pieces.back().text += shown(letter);
    ++length_;
}

} // namespace interleave
