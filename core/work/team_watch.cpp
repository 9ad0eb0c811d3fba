// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/team_watch.h"

#include "core/work/pidfd.h"
#include "core/work/worker_failure.h"

#include <sys/wait.h>
#include <unistd.h>

namespace interleave {

TeamWatch::TeamWatch(const std::vector<Process>& workers) {
    for (const Process& worker : workers) {
        const int descriptor = open_pidfd(worker.pid());
        if (descriptor < 0) {
            watched_.clear();
            return;
        }
        names_.push_back(worker.name());
        descriptors_.push_back(descriptor);
        watched_.push_back({descriptor, POLLIN, 0});
    }
}

TeamWatch::~TeamWatch() {
    for (const int descriptor : descriptors_)
        close(descriptor);
}

bool TeamWatch::wait_for_end_of(std::size_t worker) {
    if (watched_.empty())
        return true; // the caller's waitpid() waits
    while (watched_[worker].fd >= 0) {
        if (poll(watched_.data(), watched_.size(), -1) < 0)
            return false;
        for (std::size_t i = 0; i < watched_.size(); ++i) {
            if (watched_[i].fd < 0 || watched_[i].revents == 0)
                continue;
            watched_[i].fd = -1;
            look_at(i);
        }
    }
    return true;
}

void TeamWatch::look_at(std::size_t worker) {
    siginfo_t info{};
    if (waitid(P_PIDFD, static_cast<id_t>(descriptors_[worker]), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
        info.si_pid != 0 && info.si_code != CLD_EXITED)
        report_worker_failure(names_[worker], death_text({.code = 0, .signal = info.si_status}));
}

} // namespace interleave
