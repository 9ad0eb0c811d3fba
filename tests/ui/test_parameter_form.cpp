// SPDX-License-Identifier: GPL-3.0-or-later
// The form that is made from parameters' descriptions.
#include "ui/parameters/parameter_form.h"

#include "core/event/error.h"
#include "ui/fields/number_field.h"
#include "ui/run/run_setup.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <limits>

using namespace interleave;

namespace test_parameter_form {

Scenario scenario_with_every_type() {
    Scenario scenario;
    scenario.name = "everything";
    scenario.parameters = {
        worker_count("workers", 2, 1, 64, "", "how many lanes compute"),
        integer("work", 5'000'000'000, 1, 1'000'000'000'000, "steps", "more than an int holds"),
        real("pause_ms", 2.5, 0, 100, "ms", "how long each one sleeps"),
        real("share", 0.125, 0, 1, "", "needs three decimals"),
        flag("locked", true, "whether the lock is used"),
        choice("order", "fifo", {"fifo", "barging"}, "who gets the lock"),
        text("word", "hello", "what is printed")};
    return scenario;
}

/// A form, with functions for the actions of a user.
struct FormRig {
    Scenario scenario = scenario_with_every_type();
    ParameterForm form;

    FormRig() { form.setScenario(scenario); }

    ParameterSet values() const { return parameters_from(scenario, form.toText()); }

    template <typename Widget>
    Widget& field(const char* name) {
        auto* widget = form.findChild<Widget*>(QStringLiteral("parameter.") + QLatin1String(name));
        if (widget == nullptr)
            qFatal("no field of that type for %s", name);
        return *widget;
    }
    void type(const char* name, const QString& text) {
        auto& number = field<NumberField>(name);
        number.selectAll();
        if (text.isEmpty())
            QTest::keyClick(&number, Qt::Key_Delete);
        else
            QTest::keyClicks(&number, text);
    }
    QToolButton& reset(const char* name) {
        return *form.findChild<QToolButton*>(QStringLiteral("parameterReset.") + QLatin1String(name));
    }
    QPushButton& resetAll() { return *form.findChild<QPushButton*>(QStringLiteral("parameterResetAll")); }
};

class TestParameterForm : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); }

    void everyTypeGetsTheFieldThatSuitsIt() {
        FormRig rig;
        const auto& workers = rig.field<NumberField>("workers");
        QCOMPARE(workers.minimum(), 1);
        QCOMPARE(workers.maximum(), 64);
        QCOMPARE(workers.value(), 2);
        QCOMPARE(rig.field<NumberField>("pause_ms").text(), QStringLiteral("2,5 ms"));
        QCOMPARE(rig.field<NumberField>("pause_ms").value(), 2.5);
        QVERIFY(rig.field<QCheckBox>("locked").isChecked());
        QCOMPARE(rig.field<QComboBox>("order").count(), 2);
        QCOMPARE(rig.field<QComboBox>("order").currentText(), QStringLiteral("fifo"));
        QCOMPARE(rig.field<QLineEdit>("word").text(), QStringLiteral("hello"));
    }

    void theUntouchedFormSaysTheDefaults() {
        FormRig rig;
        QVERIFY(rig.values().named_values() == ParameterSet(rig.scenario.parameters).named_values());
    }

    void everyScenarioCanBeRunAsItsFormShowsIt() {
        for (const Scenario* scenario : all_scenarios()) {
            ParameterForm form;
            form.setScenario(*scenario);
            QVERIFY2(form.problem().isEmpty(),
                     qPrintable(QString::fromStdString(scenario->name) + QLatin1Char(' ') + form.problem()));
            QVERIFY2(parameters_from(*scenario, form.toText()).named_values() ==
                         ParameterSet(scenario->parameters).named_values(),
                     scenario->name.c_str());
        }
    }

    void whatIsTypedIsWhatIsRun() {
        FormRig rig;
        rig.field<NumberField>("workers").setValue(7);
        rig.field<NumberField>("work").setValue(123'456'789'012.0);
        rig.field<NumberField>("share").setValue(0.625);
        rig.field<QCheckBox>("locked").setChecked(false);
        rig.field<QComboBox>("order").setCurrentText(QStringLiteral("barging"));
        rig.field<QLineEdit>("word").setText(QStringLiteral("ü = 1"));
        const ParameterSet values = rig.values();
        QCOMPARE(values.integer("workers"), 7);
        QCOMPARE(values.integer("work"), 123'456'789'012);
        QCOMPARE(values.real("share"), 0.625);
        QCOMPARE(values.flag("locked"), false);
        QCOMPARE(values.text("order"), std::string("barging"));
        QCOMPARE(values.text("word"), std::string("ü = 1"));
    }

    void aNumberTypedByHandIsUnderstoodWithEitherSeparator() {
        for (const char* typed : {"0,375", "0.375", " 0.375 ", "375e-3"}) {
            FormRig rig;
            rig.type("share", typed);
            QCOMPARE(rig.values().real("share"), 0.375);
            QTest::keyClick(&rig.field<NumberField>("share"), Qt::Key_Return);
            QCOMPARE(rig.field<NumberField>("share").text(), QStringLiteral("0,375"));
            QCOMPARE(rig.form.problem(), QString());
        }
    }

    void whatIsNotInTheRangeStaysAsTypedAndIsRefused_data() {
        QTest::addColumn<QString>("typed");
        for (const char* typed : {"65", "0", "-1", "12000", "1,5", "0.5", "many", " ", "1e9", "3 ms"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
        QTest::newRow("empty") << QString();
    }
    void whatIsNotInTheRangeStaysAsTypedAndIsRefused() {
        QFETCH(QString, typed);
        FormRig rig;
        rig.form.show();
        auto& field = rig.field<NumberField>("workers");
        const QPalette right = field.palette();
        rig.type("workers", typed);
        QTest::keyClick(&field, Qt::Key_Return);
        rig.field<NumberField>("share").setFocus();
        QCOMPARE(field.text(), typed);
        auto& line = *rig.form.findChild<QLabel*>(QStringLiteral("parameterProblem.workers"));
        QVERIFY(line.isVisible());
        QVERIFY2(line.text().contains(QStringLiteral("from 1 to 64")), qPrintable(line.text()));
        QVERIFY(field.palette().color(QPalette::Base) != right.color(QPalette::Base));
        QVERIFY2(rig.form.problem().startsWith(QStringLiteral("Workers: ")), qPrintable(rig.form.problem()));

        rig.type("workers", QStringLiteral("64"));
        QVERIFY(!line.isVisible());
        QCOMPARE(rig.form.problem(), QString());
        QCOMPARE(field.palette().color(QPalette::Base), right.color(QPalette::Base));
        QCOMPARE(rig.values().integer("workers"), 64);
    }

    void aFieldTakesBothEndsOfItsRangeAndAllDigitsThatWereTyped() {
        FormRig rig;
        for (const auto& [typed, value] :
             {std::pair("0", 0.0), std::pair("100", 100.0), std::pair("12.25", 12.25),
              std::pair("0,123456789", 0.123456789)}) {
            rig.type("pause_ms", QString::fromLatin1(typed));
            QCOMPARE(rig.form.problem(), QString());
            QCOMPARE(rig.values().real("pause_ms"), value);
        }
        for (const char* typed : {"1", "1000000000000", "1.000.000.000.000", "1e12"}) {
            rig.type("work", QString::fromLatin1(typed));
            QCOMPARE(rig.form.problem(), QString());
            QCOMPARE(rig.values().integer("work"), typed[1] == 0 ? 1 : 1'000'000'000'000);
        }
    }

    void aPastedNumberMayHaveItsUnit() {
        FormRig rig;
        QGuiApplication::clipboard()->setText(QStringLiteral("12.25 ms\n"));
        auto& field = rig.field<NumberField>("pause_ms");
        field.selectAll();
        QTest::keyClick(&field, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(rig.values().real("pause_ms"), 12.25);
    }

    void stepsStayWithinTheRange() {
        FormRig rig;
        auto& field = rig.field<NumberField>("workers");
        rig.type("workers", QStringLiteral("64"));
        QTest::keyClick(&field, Qt::Key_Up);
        QCOMPARE(field.value(), 64.0);
        QTest::keyClick(&field, Qt::Key_Down);
        QCOMPARE(field.value(), 63.0);
        QTest::keyClick(&field, Qt::Key_PageDown);
        QCOMPARE(field.value(), 53.0);
        rig.type("workers", QStringLiteral("12000"));
        QTest::keyClick(&field, Qt::Key_Down); // back to what the field takes
        QCOMPARE(field.value(), 64.0);
        QCOMPARE(rig.form.problem(), QString());
        auto& share = rig.field<NumberField>("share");
        QTest::keyClick(&share, Qt::Key_Up);
        QCOMPARE(share.value(), 0.135);
        rig.type("share", QStringLiteral("0"));
        QTest::keyClick(&share, Qt::Key_Up);
        QCOMPARE(share.value(), 0.01);
        auto& work = rig.field<NumberField>("work");
        rig.type("work", QStringLiteral("1000000000"));
        QTest::keyClick(&work, Qt::Key_Down);
        QCOMPARE(work.value(), 990'000'000.0);
    }

    void aMarkedFieldTakesTheColoursOfAnotherTheme() {
        FormRig rig;
        rig.form.show();
        rig.type("workers", QStringLiteral("12000"));
        auto& field = rig.field<NumberField>("workers");
        for (const Look look : {Look::dark, Look::light, Look::dark}) {
            apply_look(look);
            const Theme& theme = theme_of(look == Look::dark ? ThemeName::dark : ThemeName::light);
            QTRY_COMPARE(field.palette().color(QPalette::Base), theme.error_ground);
            QCOMPARE(field.palette().color(QPalette::Text), theme.error);
            QCOMPARE(rig.form.findChild<QLabel*>(QStringLiteral("parameterProblem.workers"))
                         ->palette()
                         .color(QPalette::WindowText),
                     theme.error);
        }
        rig.type("workers", QStringLiteral("12"));
        apply_look(Look::light);
        QTRY_COMPARE(field.palette().color(QPalette::Base), theme_of(ThemeName::light).background);
        apply_look(Look::system);
    }

    void aResetButtonWorksOnlyWhereSomethingDiffers() {
        FormRig rig;
        QVERIFY(!rig.reset("workers").isEnabled());
        QVERIFY(!rig.resetAll().isEnabled());
        rig.field<NumberField>("workers").setValue(9);
        QVERIFY(rig.reset("workers").isEnabled());
        QVERIFY(!rig.reset("share").isEnabled());
        QVERIFY(rig.resetAll().isEnabled());
        rig.reset("workers").click();
        QCOMPARE(rig.field<NumberField>("workers").value(), 2);
        QVERIFY(!rig.resetAll().isEnabled());
    }

    void oneButtonResetsAll() {
        FormRig rig;
        rig.field<NumberField>("workers").setValue(9);
        rig.field<QCheckBox>("locked").setChecked(false);
        rig.field<QLineEdit>("word").setText(QStringLiteral("other"));
        rig.resetAll().click();
        QVERIFY(rig.values().named_values() == ParameterSet(rig.scenario.parameters).named_values());
    }

    void whatWasKeptComesBackAndWhatDoesNotFitIsTheDefault() {
        FormRig before;
        before.field<NumberField>("workers").setValue(9);
        before.field<NumberField>("share").setValue(0.25);
        FormRig after;
        after.form.setText(before.form.toText());
        QVERIFY(after.values().named_values() == before.values().named_values());

        after.form.setText(
            QStringLiteral(R"({"workers":"9999","share":"nonsense","order":"lifo","locked":7,"gone":"1"})"));
        QCOMPARE(after.values().integer("workers"), 2);
        QCOMPARE(after.values().real("share"), 0.125);
        QCOMPARE(after.values().text("order"), std::string("fifo"));
        QCOMPARE(after.values().flag("locked"), true);
        after.form.setText(QStringLiteral("{{{ no json"));
        QCOMPARE(after.values().integer("workers"), 2);
    }

    void aChangeIsReportedOnce() {
        FormRig rig;
        QSignalSpy changes(&rig.form, &ParameterForm::changed);
        rig.field<NumberField>("workers").setValue(3);
        QCOMPARE(changes.count(), 1);
        rig.field<NumberField>("workers").setValue(3);
        QCOMPARE(changes.count(), 1);
    }

    void everyFieldHasANameALabelAndAToolTipWithItsRange() {
        FormRig rig;
        for (const Parameter& parameter : rig.scenario.parameters) {
            auto* widget = rig.form.findChild<QWidget*>(QStringLiteral("parameter.") +
                                                        QString::fromStdString(parameter.name));
            QVERIFY(widget != nullptr);
            QVERIFY(!widget->accessibleName().isEmpty());
            QVERIFY(widget->toolTip().contains(QString::fromStdString(parameter.about)));
        }
        QVERIFY(rig.field<NumberField>("workers").toolTip().contains(QStringLiteral("64")));
        int labelled = 0;
        for (const QLabel* label : rig.form.findChildren<QLabel*>())
            labelled += label->buddy() != nullptr ? 1 : 0;
        QCOMPARE(labelled, static_cast<int>(rig.scenario.parameters.size()));
    }

    void anotherScenarioReplacesTheFields() {
        FormRig rig;
        Scenario bare;
        bare.name = "bare";
        rig.form.setScenario(bare);
        QVERIFY(rig.form.findChild<QWidget*>(QStringLiteral("parameter.workers")) == nullptr);
        QVERIFY(!rig.resetAll().isVisibleTo(&rig.form));
        QCOMPARE(rig.form.toText(), QStringLiteral("{}"));
    }
};

} // namespace test_parameter_form

QTEST_MAIN(test_parameter_form::TestParameterForm)
#include "test_parameter_form.moc"
