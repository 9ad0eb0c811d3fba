// SPDX-License-Identifier: GPL-3.0-or-later
// The application object that drawing needs, without a display.
#pragma once

#include <QGuiApplication>

#include <array>
#include <memory>

namespace interleave {

/// Pictures that are drawn while it lives look the same with and without a display, whatever desktop the user
/// has. Make it on the main thread; no other application object may exist.
class OffscreenApplication {
public:
    OffscreenApplication();

private:
    int argc_ = 1;
    std::array<char, 11> name_{"interleave"};
    std::array<char*, 2> argv_{name_.data(), nullptr};
    std::unique_ptr<QGuiApplication> application_;
};

} // namespace interleave
