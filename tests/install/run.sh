#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh SOURCE_DIR BUILD_DIR
#
# Installs the build into an empty prefix, and uses it from there as its users will: from C through pkg-config, from
# C++ through CMake, and as the README's example tells.
# In the environment: CMAKE, CC, CXX, and in CFLAGS what all objects of this build must share, such as sanitizers.
set -eu

source_dir=$1
build_dir=$2
scratch=$build_dir/install-test
prefix=$scratch/prefix

rm -rf "$scratch"
mkdir -p "$scratch"
"$CMAKE" --install "$build_dir" --prefix "$prefix" >"$scratch/install.log"

pkgconfig_dir=$(dirname "$(find "$prefix" -name samx.pc)")
export PKG_CONFIG_PATH="$pkgconfig_dir${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
library_dir=$(pkg-config --variable=libdir samx)

# compile OUTPUT SOURCE: one C file against the installed library, with pkg-config alone
compile() {
    # shellcheck disable=SC2046,SC2086
    "$CC" -std=c11 -Wall -Wextra -Wpedantic -Werror $CFLAGS -pthread -o "$1" "$2" \
        $(pkg-config --cflags --libs samx) "-Wl,-rpath,$library_dir"
}

echo "== C, pkg-config, two threads"
compile "$scratch/consumer" "$source_dir/tests/install/consumer.c"
"$scratch/consumer"

echo "== C, pkg-config, static library"
# shellcheck disable=SC2046,SC2086
"$CC" -std=c11 $CFLAGS -pthread -o "$scratch/consumer-static" "$source_dir/tests/install/consumer.c" \
    $(pkg-config --cflags samx) $(pkg-config --static --libs samx | sed "s|-lsamx|$library_dir/libsamx.a|")
"$scratch/consumer-static"

echo "== C++, find_package"
"$CMAKE" -S "$source_dir/tests/install/cmake" -B "$scratch/cmake" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_CXX_COMPILER="$CXX" -DCMAKE_CXX_FLAGS="$CFLAGS" >"$scratch/cmake.log"
"$CMAKE" --build "$scratch/cmake" >>"$scratch/cmake.log"
"$scratch/cmake/consumer_shared"
"$scratch/cmake/consumer_static"

echo "== the README's example"
awk '/^```c$/ && !done { inside = 1; next } /^```/ && inside { inside = 0; done = 1 } inside' \
    "$source_dir/README.md" >"$scratch/example.c"
if [ ! -s "$scratch/example.c" ]; then
    echo "README.md has no \`\`\`c block" >&2
    exit 1
fi
compile "$scratch/example" "$scratch/example.c"
"$scratch/example"

if [ -x "$prefix/bin/samx" ]; then
    echo "== the program"
    "$prefix/bin/samx" version
fi
