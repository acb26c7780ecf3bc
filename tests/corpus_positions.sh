#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: corpus_positions.sh SAMX CORPUS TABLE
#
# TABLE states for cases of the reference's own corpus, which is no part of this project, where their errors stand.
set -u
samx=$1 corpus=$2 failed=0 count=0

while read -r name expected; do
    for input in "$corpus/input/$name".*; do
        found=$("$samx" transform --local-artifacts error --region us-east-1 "$input" 2>&1 >/dev/null |
            sed -n 's/^.*\.[a-z]*:\([0-9]*:[0-9]*\): error: .*/\1/p' | tr '\n' ' ')
        count=$((count + 1))
        if [ "${found% }" != "$expected" ]; then
            printf '%s: expected %s, got %s\n' "$name" "$expected" "$found"
            failed=1
        fi
    done
done <"$3"
[ "$count" -ge 40 ] || failed=1
exit $failed
