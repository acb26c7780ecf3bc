#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh BUILD_DIR SECONDS [TARGET...]
#
# Runs fuzz targets, all by default, side by side, each for so many seconds. Fails when one finds something.
set -eu

[ $# -ge 2 ] || { sed -n '3,6s/^# //p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
seconds=$2
shift 2
if [ $# -eq 0 ]; then
    for program in "$build"/tests/fuzz/samx-fuzz-*; do
        set -- "$@" "${program##*/samx-fuzz-}"
    done
fi

mkdir -p "$build/findings"
cd "$build"
declare -A running
for target in "$@"; do
    mkdir -p "corpus/$target"
    "tests/fuzz/samx-fuzz-$target" -max_total_time="$seconds" -max_len=16384 -timeout=60 -rss_limit_mb=3072 \
        -dict=tests/fuzz/samx.dict -artifact_prefix="findings/$target-" -print_final_stats=1 \
        "corpus/$target" "$here/corpus" "$here/regressions/$target" "$here/../../conformance/cases/input" \
        >"findings/$target.log" 2>&1 &
    running[$target]=$!
done

failures=0
for target in "$@"; do
    if wait "${running[$target]}"; then
        printf '%s: %s\n' "$target" "$(grep -a '^Done ' "findings/$target.log")"
    else
        failures=$((failures + 1))
        printf '%s: a finding\n' "$target"
        grep -a -v '^#' "findings/$target.log" | tail -60
    fi
done
[ "$failures" -eq 0 ]
