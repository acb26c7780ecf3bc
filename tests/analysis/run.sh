#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh BUILD_DIR
#
# shellcheck disable=SC2016  # dollars in single quotes are those of the inner shell
#
# Static analysis of the library, the programs and what tests them, by the compile_commands.json of a build: clang-tidy
# (.clang-tidy says what for), cppcheck, and the analyzer of gcc. All must be clean. The compiler of spec/ is left out: it
# runs when samx is built, on files of our own.
set -euo pipefail
build=$(realpath "$1")
cd "$(dirname "$0")/../.."
jobs=$(nproc)
failures=0

# The files that are analysed. Unit tests are left out: the macros of criterion are not ours.
list() {
    find "$@" -name '*.c' ! -path 'tests/unit/*' ! -path 'tests/install/*' | sort
}

echo "clang-tidy"
# As many nodes as find what there is to be found here, in seconds per file less.
tidy() {
    list lib cli conformance tests/bench tests/fuzz tests/allocation tests/threads | grep -v '^tests/fuzz/mutate.c$' |
        xargs -P "$jobs" -n 4 clang-tidy --quiet -p "$build" --extra-arg=-Xclang --extra-arg=-analyzer-config \
            --extra-arg=-Xclang --extra-arg=max-nodes=20000 2>"$build/clang-tidy.log"
}
tidy || failures=$((failures + 1))

echo "cppcheck"
list lib cli conformance tests/bench tests/fuzz tests/allocation tests/threads >"$build/analysed-files"
# Null pointers behind a call that does not return are left out, which it does not know of those in other files.
cppcheck --quiet -j "$jobs" --file-list="$build/analysed-files" --std=c11 --library=posix -DSAMX_BUILDING \
    '-Dnoreturn=__attribute__((noreturn))' -Ilib -Iinclude --enable=warning,performance,portability --inline-suppr \
    --error-exitcode=1 --suppress=missingInclude --suppress=unknownMacro --suppress=internalAstError \
    --suppress=readdirCalled --suppress=nullPointerRedundantCheck --suppress=ctunullpointer ||
    failures=$((failures + 1))

echo "gcc -fanalyzer"
# Where memory is allocated and files are opened, outside of arenas. Its leaks are false in gcc 12, where lists own what is
# put into them; AddressSanitizer finds the true ones.
analyze() {
    list cli conformance lib/base lib/diag lib/emit lib/samx.c tests/threads tests/allocation |
        xargs -P "$jobs" -n 4 sh -c 'for file; do
            gcc -std=c11 -O1 -fanalyzer -Wno-analyzer-malloc-leak -Werror -Wno-error=cpp -Ilib -Iinclude -Icli \
                -Iconformance -DSAMX_BUILDING -c -o /dev/null "$file" || exit 255
        done' sh
}
analyze || failures=$((failures + 1))

[ "$failures" -eq 0 ]
