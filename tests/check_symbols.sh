#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: check_symbols.sh STATIC_LIBRARY SHARED_LIBRARY
#
# What the compiled library promises its host: it keeps no state, it neither prints nor ends the process, and it
# exports its public functions alone.
set -u
failed=0

refuse() {
    if [ -n "$2" ]; then
        printf '%s:\n%s\n' "$1" "$2"
        failed=1
    fi
}

refuse "writable data" "$(objdump -h "$1" | awk '
    /file format/ { object = $1 }
    $2 ~ /^\.(data|bss|tdata|tbss)/ && $2 !~ /^\.data\.rel\.ro/ && $3 !~ /^0+$/ { print object, $2, "0x" $3, "bytes" }')"

ambient='v?f?printf|f?puts|f?putc|putchar|perror|_?exit|quick_exit|abort|f?open(64)?|read|f?write|getenv|time|s?rand'
refuse "calls that belong to the host" "$(nm -A -u "$1" | grep -E " U (__)?($ambient)(_chk)?$")"
refuse "exports outside samx_" "$(nm -D --defined-only "$2" | awk '$3 !~ /^samx_/ { print $3 }')"

exit $failed
