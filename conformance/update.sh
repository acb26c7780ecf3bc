#!/bin/sh
# Makes the expected outputs of the cases anew, from the reference translator.
#
# usage: SAMX_REFERENCE_RUNNER=COMMAND conformance/update.sh [GROUP...]
#
# COMMAND runs the reference (aws/serverless-application-model, the release that `samx version` names) on templates. It
# is called as
#
#     COMMAND --partition aws|aws-cn|aws-us-gov --params JSON --out FOLDER TEMPLATE...
#
# and writes for each TEMPLATE, by its base name without the suffix, FOLDER/NAME.json: the transformed template, or
# {"errorMessage": "..."} when the reference refuses it. Regions are us-east-1, cn-north-1 and us-gov-west-1; the only
# managed policies are those bundled with the reference; artifacts that are local paths are left as they are.
#
# The Serverless Application Repository is not asked. What it would answer stands under `applications` in suite.json;
# COMMAND finds that object in the environment variable SAMX_REFERENCE_APPLICATIONS. The reference has to wait for
# templates to be ready, and those that time out never are.
#
# GROUP is a folder below cases/input; all of them by default. A template that is refused has an expected output in the
# aws partition alone. Where the reference fails without an answer there is no case: the script says so and stops.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cases=$here/cases
: "${SAMX_REFERENCE_RUNNER:?the command that runs the reference; see the head of this script}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# condition KEY: what suite.json says under KEY, in one line
condition() {
    python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1]))[sys.argv[2]]))' "$cases/suite.json" "$1"
}
parameters=$(condition parameters)
SAMX_REFERENCE_APPLICATIONS=$(condition applications)
export SAMX_REFERENCE_APPLICATIONS

[ $# -gt 0 ] || set -- $(cd "$cases/input" && ls -d -- */ | tr -d /)
for group in "$@"; do
    for partition in aws aws-cn aws-us-gov; do
        output=$cases/output/$group
        [ "$partition" = aws ] || output=$cases/output/$partition/$group
        made=$scratch/$partition/$group
        mkdir -p "$made" "$output"
        # The order of Python's sets follows the hash seed; a fixed one keeps the outputs of unordered cases stable.
        PYTHONHASHSEED=0 $SAMX_REFERENCE_RUNNER --partition "$partition" --params "$parameters" --out "$made" \
            "$cases/input/$group/"*.yaml
        rm -f "$output/"*.json
        for template in "$cases/input/$group/"*.yaml; do
            name=$(basename "$template" .yaml)
            if [ ! -f "$made/$name.json" ]; then
                echo "$group/$name: the reference has no answer in $partition" >&2
                exit 1
            fi
            if [ "$partition" = aws ] || ! grep -q '^  "errorMessage":' "$made/$name.json"; then
                cp "$made/$name.json" "$output/$name.json"
            fi
        done
        rmdir "$output" 2>/dev/null || true
    done
done
