#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# usage: check.py SAMX SOURCE_DIR
#
# The schema that `samx schema` prints is one of draft-07, accepts the templates that we ship and test with, but for
# those in which `samx validate` finds something, and does not accept those of tests/schema/refused.yaml. Needs
# python3-jsonschema and python3-yaml.
import glob
import json
import os
import subprocess
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Templates in long form: what samx and CloudFormation make of short tags."""


def function(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix: value}


class TagLoader(yaml.SafeLoader):
    """Templates as YAML language servers see them: short tags are passed over."""


def untagged(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", function)
TagLoader.add_multi_constructor("!", untagged)
for each in Loader, TagLoader:  # an unquoted date is a text to CloudFormation
    each.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def validator(samx, *options):
    schema = json.loads(subprocess.run([samx, "schema", *options], check=True, stdout=subprocess.PIPE).stdout)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def errors(checker, template, but_for=()):
    template = json.loads(json.dumps(template))  # keys that are numbers are texts
    found = [error for error in checker.iter_errors(template) if error.instance not in but_for]
    return [f"{error.json_path}: {error.message[:150]}" for error in found]


def without_findings(samx, templates):
    report = subprocess.run([samx, "validate", "--diagnostics", "json", *templates], check=False, stdout=subprocess.PIPE)
    faulty = {finding["file"] for finding in json.loads(report.stdout)["diagnostics"]}
    return [template for template in templates if template not in faulty]


def main():
    samx, source = sys.argv[1:]
    os.chdir(source)
    passed = failed = 0
    strict, lenient = validator(samx), validator(samx, "--short-tags")

    templates = glob.glob("examples/*.yaml") + glob.glob("conformance/cases/input/**/*.yaml", recursive=True)
    for path in without_findings(samx, sorted(templates)):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for checker, loader in (strict, Loader), (lenient, TagLoader):
            # what is empty counts as absent to SAM: no finding, but nothing that an editor should call right
            found = errors(checker, yaml.load(text, loader), but_for=("", [], {}))
            if found:
                failed += 1
                print(f"{path}: {found[0]}")
            else:
                passed += 1
    if passed < 100:
        failed += 1
        print("hardly any template is without findings")

    with open("tests/schema/refused.yaml", encoding="utf-8") as file:
        refused = yaml.load(file, Loader)
    for name, template in refused.items():
        if errors(strict, template):
            passed += 1
        else:
            failed += 1
            print(f"tests/schema/refused.yaml: {name} is accepted")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
