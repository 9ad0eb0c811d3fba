// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/view_table.h"

#include "ui/claims/claims_entry.h"
#include "ui/code/code_entry.h"
#include "ui/compare/compare_entry.h"
#include "ui/critical_path/critical_path_entry.h"
#include "ui/events/events_entry.h"
#include "ui/gil/gil_entry.h"
#include "ui/lesson/lesson_entry.h"
#include "ui/locks/locks_entry.h"
#include "ui/output/output_entry.h"
#include "ui/parameters/parameters_entry.h"
#include "ui/printed/printed_entry.h"
#include "ui/report/report_entry.h"
#include "ui/results/results_entry.h"
#include "ui/scenarios/scenarios_entry.h"
#include "ui/speedup/speedup_entry.h"
#include "ui/statistics/statistics_entry.h"
#include "ui/timeline/timeline_entry.h"
#include "ui/wait_graph/graph_entry.h"

namespace interleave {

std::vector<View> all_views() {
    return {
        scenarios_entry(),     //
        parameters_entry(),    //
        timeline_entry(),      //
        compare_entry(),       //
        lesson_entry(),        //
        code_entry(),          //
        statistics_entry(),    //
        locks_entry(),         //
        critical_path_entry(), //
        gil_entry(),           //
        graph_entry(),         //
        events_entry(),        //
        printed_entry(),       //
        output_entry(),        //
        checks_entry(),        //
        outcome_entry(),       //
        results_entry(),       //
        speedup_entry(),       //
        claims_entry(),        //
    };
}

} // namespace interleave
