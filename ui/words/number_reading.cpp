// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/number_reading.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cmath>

namespace interleave {

namespace {

struct NumberReadingWords {
    Q_DECLARE_TR_FUNCTIONS(NumberField)
};

constexpr QChar group_sign(QLatin1Char('_')); ///< stands for what can only separate groups

bool separates_groups(QChar sign) {
    return sign.isSpace() || sign == QLatin1Char('\'') || sign == QChar(0x2019) || sign == QChar(0x066c);
}

/// Returns the text in ASCII signs, without blanks at its ends.
QString plain_signs(const QString& text) {
    const QString typed = text.trimmed();
    QString plain;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QChar sign = typed[i];
        const bool between_digits =
            i > 0 && i + 1 < typed.size() && typed[i - 1].isDigit() && typed[i + 1].isDigit();
        if (sign.isDigit())
            plain += QChar(QLatin1Char(static_cast<char>('0' + sign.digitValue())));
        else if (sign == QChar(0x2212)) // the minus sign of typography
            plain += QLatin1Char('-');
        else if (between_digits && separates_groups(sign))
            plain += group_sign;
        else if (sign == QChar(0x066b)) // separates decimals in Arabic
            plain += QLatin1Char(',');
        else if (sign.category() != QChar::Other_Format) // signs that only direct the writing
            plain += sign;
    }
    return plain;
}

QString plain_unit(QString unit) {
    return unit.replace(QChar(0xb5), QLatin1Char('u')).replace(QChar(0x3bc), QLatin1Char('u')).toLower();
}

/// Whether the digits are in groups of three, or the middle ones of two as in India.
bool is_grouped(const QString& digits, QChar separator) {
    const QString sign = QRegularExpression::escape(QString(separator));
    const QRegularExpression groups(QStringLiteral("^[1-9][0-9]{0,2}(%1[0-9]{2,3})*%1[0-9]{3}$").arg(sign));
    return groups.match(digits).hasMatch();
}

/// What the digits between sign and exponent say: as C writes it, or nothing if it is no number.
struct Digits {
    std::optional<QString> in_c;
    bool is_ambiguous = false; ///< `in_c` takes the separator for that of decimals
};

Digits understand(const QString& digits, bool is_whole, bool has_exponent, const QLocale& locale) {
    const QChar point(QLatin1Char('.'));
    const QChar comma(QLatin1Char(','));
    QChar decimal; // null for none
    bool is_ambiguous = false;
    if (digits.contains(point) && digits.contains(comma)) {
        decimal = digits.lastIndexOf(point) > digits.lastIndexOf(comma) ? point : comma;
    } else if (digits.contains(point) || digits.contains(comma)) {
        const QChar sign = digits.contains(point) ? point : comma;
        const bool may_separate_groups = is_grouped(digits, sign) && !has_exponent;
        if (digits.count(sign) == 1 && !may_separate_groups) {
            decimal = sign;
        } else if (digits.count(sign) == 1) {
            const bool groups_here = locale.groupSeparator() == sign;
            const bool decimals_here = plain_signs(locale.decimalPoint()) == sign;
            if (!(is_whole && groups_here))
                decimal = sign;
            is_ambiguous = is_whole ? !groups_here : !decimals_here;
        }
    }
    QString whole = decimal.isNull() ? digits : digits.section(decimal, 0, 0);
    const QString decimals = decimal.isNull() ? QString() : digits.section(decimal, 1);
    for (const QChar separator : {group_sign, point, comma})
        if (is_grouped(whole, separator))
            whole.remove(separator);
    const QString number = whole + point + decimals;
    static const QRegularExpression in_c(QStringLiteral("^([0-9]+\\.[0-9]*|\\.[0-9]+)$"));
    if (!in_c.match(number).hasMatch())
        return {};
    return {number, is_ambiguous};
}

/// Returns the number with all its digits, but not in groups.
QString all_digits(double value, QLocale locale) {
    locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
    return locale.toString(value, 'f', QLocale::FloatingPointShortest);
}

/// Puts the digits of a whole number in groups of three. QLocale::toString() of Qt 6.4 leaves the first two
/// groups together in some locales, which then reads as a number with decimals.
QString in_groups(QString digits, const QLocale& locale) {
    if (locale.numberOptions() & QLocale::OmitGroupSeparator)
        return digits;
    for (qsizetype at = digits.size() - 3; at > 0 && digits[at - 1].isDigit(); at -= 3)
        digits.insert(at, locale.groupSeparator());
    return digits;
}

/// Returns what the field takes: "write a whole number from 1 to 64".
QString remedy(const NumberRange& range, const QLocale& locale) {
    NumberRange plain = range;
    plain.unit.clear();
    const QString from = number_in_field(range.minimum, plain, locale);
    const QString until = number_in_field(range.maximum, range, locale);
    return (range.is_whole ? NumberReadingWords::tr("write a whole number from %1 to %2")
                           : NumberReadingWords::tr("write a number from %1 to %2"))
        .arg(from, until);
}

} // namespace

NumberReading read_number(const QString& text, const NumberRange& range, const QLocale& locale) {
    const QString typed = text.simplified();
    const auto refused = [&](const QString& why, std::optional<double> number = std::nullopt) {
        return NumberReading{number, NumberReadingWords::tr("%1; %2.").arg(why, remedy(range, locale))};
    };
    const QString plain = plain_signs(text);
    if (plain.isEmpty() || plain_unit(plain) == plain_unit(range.unit))
        return refused(NumberReadingWords::tr("The number is missing"));
    static const QRegularExpression form(
        QStringLiteral("^([+-]?)\\s*([0-9.,_]+)(?:[eE]([+-]?[0-9]{1,4}))?\\s*(.*)$"));
    const QRegularExpressionMatch parts = form.match(plain);
    const QString exponent = parts.captured(3);
    const Digits digits = understand(parts.captured(2), range.is_whole, !exponent.isEmpty(), locale);
    const QString unit = parts.captured(4);
    static const QRegularExpression like_a_unit(QStringLiteral("^[\\p{L}%/]+$"));
    const bool has_own_unit = !unit.isEmpty() && plain_unit(unit) == plain_unit(range.unit);
    const bool has_unit = has_own_unit || like_a_unit.match(unit).hasMatch();
    if (!parts.hasMatch() || !digits.in_c || (!unit.isEmpty() && !(has_unit && !range.unit.isEmpty())))
        return refused(NumberReadingWords::tr("“%1” is not a number").arg(typed));
    if (has_unit && !has_own_unit)
        return refused(NumberReadingWords::tr("“%1” is not in %2").arg(typed, range.unit));

    const QString in_c =
        parts.captured(1) + *digits.in_c + (exponent.isEmpty() ? QString() : QLatin1Char('e') + exponent);
    const double number = in_c.toDouble() + 0.0; // of the two zeros the positive one; infinite if too large
    if (digits.is_ambiguous)
        return refused(NumberReadingWords::tr("“%1” can mean %2 or %3")
                           .arg(typed, all_digits(number * 1000, locale), all_digits(number, locale)));
    if (range.is_whole && std::isfinite(number) && number != std::floor(number))
        return refused(NumberReadingWords::tr("“%1” is not a whole number").arg(typed), number);
    if (number > range.maximum)
        return refused(NumberReadingWords::tr("“%1” is too large").arg(typed), number);
    if (number < range.minimum)
        return refused(NumberReadingWords::tr("“%1” is too small").arg(typed), number);
    return {number, QString()};
}

QString number_in_field(double value, const NumberRange& range, const QLocale& locale) {
    const QString digits = range.is_whole && !range.is_identifier
                               ? in_groups(all_digits(value, locale), locale)
                               : all_digits(value, locale);
    return range.unit.isEmpty() ? digits : digits + QLatin1Char(' ') + range.unit;
}

} // namespace interleave
