#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: corpus_findings.sh SAMX CORPUS LIST
#
# LIST has every error that `samx validate` finds in what the reference accepts of its own corpus, which is no part of
# this project. Any other error, and one that is listed and not found, fails. A line "* RULE" stands for all of a rule.
set -u
samx=$1 list=$3
cd "$2/input" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

sed -n 's/^\* //p' "$list" >"$work/whole"
grep -v -e '^#' -e '^\*' -e '^$' "$list" | sort >"$work/expected"

find . -name 'error_*' -o -type f -print | sed 's|^\./||' | sort >"$work/inputs"
[ "$(wc -l <"$work/inputs")" -ge 400 ] || exit 1
xargs "$samx" validate --region ap-southeast-1 -p param1=value1 -p param2=value2 <"$work/inputs" >"$work/output"
[ $? -le 123 ] || exit 1

sed -n 's/^\([^ ]*:[0-9]*:[0-9]*\): error: .* \[\([a-z-]*\)\]$/\1 \2/p' "$work/output" |
    awk 'FILENAME == ARGV[1] { whole[$1]; next } !($2 in whole)' "$work/whole" - | sort >"$work/found"
diff "$work/expected" "$work/found" >"$work/difference" && exit 0
sed -n -e 's/^> /not listed: /p' -e 's/^< /not found: /p' "$work/difference"
exit 1
