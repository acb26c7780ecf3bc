#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: check_seeds.sh SOURCE_DIR
#
# The conformance cases are the seeds of the fuzz targets: they have every resource type and event source of spec/.
set -eu
cd "$1"

missing=0
for file in spec/resources/*.yaml spec/events/*.yaml spec/events/*/*.yaml; do
    type=$(sed -n 's/^\(resource\|event\): *//p' "$file")
    if ! grep -qrE "Type: *[\"']?$type *(#|,|\}|\$)" conformance/cases/input; then
        echo "$file: no case has the type $type"
        missing=1
    fi
done
exit "$missing"
