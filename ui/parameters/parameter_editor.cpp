// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parameters/parameter_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <cmath>
#include <limits>

namespace interleave {

namespace {

constexpr int most_decimals = 6;

QString tr(const char* text) {
    return QCoreApplication::translate("ParameterEditor", text);
}

QString suffix_of(const Parameter& parameter) {
    return parameter.unit.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(parameter.unit);
}

/// Returns how many decimals are needed to type the default and both ends of the range exactly, at least two.
int decimals_of(const Parameter& parameter) {
    int decimals = 2;
    for (const double value :
         {std::get<double>(parameter.default_value), parameter.minimum, parameter.maximum})
        while (decimals < most_decimals && std::abs(value - std::round(value * std::pow(10.0, decimals)) /
                                                                std::pow(10.0, decimals)) > 1e-9)
            ++decimals;
    return decimals;
}

double number_of(const ParameterValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    const auto* real = std::get_if<double>(&value);
    return real == nullptr ? 0.0 : *real;
}

bool fits_int(const Parameter& parameter) {
    return parameter.minimum >= std::numeric_limits<int>::min() &&
           parameter.maximum <= std::numeric_limits<int>::max();
}

ParameterEditor integer_editor(const Parameter& parameter, QWidget* parent,
                               const std::function<void()>& changed) {
    auto* box = new QSpinBox(parent);
    box->setRange(static_cast<int>(parameter.minimum), static_cast<int>(parameter.maximum));
    box->setSuffix(suffix_of(parameter));
    box->setGroupSeparatorShown(true);
    box->setStepType(parameter.maximum > 1000 ? QAbstractSpinBox::AdaptiveDecimalStepType
                                              : QAbstractSpinBox::DefaultStepType);
    QObject::connect(box, &QSpinBox::valueChanged, box, [changed] { changed(); });
    return {box, [box] { return QString::number(box->value()); },
            [box](const ParameterValue& value) { box->setValue(static_cast<int>(number_of(value))); }};
}

/// Shows "50 µs" instead of "50.00 µs": digits that may be typed need not be shown.
class RealBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QString textFromValue(double value) const override {
        QString text = QDoubleSpinBox::textFromValue(value);
        const QString point = locale().decimalPoint();
        if (!text.contains(point))
            return text;
        while (text.endsWith(locale().zeroDigit()))
            text.chop(1);
        return text.endsWith(point) ? text.chopped(point.size()) : text;
    }
};

/// It is also used for integers that an int cannot hold; a double holds them exactly up to 2^53.
ParameterEditor real_editor(const Parameter& parameter, QWidget* parent,
                            const std::function<void()>& changed) {
    const int decimals = parameter.type == ParameterType::integer ? 0 : decimals_of(parameter);
    auto* box = new RealBox(parent);
    box->setDecimals(decimals);
    box->setRange(parameter.minimum, parameter.maximum);
    box->setSuffix(suffix_of(parameter));
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    QObject::connect(box, &QDoubleSpinBox::valueChanged, box, [changed] { changed(); });
    return {box, [box, decimals] { return QString::number(box->value(), 'f', decimals); },
            [box](const ParameterValue& value) { box->setValue(number_of(value)); }};
}

ParameterEditor flag_editor(QWidget* parent, const std::function<void()>& changed) {
    auto* box = new QCheckBox(parent);
    QObject::connect(box, &QCheckBox::toggled, box, [changed] { changed(); });
    return {box, [box] { return box->isChecked() ? QStringLiteral("true") : QStringLiteral("false"); },
            [box](const ParameterValue& value) {
                const auto* on = std::get_if<bool>(&value);
                box->setChecked(on != nullptr && *on);
            }};
}

ParameterEditor choice_editor(const Parameter& parameter, QWidget* parent,
                              const std::function<void()>& changed) {
    auto* box = new QComboBox(parent);
    for (const std::string& choice : parameter.choices)
        box->addItem(QString::fromStdString(choice));
    QObject::connect(box, &QComboBox::currentIndexChanged, box, [changed] { changed(); });
    return {box, [box] { return box->currentText(); },
            [box](const ParameterValue& value) {
                if (const auto* choice = std::get_if<std::string>(&value))
                    box->setCurrentIndex(std::max(0, box->findText(QString::fromStdString(*choice))));
            }};
}

ParameterEditor text_editor(QWidget* parent, const std::function<void()>& changed) {
    auto* line = new QLineEdit(parent);
    QObject::connect(line, &QLineEdit::textChanged, line, [changed] { changed(); });
    return {line, [line] { return line->text(); },
            [line](const ParameterValue& value) {
                if (const auto* words = std::get_if<std::string>(&value))
                    line->setText(QString::fromStdString(*words));
            }};
}

ParameterEditor editor_of_type(const Parameter& parameter, QWidget* parent,
                               const std::function<void()>& changed) {
    switch (parameter.type) {
    case ParameterType::integer:
        return fits_int(parameter) ? integer_editor(parameter, parent, changed)
                                   : real_editor(parameter, parent, changed);
    case ParameterType::real:
        return real_editor(parameter, parent, changed);
    case ParameterType::flag:
        return flag_editor(parent, changed);
    case ParameterType::choice:
        return choice_editor(parameter, parent, changed);
    case ParameterType::text:
        break;
    }
    return text_editor(parent, changed);
}

} // namespace

ParameterEditor make_editor(const Parameter& parameter, QWidget* parent,
                            const std::function<void()>& changed) {
    ParameterEditor editor = editor_of_type(parameter, parent, changed);
    editor.widget->setObjectName(QStringLiteral("parameter.") + QString::fromStdString(parameter.name));
    editor.widget->setToolTip(tool_tip_of(parameter));
    editor.widget->setAccessibleName(label_of(parameter));
    editor.widget->setAccessibleDescription(QString::fromStdString(parameter.about));
    editor.write(parameter.default_value);
    return editor;
}

QString label_of(const Parameter& parameter) {
    QString label = QString::fromStdString(parameter.name);
    label.replace(QLatin1Char('_'), QLatin1Char(' ')).replace(QLatin1Char('-'), QLatin1Char(' '));
    // The field shows the unit behind its number, so the label of "critical_us" leaves it out.
    const QString unit = QString::fromStdString(parameter.unit).replace(QChar(0xb5), QLatin1Char('u'));
    if (!unit.isEmpty() && label.endsWith(QLatin1Char(' ') + unit))
        label.chop(unit.size() + 1);
    if (!label.isEmpty())
        label[0] = label[0].toUpper();
    return label;
}

QString words_of(const Parameter& parameter, const ParameterValue& value) {
    const QLocale locale;
    switch (parameter.type) {
    case ParameterType::integer:
        return locale.toString(number_of(value), 'f', 0) + suffix_of(parameter);
    case ParameterType::real:
        return locale.toString(number_of(value), 'g', 6) + suffix_of(parameter);
    case ParameterType::flag: {
        const auto* on = std::get_if<bool>(&value);
        return on != nullptr && *on ? tr("on") : tr("off");
    }
    case ParameterType::choice:
    case ParameterType::text:
        break;
    }
    const auto* words = std::get_if<std::string>(&value);
    return words == nullptr ? QString() : QString::fromStdString(*words);
}

QString tool_tip_of(const Parameter& parameter) {
    QString tip = QStringLiteral("<p>%1</p><p>").arg(QString::fromStdString(parameter.about).toHtmlEscaped());
    if (parameter.type == ParameterType::integer || parameter.type == ParameterType::real)
        tip += tr("From %1 to %2.")
                   .arg(words_of(parameter, parameter.minimum), words_of(parameter, parameter.maximum)) +
               QLatin1Char(' ');
    const QString fallback = words_of(parameter, parameter.default_value);
    if (!fallback.isEmpty())
        tip += tr("Default: %1.").arg(fallback.toHtmlEscaped());
    return tip + QStringLiteral("</p><p>") +
           tr("On the command line: %1")
               .arg(QStringLiteral("<code>--set %1=…</code>")
                        .arg(QString::fromStdString(parameter.name).toHtmlEscaped())) +
           QStringLiteral("</p>");
}

} // namespace interleave
