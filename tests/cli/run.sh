#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh SAMX
#
# What the program promises at its edges: exit statuses, messages, files that are written whole or not at all. What a
# template becomes is the business of the conformance cases.

samx=$(realpath "$1") && [ -x "$samx" ] || exit 2
directory=$(mktemp -d) || exit 2
trap 'chmod -R u+rwX "$directory"; rm -rf "$directory"' EXIT
cd "$directory" || exit 2
unset AWS_REGION AWS_DEFAULT_REGION NO_COLOR
export TERM=xterm LC_ALL=C.UTF-8

checks=0
failures=0

fail() {
    failures=$((failures + 1))
    printf 'not ok: %s\n' "$1"
    printf '  status %s\n' "$status"
    sed 's/^/  stdout: /' stdout | head -5
    sed 's/^/  stderr: /' stderr | head -5
}

# expect STATUS WHAT ARGUMENT...: runs samx, and keeps what it said for the checks below.
expect() {
    local expected=$1
    what=$2
    shift 2
    "$samx" "$@" >stdout 2>stderr
    status=$?
    checks=$((checks + 1))
    [ "$status" -eq "$expected" ] || fail "$what: status $expected expected"
}

# check WHAT COMMAND...: what the last run left behind.
check() {
    checks=$((checks + 1))
    local check=$1
    shift
    "$@" || fail "$what: $check"
}

says() { check "says '$1'" grep -qF -- "$1" stderr; }
prints() { check "prints '$1'" grep -qF -- "$1" stdout; }
silent() { check "prints nothing" test ! -s stdout; }
no_findings() { check "has no findings" test ! -s stderr; }
no_leftovers() { check "leaves no temporary file" test -z "$(find . -name '.samx-*')"; }

cat >good.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Key: {Type: String, Default: live}
Resources:
  Table:
    Type: AWS::Serverless::SimpleTable
  F:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: pass, Handler: a.b, Runtime: python3.12, AutoPublishAlias: !Ref Key}
END
cat >bad.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  Table:
    Type: AWS::Serverless::SimpleTable
    Properties:
      TabelName: users
END
cat >good.json <<'END'
{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {"Table": {"Type": "AWS::Serverless::SimpleTable"}}
}
END
cat >local.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: src/, Handler: a.b, Runtime: python3.12}
END

# ------------------------------------------------------------------------------------------------------------- usage

expect 2 'no command';              says "see 'samx help'"; silent
expect 2 'unknown command' transfrom good.yaml
says "unknown command 'transfrom'; did you mean 'transform'?"
expect 2 'a word like no command' xyzzy; says "unknown command 'xyzzy'"; check 'suggests nothing' eval '! grep -q "did you" stderr'
expect 0 'help' help;               prints 'transform'; prints 'exit status'; no_findings
expect 0 '--help' --help;           prints 'commands:'
expect 0 'help on a command' help transform; prints '--parameters-file'
expect 0 'a command with --help' transform --help; prints '--parameters-file'
expect 2 'help on what is not there' help transfrom; says "did you mean 'transform'?"
expect 0 'version' version;         prints 'samx '; prints 'samtranslator '
expect 0 '--version' --version;     prints 'samx '
expect 2 'no template' transform;   says 'no template given'; silent
expect 2 'unknown option' transform --outptu x good.yaml
says "unknown option '--outptu'; did you mean '--output'?"
expect 2 'unknown option after one with a value' transform --region=eu-west-1 -x good.yaml
says "unknown option '-x'"
expect 2 'unknown letter' transform -x good.yaml; says "unknown option '-x'"
expect 2 'ambiguous option' transform --out x good.yaml; says "'--out' is ambiguous"
expect 2 'option without value' transform good.yaml --region; says "'--region' needs a value"
expect 2 'value for none' transform --help=x;     says 'takes no value'
expect 2 'unknown notation' transform -f xml good.yaml; says "--format must be json or yaml, not 'xml'"
expect 2 'unknown rendering' transform --diagnostics xml good.yaml; says "must be text, json, sarif, junit or github"
expect 2 'unknown treatment' transform --local-artifacts drop good.yaml; says "must be keep, placeholder or error"
expect 2 'parameter without value' transform -p Key good.yaml; says "must be NAME=VALUE, not 'Key'"
expect 2 'parameter without name' transform -p =x good.yaml; says 'must be NAME=VALUE'
expect 2 'empty region' transform --region '' good.yaml; says '--region must be'
expect 2 'unknown pass' transform --dump-after nonsense good.yaml; says 'passes:'
expect 2 'two outputs' transform -o a --output-dir b good.yaml; says 'exclude each other'
expect 2 'several templates' transform good.yaml good.json; says 'several templates need --output-dir'; silent

# -------------------------------------------------------------------------------------------- transforms and statuses

expect 0 'a good template' transform good.yaml; prints 'AWS::DynamoDB::Table'; no_findings
expect 1 'a template with errors' transform bad.yaml; silent; says 'bad.yaml:'; says ' error: '
expect 0 'standard input' transform - <good.yaml; prints 'AWS::DynamoDB::Table'
expect 1 'errors in standard input' transform - <bad.yaml; says '<stdin>:'
expect 1 'not YAML' transform - <<<'a: [b'; silent; says ' error: '
expect 1 'nothing' transform - </dev/null; silent; says ' error: '
expect 1 'errors as JSON' transform --diagnostics json bad.yaml; says '"diagnostics": ['; says '"severity": "error"'
expect 0 'no errors as JSON' transform --diagnostics json good.yaml; says '"diagnostics": []'
expect 0 'a pipe as template' transform <(cat good.yaml); prints 'AWS::DynamoDB::Table'
expect 0 'a name that looks like an option' transform -- good.yaml; prints 'AWS::DynamoDB::Table'
expect 2 'no such file' transform missing.yaml; says 'missing.yaml: No such file'; silent
expect 2 'a directory' transform .; says '.: Is a directory'; silent
expect 2 'an endless file' transform /dev/zero; says '/dev/zero: larger than'; silent
if [ "$(id -u)" -ne 0 ]; then
    cp good.yaml secret.yaml; chmod 0 secret.yaml
    expect 2 'an unreadable file' transform secret.yaml; says 'secret.yaml: Permission denied'
fi
expect 0 'a local path is kept' transform local.yaml; prints 'src/'; says ' warning: '
expect 1 'a local path is refused' transform --local-artifacts error local.yaml; silent
expect 0 'a local path is replaced' transform --local-artifacts placeholder local.yaml; prints 'S3Bucket: bucket'

# ---------------------------------------------------------------------------------------------------------- notation

expect 0 'YAML stays YAML' transform good.yaml;          check 'is YAML' grep -q '^Resources:' stdout
expect 0 'JSON stays JSON' transform good.json;          check 'is JSON' grep -q '^{' stdout
expect 0 '--format over the source' transform -f json good.yaml; check 'is JSON' grep -q '^{' stdout
expect 0 'extension of the output' transform -o out.json good.yaml; check 'is JSON' grep -q '^{' out.json
expect 0 '--format over the extension' transform -f yaml -o out.json good.yaml
check 'is YAML' grep -q '^Resources:' out.json
expect 0 'an extension in capitals' transform -o out.YML good.json; check 'is YAML' grep -q '^Resources:' out.YML

# -------------------------------------------------------------------------------------------------------- parameters

expect 0 'default of a parameter' transform good.yaml;   prints 'Name: live'
expect 0 'a parameter' transform -p Key=beta good.yaml;  prints 'Name: beta'
expect 1 'a value with =' transform -p Key=a=b good.yaml; says "name ('a=b')"
expect 0 'the last of a parameter' transform -p Key=first -p Key=second good.yaml; prints 'Name: second'
echo '{"Key": "plain"}' >plain.json
echo '[{"ParameterKey": "Key", "ParameterValue": "listed"}]' >list.json
echo '{"Parameters": {"Key": "piped"}, "Tags": {"a": "b"}}' >pipeline.json
printf '\xef\xbb\xbf{"Key": 17}' >mark.json
expect 0 'parameters as an object' transform --parameters-file plain.json good.yaml; prints 'Name: plain'
expect 0 'parameters as a list' transform --parameters-file list.json good.yaml;     prints 'Name: listed'
expect 0 'parameters of a pipeline' transform --parameters-file pipeline.json good.yaml; prints 'Name: piped'
expect 1 'a byte order mark and an integer' transform --parameters-file mark.json good.yaml; says "name ('17')"
expect 0 'parameters of a pipe' transform --parameters-file <(cat plain.json) good.yaml; prints 'Name: plain'
expect 0 'the command line over files' transform -p Key=mine --parameters-file plain.json good.yaml; prints 'Name: mine'
expect 0 'later files over earlier ones' transform --parameters-file plain.json --parameters-file list.json good.yaml
prints 'Name: listed'
printf '{\n  "Key": oops\n}\n' >broken.json
expect 2 'a broken file' transform --parameters-file broken.json good.yaml; says 'broken.json:2:'; silent
echo '{"Key": ["a"]}' >value.json
expect 2 'a value that is no text' transform --parameters-file value.json good.yaml; says "value of 'Key' must be a string"
echo '[{"ParameterKey": "Key", "UsePreviousValue": true}]' >previous.json
expect 2 'no value' transform --parameters-file previous.json good.yaml; says "no previous value"
echo '[{"Name": "Key"}]' >entry.json
expect 2 'no name' transform --parameters-file entry.json good.yaml; says "entry 1 has no 'ParameterKey'"
echo '"Key"' >text.json
expect 2 'neither object nor list' transform --parameters-file text.json good.yaml; says 'text.json:'
echo '{"Key": "a", "Key": "b"}' >twice.json
expect 2 'a name that is there twice' transform --parameters-file twice.json good.yaml; says 'twice.json:1:'
expect 2 'no parameters file' transform --parameters-file missing.json good.yaml; says 'missing.json: No such file'
expect 2 'parameters are no UTF-8' transform -p $'Key=\xff' good.yaml; says 'not UTF-8'
echo '["a"]' >policies.json
expect 2 'policies are a list' transform --managed-policies policies.json good.yaml; says 'policies.json: must be an object'

cat >policy.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: pass, Handler: a.b, Runtime: python3.12, Policies: [OurOwn]}
END
echo '{"OurOwn": "arn:aws:iam::123456789012:policy/OurOwn"}' >policies.json
expect 0 'managed policies' transform --managed-policies policies.json policy.yaml; prints '123456789012:policy/OurOwn'

cat >application.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  A:
    Type: AWS::Serverless::Application
    Properties: {Location: {ApplicationId: our-own, SemanticVersion: 1.0.0}}
END
echo '{"our-own": {"templateUrl": "https://example.com/our-own"}}' >applications.json
expect 0 'applications' transform --applications applications.json application.yaml
prints 'https://example.com/our-own'; no_findings
expect 0 'an unknown application' transform application.yaml; prints '.invalid/'; says '[application-lookup]'
echo '["our-own"]' >applications.json
expect 2 'applications are a list' transform --applications applications.json good.yaml; says 'must be an object'
echo '{"our-own": "https://example.com"}' >applications.json
expect 2 'an application without URL' transform --applications applications.json good.yaml
says "the application 'our-own' has no 'templateUrl'"

# ------------------------------------------------------------------------------------------------------------ region

region() { prints "arn:$1:iam::aws:policy"; }
expect 0 'default region' transform policy.yaml;                             region aws
AWS_DEFAULT_REGION=cn-north-1 expect 0 'AWS_DEFAULT_REGION' transform policy.yaml; region aws-cn
AWS_REGION=us-gov-west-1 AWS_DEFAULT_REGION=cn-north-1 expect 0 'AWS_REGION' transform policy.yaml
region aws-us-gov
AWS_REGION='' AWS_DEFAULT_REGION=cn-north-1 expect 0 'empty AWS_REGION' transform policy.yaml; region aws-cn
AWS_REGION=us-gov-west-1 expect 0 '--region' transform --region cn-north-1 policy.yaml; region aws-cn

# ----------------------------------------------------------------------------------------------- whole or not at all

expect 0 'a new file' transform -o new.yaml good.yaml; silent; check 'is there' grep -q DynamoDB new.yaml; no_leftovers
(umask 027; "$samx" transform -o masked.yaml good.yaml)
check 'a new file has the mode of the umask' test "$(stat -c %a masked.yaml)" = 640
chmod 600 new.yaml
expect 0 'an existing file' transform -f json -o new.yaml good.yaml
check 'is replaced' grep -q '^{' new.yaml
check 'keeps its mode' test "$(stat -c %a new.yaml)" = 600
cp new.yaml before.yaml
expect 1 'a template with errors' transform -o new.yaml bad.yaml; check 'keeps the old output' cmp -s new.yaml before.yaml
expect 1 'a template with errors' transform -o never.yaml bad.yaml; check 'makes no output' test ! -e never.yaml
ln -s new.yaml link.yaml
expect 0 'a symbolic link' transform -o link.yaml good.yaml
check 'stays one' test -L link.yaml
check 'leads to the output' grep -q '^Resources:' new.yaml
cp new.yaml before.yaml
what='a full disk'
(ulimit -f 0; exec "$samx" transform -o new.yaml good.yaml >/dev/null 2>&1); status=$?
check 'has status 2' test "$status" -eq 2
check 'keeps the old output' cmp -s new.yaml before.yaml
no_leftovers
expect 2 'an output directory that is not there' transform -o no/where.yaml good.yaml; says 'no/where.yaml: No such file'
mkdir -p out
expect 2 'a directory as output' transform -o out good.yaml; says 'out: Is a directory'; no_leftovers
expect 2 'the template as output' transform -o good.yaml good.yaml; says 'would be overwritten'
check 'keeps the template' grep -q SimpleTable good.yaml
expect 0 'a device as output' transform -o /dev/null good.yaml; check 'stays a device' test -c /dev/null
expect 0 'standard output as output' transform -o - good.yaml; prints DynamoDB
if [ "$(id -u)" -ne 0 ]; then
    chmod 444 new.yaml
    expect 2 'a read-only output' transform -o new.yaml good.yaml; says 'new.yaml: Permission denied'
    chmod 644 new.yaml
    mkdir -p closed; chmod 500 closed
    expect 2 'a read-only directory' transform -o closed/new.yaml good.yaml; says 'closed/new.yaml: Permission denied'
fi
if [ -c /dev/full ]; then
    "$samx" transform good.yaml >/dev/full 2>stderr; status=$?; what='a full standard output'
    check 'has status 2' test "$status" -eq 2; says 'standard output: No space left'
    "$samx" help >/dev/full 2>stderr; status=$?; what='help to a full standard output'
    check 'has status 2' test "$status" -eq 2; says 'standard output: No space left'
fi
what='a reader that went away'
mkfifo pipe
exec 3<>pipe 4>pipe 3<&-  # a pipe without reader
"$samx" transform good.yaml >&4 2>stderr; status=$?
exec 4>&-
check 'has status 2' test "$status" -eq 2; says 'standard output: Broken pipe'
"$samx" transform good.yaml >&- 2>stderr; status=$?; what='a closed standard output'
check 'has status 2' test "$status" -eq 2; says 'standard output: '
"$samx" transform -o closed.json good.yaml >&- 2>&-; status=$?; what='closed standard streams'
check 'has status 0' test "$status" -eq 0; check 'writes the output' grep -q '^}$' closed.json

# --------------------------------------------------------------------------------------------------- several templates

rm -rf out
expect 0 'several templates' transform --output-dir out good.yaml good.json
check 'keeps names' test -s out/good.yaml -a -s out/good.json
expect 0 'several templates in JSON' transform -f json --output-dir json good.yaml local.yaml
check 'changes extensions' test -s json/good.json -a -s json/local.json
rm -rf out
expect 1 'one with errors' transform --output-dir out good.yaml bad.yaml; check 'writes none' test ! -e out/good.yaml
expect 2 'one missing' transform --output-dir out good.yaml missing.yaml; check 'writes none' test ! -e out/good.yaml
mkdir -p out/good.json
expect 2 'one that cannot be written' transform --output-dir out good.yaml good.json
check 'writes none' test ! -e out/good.yaml; no_leftovers
expect 2 'two of one name' transform --output-dir out good.yaml ./good.yaml; says 'output of two templates'
expect 2 'the directory of the templates' transform --output-dir . good.yaml; says 'would be overwritten'
expect 2 'standard input' transform --output-dir out -; says 'standard input has no name'

# The first output is a pipe that nobody reads: there the program waits, with the second prepared.
what='a signal'
mkdir -p signalled && mkfifo signalled/good.yaml
"$samx" transform --output-dir signalled good.yaml local.yaml >stdout 2>stderr &
for _ in {1..100}; do
    [ -n "$(find signalled -name '.samx-*')" ] && break
    sleep 0.1
done
kill -TERM $!
wait $! 2>/dev/null; status=$?
check 'ends the program' test "$status" -eq 143
check 'leaves no output' test ! -e signalled/local.yaml
no_leftovers

# ---------------------------------------------------------------------------------------------------------- validate

cat >warned.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  Table:
    Type: AWS::Serverless::SimpleTable
    DependsOn: []
    DependsOn: []
END
last() { check "ends with '$1'" test "$(tail -n 1 stdout)" = "$1"; }

expect 2 'no template' validate;          says 'no template given'; says "see 'samx help validate'"; silent
expect 0 'validate --help' validate --help; prints '--strict'
expect 2 'options of transform' validate --output-dir out good.yaml; says "unknown option '--output-dir'"
expect 2 'options of transform' validate -f json good.yaml; says "unknown option '-f'"
expect 2 'options of validate' transform --strict good.yaml; says "unknown option '--strict'"
expect 2 'value for none' validate --strict=x good.yaml; says "'--strict' takes no value"
expect 0 'a good template' validate good.yaml; last '1 template: no findings'; no_findings
expect 1 'errors' validate bad.yaml; prints 'bad.yaml:6:'; prints ' error: '; last '1 template: 1 error'; no_findings
expect 0 'warnings' validate warned.yaml; prints 'warned.yaml:6:5: warning: '; last '1 template: 1 warning'
expect 1 'strict' validate --strict warned.yaml; prints 'warned.yaml:6:5: error: '; last '1 template: 1 error'
expect 0 'an ignored rule' validate --strict --ignore duplicate-key warned.yaml; last '1 template: no findings'
expect 0 'a rule that is not there' validate --ignore x --ignore y good.yaml
prints "no rule 'x'"; prints "no rule 'y'"; last '1 template: 2 warnings'
expect 0 'local artifacts are placeholders' validate local.yaml; last '1 template: no findings'
expect 1 'several templates' validate good.yaml bad.yaml warned.yaml; last '3 templates: 1 error, 1 warning'
expect 1 'standard input' validate - <bad.yaml; prints '<stdin>:6:'
expect 2 'an unreadable template among others' validate missing.yaml bad.yaml .
says 'missing.yaml: No such file'; says '.: Is a directory'; prints 'bad.yaml:6:'
last '1 template: 1 error; 2 could not be read'
expect 2 'a limit among others' validate /dev/zero warned.yaml; prints 'warned.yaml:6:'
expect 1 'a parameter' validate -p Key=a=b good.yaml; prints "name ('a=b')"
expect 1 'JSON' validate --diagnostics json bad.yaml warned.yaml
check 'is one document' test "$(grep -c '"diagnostics": \[' stdout)" = 1
last '}'
expect 1 'SARIF' validate --diagnostics sarif bad.yaml warned.yaml; prints '"version": "2.1.0"'; last '}'
expect 1 'JUnit' validate --diagnostics junit good.yaml bad.yaml; prints '<testsuites name="samx" tests="2" failures="1"'
last '</testsuites>'
expect 1 'GitHub' validate --diagnostics github bad.yaml warned.yaml
prints '::error file=bad.yaml,line=6,'; prints '::warning file=warned.yaml,line=6,'; last '2 templates: 1 error, 1 warning'
expect 1 'GitHub from transform' transform --diagnostics github bad.yaml; says '::error file=bad.yaml,line=6,'; silent
expect 1 'a report' validate -o report.json --diagnostics json bad.yaml warned.yaml
check 'is a document' grep -q '"rule": "duplicate-key"' report.json; last '2 templates: 1 error, 1 warning'; no_leftovers
expect 1 'a report in text' validate -o report.txt bad.yaml
check 'has the findings alone' eval "grep -q 'bad.yaml:6:' report.txt && ! grep -q '1 template' report.txt"
check 'says nothing else' test "$(cat stdout)" = '1 template: 1 error'
expect 0 'a report without findings' validate -o report.txt good.yaml; check 'is empty' test -f report.txt -a ! -s report.txt
expect 2 'a template as report' validate -o good.yaml bad.yaml good.yaml; says 'would be overwritten'
check 'keeps the template' grep -q SimpleTable good.yaml
expect 2 'a report that cannot be written' validate -o no/where.txt good.yaml; says 'no/where.txt: No such file'
if [ -c /dev/full ]; then
    "$samx" validate bad.yaml >/dev/full 2>stderr; status=$?; what='findings to a full standard output'
    check 'has status 2' test "$status" -eq 2; says 'standard output: No space left'
fi

# ------------------------------------------------------------------------------------------------------------- rules

expect 0 'rules' rules
check 'has a line for each' eval 'grep -Eq "^error +missing-property +A required property is absent\.$" stdout'
check 'begins with errors' eval 'head -n 1 stdout | grep -q "^error "'
lines=$(wc -l <stdout)
expect 0 'rules as JSON' rules --format json
check 'has all of them' test "$(grep -c '"summary"' stdout)" = "$lines"; prints '"breaking": "Transform: '
expect 0 'rules --help' rules --help;       prints '--format'
expect 2 'rules in XML' rules -f xml;       says "--format must be text or json, not 'xml'"
expect 2 'rules of a word' rules syntax;    says "'samx explain syntax'"
expect 2 'unknown option' rules --strict;   says "unknown option '--strict'"
expect 0 'explain' explain unknown-section
prints 'unknown-section (error): '; prints '    Outptus:'; prints '    Outputs:'
prints "    template.yaml:5:1: error: A template has no section 'Outptus'."; no_findings
check 'fits in 80 columns' eval '! grep -v "^    " stdout | grep -q ".\{81\}"'
expect 0 'several rules' explain unknown-section duplicate-key; prints 'unknown-section (error)'; prints 'duplicate-key (warning)'
expect 2 'a rule that is not there' explain unknown-sektion
says "no rule is called 'unknown-sektion'; did you mean 'unknown-section'?"
expect 2 'no rule' explain;                 says "'samx rules' lists them"
expect 0 'explain --help' explain --help;   prints 'usage: samx explain'

# ------------------------------------------------------------------------------------------------------------ schema

expect 0 'schema' schema
prints '"$schema": "http://json-schema.org/draft-07/schema#"'; prints '"AWS::Serverless::Function"'; last '}'
expect 0 'schema for short tags' schema --short-tags; prints '"AWS::Serverless::Function"'
expect 0 'schema --help' schema --help;   prints '--short-tags'
expect 2 'schema of a word' schema x;     says 'takes no arguments'
expect 2 'unknown option' schema --tags;  says "unknown option '--tags'"

# ------------------------------------------------------------------------------------------------------------ colour

# `script` gives the program a terminal.
if command -v script >/dev/null; then
    escape=$'\x1b'
    on_terminal() { # ENVIRONMENT...
        env "$@" script -qec "'$samx' transform bad.yaml" /dev/null >stderr 2>&1 </dev/null
        : >stdout
    }
    what='a terminal'
    on_terminal TERM=xterm;              check 'has colour' grep -q "$escape\[" stderr
    on_terminal TERM=xterm NO_COLOR=1;   check 'has none with NO_COLOR' eval "! grep -q '$escape\[' stderr"
    on_terminal TERM=xterm NO_COLOR=;    check 'has colour with an empty NO_COLOR' grep -q "$escape\[" stderr
    on_terminal TERM=dumb;               check 'has none when dumb' eval "! grep -q '$escape\[' stderr"
fi
expect 1 'no terminal' transform bad.yaml; check 'has no colour' eval "! grep -q '$escape\[' stderr"

printf '%d checks, %d failed\n' "$checks" "$failures"
[ "$failures" -eq 0 ]
