// SPDX-License-Identifier: GPL-3.0-or-later
// How rows are arranged is kept in a run's file, and what is no arrangement does no harm.
#include "core/event/error.h"
#include "core/file/run_notes.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace interleave;

namespace test_row_arrangement {

RowArrangement some_rows() {
    RowArrangement rows;
    rows.order = {{RowKey::Kind::object, 1}, {RowKey::Kind::lane, 0}, {RowKey::Kind::processor, 3}};
    rows.hidden = {{RowKey::Kind::lane, 2}};
    rows.pinned = {{RowKey::Kind::process, 4711}, {RowKey::Kind::lane, 1}};
    rows.collapsed = {4711};
    rows.filter = {true, 2, "worker"};
    return rows;
}

std::string quoted(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

class TestRowArrangement : public QObject {
    Q_OBJECT

private slots:
    void itComesBackFromTheTextOfTheNotes() {
        const RunNotes notes{{{1, 2, "here"}}, {7}, some_rows()};
        QCOMPARE(notes_from_text(notes_to_text(notes)), notes);
        QVERIFY(!RunNotes({}, {}, some_rows()).empty());
    }

    void itIsReadByItsWords() {
        const RunNotes notes = notes_from_text(quoted(
            "{'rows':{'order':['object 1','lane 0','processor 3'],'hidden':['lane 2'],'pinned':['lane 1',"
            "'process 4711'],'collapsed':[4711],'waiting':true,'object':2,'text':'worker'}}"));
        QCOMPARE(notes.rows, some_rows());
    }

    /// Files of older programs have no rows, and their text stays as it was.
    void withoutAnArrangementNothingIsWritten() {
        const std::string text = notes_to_text({{{1, 2, "here"}}, {}, {}});
        QVERIFY2(text.find("rows") == std::string::npos, text.c_str());
        QVERIFY(notes_from_text(quoted("{'notes':[],'marks':[4]}")).rows.empty());
    }

    void whatIsNotKnownIsSkipped() {
        const RunNotes notes = notes_from_text(
            quoted("{'rows':{'order':['galaxy 1','lane','lane x','lane -1','lane 99999999999','lane 5'],"
                   "'hidden':['lane 5 ','lane 6'],'colour':'red'}}"));
        QCOMPARE(notes.rows.order, (std::vector<RowKey>{{RowKey::Kind::lane, 5}}));
        QCOMPARE(notes.rows.hidden, (std::set<RowKey>{{RowKey::Kind::lane, 6}}));
    }

    void whatIsNoArrangementIsRefused() {
        for (const char* bad :
             {"{'rows':5}", "{'rows':[]}", "{'rows':{'order':5}}", "{'rows':{'order':[5]}}",
              "{'rows':{'collapsed':['x']}}", "{'rows':{'waiting':1}}", "{'rows':{'text':1}}"})
            QVERIFY_THROWS_EXCEPTION(RunError, notes_from_text(quoted(bad)));
    }

    void itIsBoundedAndPrintable() {
        RunNotes notes;
        for (std::uint32_t lane = 0; lane < 30'000; ++lane) {
            notes.rows.order.push_back({RowKey::Kind::lane, lane});
            notes.rows.order.push_back({RowKey::Kind::lane, lane}); // a row has one place
            notes.rows.hidden.insert({RowKey::Kind::object, lane});
        }
        notes.rows.filter.text = "a\nb" + std::string(500, 'x');
        tidy(notes);
        QCOMPARE(notes.rows.order.size(), most_arranged_rows);
        QCOMPARE(notes.rows.order[1], (RowKey{RowKey::Kind::lane, 1}));
        QCOMPARE(notes.rows.hidden.size(), most_arranged_rows);
        QCOMPARE(notes.rows.filter.text.size(), longest_row_filter);
        QVERIFY(notes.rows.filter.text.starts_with("a?b"));
        QCOMPARE(notes_from_text(notes_to_text(notes)), notes);
    }
};

} // namespace test_row_arrangement

QTEST_APPLESS_MAIN(test_row_arrangement::TestRowArrangement)
#include "test_row_arrangement.moc"
