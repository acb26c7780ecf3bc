#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: check.sh PROGRAM SHARED_LIBRARY
#
# What the files of a release are protected with, read from their ELF headers.
set -eu
program=$1
library=$2
failures=0

# must FILE WHAT PATTERN READELF_OPTION
must() {
    if ! readelf -W "$4" "$1" | grep -Eq -- "$3"; then
        echo "$1: $2"
        failures=$((failures + 1))
    fi
}
must_not() {
    if readelf -W "$4" "$1" | grep -Eq -- "$3"; then
        echo "$1: $2"
        failures=$((failures + 1))
    fi
}

must "$program" 'is not position independent' 'Flags:.* PIE' -d
for file in "$program" "$library"; do
    must "$file" 'has no RELRO segment' GNU_RELRO -l
    must "$file" 'binds lazily: RELRO is not full' 'FLAGS.*(BIND_)?NOW' -d
    must "$file" 'has no stack protector' '__stack_chk_fail' --syms
    must "$file" 'is not fortified' '__(memcpy|snprintf|fprintf|vsnprintf|memmove|strcpy|read|memset)_chk' --syms
    must_not "$file" 'has an executable stack' 'GNU_STACK.* [R ][W ]E' -l
    must_not "$file" 'has text relocations' TEXTREL -d
    must_not "$file" 'has a run path' '(RUNPATH|RPATH)' -d
done
[ "$failures" -eq 0 ]
