#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: reproducible.sh SOURCE_DIR [CMAKE_ARGUMENT...]
#
# Builds a release twice, from copies of the sources in folders of different names: the same bytes.
set -euo pipefail
source=$(realpath "$1")
shift
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

for copy in first a/second/one; do
    mkdir -p "$directory/$copy"
    (cd "$source" && tar -c CMakeLists.txt CMakePresets.json LICENSE cli cmake conformance/*.[ch] include lib man spec tests/bench) |
        tar -x -C "$directory/$copy"
    # a compiler cache would give the second build the files of the first
    (cd "$directory/$copy" && CCACHE_DISABLE=1 && export CCACHE_DISABLE &&
        cmake --preset release -DSAMX_TESTS=OFF "$@" >/dev/null && cmake --build --preset release >/dev/null)
done

for file in samx libsamx.a; do
    cmp "$directory/first/build/release/$file" "$directory/a/second/one/build/release/$file"
done
library=$(cd "$directory/first/build/release" && find . -name 'libsamx.so.*.*.*')
cmp "$directory/first/build/release/$library" "$directory/a/second/one/build/release/$library"
sha256sum "$directory/first/build/release/samx" | sed 's/ .*/  samx/'
