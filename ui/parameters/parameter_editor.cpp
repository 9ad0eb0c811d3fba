// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parameters/parameter_editor.h"

#include "ui/fields/number_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>

namespace interleave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ParameterEditor", text);
}

NumberRange range_of(const Parameter& parameter) {
    return {parameter.minimum, parameter.maximum, parameter.type == ParameterType::integer,
            QString::fromStdString(parameter.unit)};
}

double number_of(const ParameterValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    const auto* real = std::get_if<double>(&value);
    return real == nullptr ? 0.0 : *real;
}

/// A double holds the integers of all parameters exactly, up to 2^53.
ParameterEditor number_editor(const Parameter& parameter, QWidget* parent,
                              const std::function<void()>& changed) {
    auto* field = new NumberField(range_of(parameter), parent);
    QObject::connect(field, &NumberField::valueChanged, field, [changed] { changed(); });
    QObject::connect(field, &NumberField::problemChanged, field, [changed] { changed(); });
    return {field,
            [field, whole = parameter.type == ParameterType::integer] {
                return whole ? QString::number(field->value(), 'f', 0)
                             : QString::number(field->value(), 'g', QLocale::FloatingPointShortest);
            },
            [field](const ParameterValue& value) { field->setValue(number_of(value)); },
            [field] { return field->problem(); }};
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
    case ParameterType::real:
        return number_editor(parameter, parent, changed);
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
    switch (parameter.type) {
    case ParameterType::integer:
    case ParameterType::real:
        return number_in_field(number_of(value), range_of(parameter));
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
