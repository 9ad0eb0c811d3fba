// SPDX-License-Identifier: GPL-3.0-or-later
// The form that is made from parameters' descriptions.
#include "ui/parameters/parameter_form.h"

#include "core/event/error.h"
#include "ui/run/run_setup.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <limits>

using namespace interleave;

namespace {

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
    QToolButton& reset(const char* name) {
        return *form.findChild<QToolButton*>(QStringLiteral("parameterReset.") + QLatin1String(name));
    }
    QPushButton& resetAll() { return *form.findChild<QPushButton*>(QStringLiteral("parameterResetAll")); }
};

} // namespace

class TestParameterForm : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); }

    void everyTypeGetsTheFieldThatSuitsIt() {
        FormRig rig;
        const auto& workers = rig.field<QSpinBox>("workers");
        QCOMPARE(workers.minimum(), 1);
        QCOMPARE(workers.maximum(), 64);
        QCOMPARE(workers.value(), 2);
        QCOMPARE(rig.field<QDoubleSpinBox>("pause_ms").suffix(), QStringLiteral(" ms"));
        QCOMPARE(rig.field<QDoubleSpinBox>("pause_ms").value(), 2.5);
        QVERIFY(rig.field<QCheckBox>("locked").isChecked());
        QCOMPARE(rig.field<QComboBox>("order").count(), 2);
        QCOMPARE(rig.field<QComboBox>("order").currentText(), QStringLiteral("fifo"));
        QCOMPARE(rig.field<QLineEdit>("word").text(), QStringLiteral("hello"));
    }

    void theUntouchedFormSaysTheDefaults() {
        FormRig rig;
        QVERIFY(rig.values().named_values() == ParameterSet(rig.scenario.parameters).named_values());
    }

    void whatIsTypedIsWhatIsRun() {
        FormRig rig;
        rig.field<QSpinBox>("workers").setValue(7);
        rig.field<QDoubleSpinBox>("work").setValue(123'456'789'012.0);
        rig.field<QDoubleSpinBox>("share").setValue(0.625);
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

    void aNumberTypedByHandInTheLocalesFormIsUnderstood() {
        FormRig rig;
        auto& share = rig.field<QDoubleSpinBox>("share");
        share.selectAll();
        QTest::keyClicks(&share, QStringLiteral("0,375"));
        QTest::keyClick(&share, Qt::Key_Return);
        QCOMPARE(rig.values().real("share"), 0.375);
    }

    void noFieldCanLeaveItsRange() {
        FormRig rig;
        rig.field<QSpinBox>("workers").setValue(1'000'000);
        rig.field<QDoubleSpinBox>("pause_ms").setValue(-5);
        QCOMPARE(rig.values().integer("workers"), 64);
        QCOMPARE(rig.values().real("pause_ms"), 0.0);
    }

    void aResetButtonWorksOnlyWhereSomethingDiffers() {
        FormRig rig;
        QVERIFY(!rig.reset("workers").isEnabled());
        QVERIFY(!rig.resetAll().isEnabled());
        rig.field<QSpinBox>("workers").setValue(9);
        QVERIFY(rig.reset("workers").isEnabled());
        QVERIFY(!rig.reset("share").isEnabled());
        QVERIFY(rig.resetAll().isEnabled());
        rig.reset("workers").click();
        QCOMPARE(rig.field<QSpinBox>("workers").value(), 2);
        QVERIFY(!rig.resetAll().isEnabled());
    }

    void oneButtonResetsAll() {
        FormRig rig;
        rig.field<QSpinBox>("workers").setValue(9);
        rig.field<QCheckBox>("locked").setChecked(false);
        rig.field<QLineEdit>("word").setText(QStringLiteral("other"));
        rig.resetAll().click();
        QVERIFY(rig.values().named_values() == ParameterSet(rig.scenario.parameters).named_values());
    }

    void whatWasKeptComesBackAndWhatDoesNotFitIsTheDefault() {
        FormRig before;
        before.field<QSpinBox>("workers").setValue(9);
        before.field<QDoubleSpinBox>("share").setValue(0.25);
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
        rig.field<QSpinBox>("workers").setValue(3);
        QCOMPARE(changes.count(), 1);
        rig.field<QSpinBox>("workers").setValue(3);
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
        QVERIFY(rig.field<QSpinBox>("workers").toolTip().contains(QStringLiteral("64")));
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

QTEST_MAIN(TestParameterForm)
#include "test_parameter_form.moc"
