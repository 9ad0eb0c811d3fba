# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Configures and builds a preset with little output. app/run and tests/run source it and set `project` to the checkout.

# quietly LOG COMMAND…: writes the command's output to LOG and shows it if the command fails. It says once that something is
# compiled, and shows the progress on a terminal.
quietly() {
    local log=$1 line terminal=false compiles=false
    shift
    [ -t 2 ] && terminal=true
    : >"$log"
    if "$@" 2>&1 </dev/null | while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        if [[ $line == *"] Building "* ]] && ! $compiles; then
            say "building into $(dirname "$log") (the first time takes a few minutes)"
            compiles=true
        fi
        if $terminal && [[ $line == \[* ]]; then printf '\r\033[K%.76s' "$line" >&2; fi
    done; then
        if $terminal; then printf '\r\033[K' >&2; fi
        return 0
    fi
    if $terminal; then printf '\r\033[K' >&2; fi
    tail -n 60 "$log" >&2
    say "that failed: $* (the last of its words are above, all are in $log)"
    return 1
}

# build PRESET "CMAKE OPTIONS" [TARGET…]: builds the targets, or all if none is named.
build() {
    local preset=$1 options folder=$project/build/$1 configure=()
    read -ra options <<<"$2"
    shift 2
    if ! mkdir -p "$folder" 2>/dev/null || [ ! -w "$folder" ]; then
        say "$(id -un) may not write to $folder, so nothing can be built there; use a checkout of your own, or start" \
            "$folder/bin/interleave if somebody has built it"
        return 1
    fi
    # Two starts at the same time must not build in the same folder at once.
    exec 9>"$folder/.lock"
    flock 9
    if ! grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$project" "$folder/CMakeCache.txt"; then
        # New, or the checkout was moved. Whoever configures with a preset before compiles file by file, and so it stays.
        configure=(--fresh -DCMAKE_UNITY_BUILD=ON)
    fi
    if [ ${#configure[@]} -gt 0 ] || [ ${#options[@]} -gt 0 ] || [ ! -f "$folder/build.ninja" ]; then
        (cd "$project" && quietly "$folder/configure.log" cmake --preset "$preset" "${configure[@]}" "${options[@]}") || return 1
    fi
    local targets=()
    [ $# -eq 0 ] || targets=(--target "$@")
    quietly "$folder/build.log" cmake --build "$folder" "${targets[@]}" || return 1
    exec 9>&-
}
