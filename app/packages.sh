# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The Debian packages that Interleave needs, and how they are installed. app/run and tests/run source it.
# All messages go to standard error, because standard output belongs to the program that is started afterwards.

# These are needed to build and to run.
build_packages=(
    g++ cmake ninja-build
    qt6-base-dev qt6-svg-dev libqcustomplot-dev # the window and the pictures
    libgraphviz-dev                             # the layout of the wait-for graph
    nlohmann-json3-dev                          # parameters and reports
    rapidjson-dev                               # traces of other programs
    libyaml-cpp-dev                             # the front matter of lessons
    libzstd-dev zlib1g-dev                      # files of runs, and packed traces
    libdw-dev                                   # the source lines of recorded programs
    libstb-dev                                  # pictures that scenarios work on
    fonts-dejavu-core                           # text in pictures on a machine that has no fonts
)

# These are needed to test, too.
test_packages=(
    libbenchmark-dev
    mold # links the tests quickly
    xvfb xauth xdotool imagemagick # the window in a real X server
    desktop-file-utils appstream  # the desktop entry and the metainfo
    poppler-utils librsvg2-bin    # what other programs make of the exported PDF and SVG
    python3                       # the lessons' programs
)

# These are needed by tests/run --all and tests/fuzz/for-hours.
fuzz_packages=(
    clang-16 libclang-rt-16-dev
)

# These are needed by tests/lint.
lint_packages=(
    clang-format clang-tidy-16
)

say() {
    printf 'interleave: %s\n' "$*" >&2
}

# Prints the arguments that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            printf '%s\n' "$package"
    done
}

# install_missing PACKAGE…: usually nothing is missing, and then it prints nothing.
install_missing() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this is no Debian system, so nothing is installed; the build needs: $*"
        return 0
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null || ! { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            say "missing packages that only root can install: apt-get install ${missing[*]}"
            return 1
        fi
        as_root=(sudo)
    fi
    local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet
        --no-install-recommends -o DPkg::Lock::Timeout=600 "${missing[@]}")
    say "these packages are missing: ${missing[*]}"
    say "installing them with: ${as_root[*]:+sudo }apt-get install --no-install-recommends ${missing[*]}"

    # The lists of packages may be absent (a fresh container) or old (a file that is no longer served).
    local words
    if ! words=$("${install[@]}" </dev/null 2>&1); then
        say "fetching the lists of packages with: ${as_root[*]:+sudo }apt-get update"
        if ! words=$("${as_root[@]}" apt-get update --quiet -o DPkg::Lock::Timeout=600 </dev/null 2>&1) ||
            ! words=$("${install[@]}" </dev/null 2>&1); then
            printf '%s\n' "$words" >&2
            say "the packages could not be installed; what apt-get said is above"
            return 1
        fi
    fi
}
