// SPDX-License-Identifier: GPL-3.0-or-later
// What Qt and the libraries below it say while they look for a display, in one line.
#pragma once

#include <QtGlobal>

#include <string>

namespace interleave {

/// While it lives, it keeps what Qt says and what libraries write to standard error. It is for the
/// construction of an application object, which Qt answers with a page of text and an abort where no window
/// can be opened. What libraries wrote is passed on at its end. At most one exists at a time, on the main
/// thread.
class StartMessages {
public:
    /// `give_up` gets these words in one line when Qt is about to abort. It must end the program.
    using GiveUp = void (*)(const std::string& words);

    explicit StartMessages(GiveUp give_up);
    ~StartMessages();
    StartMessages(const StartMessages&) = delete;
    StartMessages& operator=(const StartMessages&) = delete;

private:
    QtMessageHandler usual_;
};

/// Returns the remedy for what Qt said: the name of a platform that Qt has no plugin for, or no display.
std::string start_remedy(const std::string& words);

} // namespace interleave
