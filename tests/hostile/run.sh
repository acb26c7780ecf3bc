#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# shellcheck disable=SC2016  # dollars in single quotes are those of perl
#
# usage: run.sh SAMX [SECONDS [KIB]]
#
# Input that wants to exhaust the program: each ends with a clear message and the documented status, within SECONDS
# (default 10) and KIB of memory (default 1.5 GiB; 0: not bounded, as AddressSanitizer needs). What the program does at
# its other edges is the business of tests/cli.

samx=$(realpath "$1") && [ -x "$samx" ] || exit 2
seconds=${2:-10}
memory=${3:-1572864}
directory=$(mktemp -d) || exit 2
trap 'rm -rf "$directory"' EXIT
cd "$directory" || exit 2
export LC_ALL=C.UTF-8
unset AWS_REGION AWS_DEFAULT_REGION

checks=0
failures=0

# expect STATUS MESSAGE WHAT COMMAND...: standard input is passed on. An empty message: none is demanded.
expect() {
    local expected=$1 message=$2 what=$3 status
    shift 3
    checks=$((checks + 1))
    (
        [ "$memory" -eq 0 ] || ulimit -v "$memory"
        exec timeout -k 5 "$seconds" "$@"
    ) >stdout 2>stderr
    status=$?
    if [ "$status" -ne "$expected" ] || ! grep -qF -- "$message" stderr stdout; then
        failures=$((failures + 1))
        printf 'not ok: %s: status %s, not %s with: %s\n' "$what" "$status" "$expected" "$message"
        cut -c1-300 stderr | head -5
    fi
}

# both STATUS MESSAGE WHAT FILE: transforms a file and validates it.
both() {
    expect "$1" "$2" "$3" "$samx" transform "$4"
    expect "$1" "$2" "$3, validated" "$samx" validate "$4"
}

# too_large WHAT: the template is transformed, but CloudFormation would not take one of its size.
too_large() {
    expect 0 '' "$1" "$samx" transform template.yaml
    expect 1 '[template-size]' "$1, validated" "$samx" validate template.yaml
}

# template PERL: a template with a table in it, and what an expression prints.
template() {
    {
        printf 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Table:\n    Type: AWS::Serverless::SimpleTable\n'
        perl -e "$1"
    } >template.yaml
}

# ------------------------------------------------------------------------------------------------------------- size

truncate -s 1G large.yaml
both 2 'larger than 64 MiB' 'a file of 1 GiB' large.yaml
expect 2 'larger than 64 MiB' '1 GiB through a pipe' "$samx" transform - < <(head -c 1073741824 /dev/zero)
rm large.yaml

template 'print "Metadata:\n  Text: ", "x" x 10_000_000, "\n"'
too_large 'a text of 10 MB'
template 'print "Metadata:\n  Text: \"", "x\\n" x 4_000_000, "\"\n"'
too_large 'a text of 12 MB with escapes'
template 'print "Metadata:\n  Text: |\n", "    line\n" x 2_000_000'
too_large 'a text of 2,000,000 lines'
template 'print "Metadata:\n  Text: [", "1," x 400_000, "1]\n"'
both 0 '' 'a line of 400,000 items' template.yaml
template 'print "Metadata:\n  Text: [", "1," x 2_000_000, "1]\n"'
both 2 '[limit]' 'a line of 2,000,000 items' template.yaml
template 'print "Metadata:\n  Text: [", "1,#\n" x 1_000_000, "1]\n"'
both 1 'invalid comment' '1,000,000 comments right behind commas' template.yaml
template 'print "Metadata:\n  Text: \"", "\n\tx" x 1_000_000, "\"\n"'
both 1 'invalid tab' '1,000,000 tabs in a text' template.yaml
template 'print "# ", "x" x 20_000_000, "\n"'
too_large 'a comment of 20 MB'
template 'print "\n" x 20_000_000'
too_large '20,000,000 empty lines'
perl -e 'print "{\"Transform\":\"AWS::Serverless-2016-10-31\",\"Metadata\":[", "1," x 4_000_000, "1],",
    "\"Resources\":{\"Table\":{\"Type\":\"AWS::Serverless::SimpleTable\"}}}"' >template.yaml
too_large 'JSON in one line of 8 MB'

# ------------------------------------------------------------------------------------------------------------ depth

template 'print "Metadata: ", "[" x 100_000, "]" x 100_000, "\n"'
both 2 '[limit]' '100,000 brackets' template.yaml
template 'print "Metadata: ", "[" x 1_000_000, "\n"'
both 2 '[limit]' '1,000,000 open brackets' template.yaml
template 'print "Metadata: ", "{a: " x 100_000, "}" x 100_000, "\n"'
both 2 '[limit]' '100,000 braces' template.yaml
template 'print "Metadata:\n  ", "- " x 100_000, "a\n"'
both 2 '[limit]' '100,000 dashes' template.yaml
template 'print "Metadata:\n"; print " " x $_, "a:\n" for 1 .. 5_000'
both 2 '[limit]' '5,000 levels of blocks' template.yaml
perl -e 'print "{\"a\":" x 100_000, "1", "}" x 100_000' >template.json
both 2 '[limit]' '100,000 braces in JSON' template.json

# ---------------------------------------------------------------------------------------------------------- aliases

template 'print "Metadata:\n  a0: &a0 [x, x]\n"; printf "  a%d: &a%d [*a%d, *a%d]\n", $_, $_, $_ - 1, $_ - 1 for 1 .. 60'
both 2 '[limit]' 'aliases that double 60 times' template.yaml
template 'print "Metadata:\n  a: &a [", "x," x 100_000, "x]\n  b: [", "*a, " x 100_000, "x]\n"'
both 2 '[limit]' '100,000 aliases of 100,000 items' template.yaml
template 'print "Metadata:\n  m0: &m0 {k0: v}\n";
    printf "  m%d: &m%d {<<: [*m%d, *m%d], k%d: v}\n", $_, $_, $_ - 1, $_ - 1, $_ for 1 .. 3_000'
both 2 '[limit]' 'merge keys that double' template.yaml
template 'print "Metadata: &a\n  b: *a\n"'
both 1 'The alias *a stands inside of what it repeats' 'an alias inside of itself' template.yaml
template 'print "Metadata: &a\n  <<: *a\n"'
both 1 '' 'a merge key inside of itself' template.yaml
template 'print "Metadata:\n"; printf "  - &a%d x\n", $_ for 1 .. 500_000; print "  - *a499999\n"'
too_large '500,000 anchors'

# ------------------------------------------------------------------------------------------------------------- keys

template 'print "Metadata:\n"; print "  k$_: v\n" for 1 .. 1_000_000'
too_large '1,000,000 keys'
template 'print "Metadata:\n"; print "  k: v\n" for 1 .. 1_000_000'
expect 0 "The key 'k' is already in this mapping" '1,000,000 times one key' "$samx" transform template.yaml
expect 1 "The key 'k' is already in this mapping" '1,000,000 times one key, validated' "$samx" validate template.yaml
template 'print "    Properties:\n"; print "      k$_: v\n" for 1 .. 1_000_000'
both 1 'k1' '1,000,000 unknown properties' template.yaml
template 'print "    Properties:\n      Tags:\n"; print "        k$_: v\n" for 1 .. 200_000'
too_large '200,000 tags'
template 'print "  B$_: {Type: AWS::S3::Bucket}\n" for 1 .. 100_000'
expect 0 '' '100,000 resources' "$samx" transform template.yaml
expect 1 '500' '100,000 resources, validated' "$samx" validate template.yaml
template 'print "  Api:\n    Type: AWS::Serverless::GraphQLApi\n    Properties:\n      Auth: {Type: API_KEY}\n",
    "      SchemaInline: a\n      Cache:\n"; print "        k$_: v\n" for reverse 1 .. 300_000'
both 1 'Cache' '300,000 unknown keys of a model' template.yaml
template 'print "  Api:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: s\n",
    "      DefinitionBody:\n        swagger: 2.0\n        info: {title: a}\n        paths: {}\n        x-keys:\n";
    print "          k$_: v\n" for 1 .. 300_000'
too_large '300,000 keys in the document of an API'

# Python 2.7 takes a text for a number that one can choose: x = 1000003 * x ^ character, 64 bits. After each pair of
# characters there is another pair that comes to the same x, so 16 pairs make 65,536 keys of one hash.
template 'use integer; use open qw(:std :utf8);
    my ($m, $x, @keys) = (1000003, (1000003 * (107 << 7)) ^ 107, "k");
    for (1 .. 16) {
        my ($first, $second, $changed) = (0x10000, 0x10002);
        $first += 2 while (($m * ($m * $x ^ $first)) ^ ($m * ($m * $x ^ $first ^ 1))) & ~0xFFFFF;
        my $difference = ($m * ($m * $x ^ $first)) ^ ($m * ($m * $x ^ $first ^ 1));
        $second += 2 while ($changed = $second ^ $difference) < 0x10000 || ($changed & 0xFFFF) >= 0xFFFE;
        @keys = map { ($_ . chr($first) . chr($second), $_ . chr($first ^ 1) . chr($changed)) } @keys;
        $x = ($m * ($m * $x ^ $first)) ^ $second;
    }
    print "  Api:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: s\n",
        "      DefinitionBody:\n        swagger: 2.0\n        info: {title: a}\n        paths: {}\n        x-keys:\n";
    print "          $_: v\n" for @keys'
too_large '65,536 keys that collide in a hash'
template 'print "Conditions:\n  C0: !Equals [a, a]\n"; printf "  C%d: !Not [Condition: C%d]\n", $_, $_ - 1 for 1 .. 50_000'
too_large 'a chain of 50,000 conditions'

# ---------------------------------------------------------------------------------------------------------- scalars

template 'print "Metadata:\n  Number: ", "9" x 1_000_000, "\n"'
both 1 'more than 4300' 'an integer of 1,000,000 digits' template.yaml
template 'print "Metadata:\n  Number: ", "9" x 4_000, "\n"'
both 0 '' 'an integer of 4,000 digits' template.yaml
template 'print "Metadata:\n  Number: 1.0e+", "9" x 1_000_000, "\n"'
both 0 '' 'an exponent of 1,000,000 digits' template.yaml
template 'print "Metadata:\n  Number: 0.", "0" x 1_000_000, "1\n"'
both 0 '' 'a fraction of 1,000,000 digits' template.yaml
template 'print "Metadata:\n  Number: ", "1:" x 100_000, "1\n"'
both 1 '' 'a number of base 60 with 100,000 digits' template.yaml
perl -e 'print "{\"Resources\":{\"A\":{\"Type\":\"AWS::S3::Bucket\",\"X\":-", "9" x 1_000_000, "e999999999999}}}"' >template.json
expect 0 '' 'a number beyond all numbers' "$samx" transform template.json
template 'print "Metadata: {a: \"\\ud800\"}\n"'
both 1 '[encoding]' 'half of a surrogate pair' template.yaml
template 'print "Metadata: {a: \"\\ud83d\\ude00\"}\n"'
both 0 '' 'a surrogate pair' template.yaml
template 'print "Metadata: {a: b\0c}\n"'
both 1 'NUL byte' 'a NUL byte' template.yaml
template 'print "Metadata: {a: \"b\\0c\"}\n"'
both 0 '' 'an escaped NUL' template.yaml
template 'print "Metadata: {a: b\xff\xfec}\n"'
both 1 'not valid UTF-8' 'invalid UTF-8' template.yaml
template 'print "Metadata: {a: \xed\xa0\x80}\n"'
both 1 'not valid UTF-8' 'a surrogate in UTF-8' template.yaml
template 'print "Metadata: {a: \xc0\x80}\n"'
both 1 'not valid UTF-8' 'an overlong NUL' template.yaml
template 'print "# caf\xc3"'
both 1 'not valid UTF-8' 'a character that is cut off' template.yaml

# ------------------------------------------------------------------------------------------------------- whole texts

template 'print ""'
perl -pe 's/\n/\r\n/' template.yaml >crlf.yaml
both 0 '' 'lines that end in CR LF' crlf.yaml
perl -pe 's/\n/\r/' template.yaml >cr.yaml
both 0 '' 'lines that end in CR' cr.yaml
{ printf '\xef\xbb\xbf'; cat template.yaml; } >mark.yaml
both 0 '' 'a byte order mark' mark.yaml
perl -e 'print "\xff\xfe", map { "$_\0" } split //, "Resources: {}\n"' >utf16.yaml
both 1 'UTF-16' 'UTF-16' utf16.yaml
perl -e 'print map { "\0$_" } split //, "Resources: {}\n"' >utf16.yaml
both 1 'UTF-16' 'UTF-16 without a mark' utf16.yaml
: >empty.yaml
both 1 'The template is empty' 'an empty file' empty.yaml
printf '# nothing\n---\n' >empty.yaml
both 1 'The template is empty' 'an empty document' empty.yaml
head -c 3000000 /dev/urandom >noise.yaml
both 1 '[encoding]' 'noise' noise.yaml

# ------------------------------------------------------------------------------------------------------------- files

both 2 'Is a directory' 'a directory' .
both 2 'No such file' 'a file that is not there' gone.yaml
mkfifo fifo
(cat template.yaml >fifo) &
expect 0 '' 'a FIFO' "$samx" transform fifo
wait
(head -c 60 template.yaml >fifo) &
expect 1 '' 'a FIFO whose writer goes away' "$samx" transform fifo
wait
exec 3<template.yaml
rm template.yaml
expect 0 '' 'a file that was removed while it is open' "$samx" transform /dev/fd/3
exec 3<&-
expect 2 'No such file' 'a file that vanished' "$samx" transform template.yaml
ln -s loop.yaml loop.yaml
both 2 'Too many levels' 'a link to itself' loop.yaml

# ------------------------------------------------------------------------------------------------------------ memory

# From what just loads the program to what is enough: it says that there is no memory, or it works, and does not crash.
if [ "$memory" -ne 0 ]; then
    template 'print "  B$_: {Type: AWS::S3::Bucket, Properties: {Tags: [{Key: a, Value: b}]}}\n" for 1 .. 2_000'
    for size in $(seq 3000 500 16000); do
        # without room for the program itself, the system ends it before it begins
        (ulimit -v "$size"; exec "$samx" version) >/dev/null 2>&1 || continue
        checks=$((checks + 1))
        (ulimit -v "$size"; exec "$samx" transform template.yaml) >/dev/null 2>stderr
        status=$?
        case $status in
        0 | 2) ;;
        *)
            failures=$((failures + 1))
            printf 'not ok: %s KiB of memory: status %s\n' "$size" "$status"
            ;;
        esac
    done
fi

printf '%d checks, %d failed\n' "$checks" "$failures"
[ "$failures" -eq 0 ]
