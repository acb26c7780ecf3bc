#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0

"""Writes random SAM templates: what the language allows, and now and then something that it does not.

usage: generate.py --seed N --count M --out DIR [--kind api|function|all] [--first I]

Template I of a seed is the same whatever COUNT is. It is named after its kind, seed and number: api-7-0042.yaml.
"""

import argparse
import json
import random
from pathlib import Path

import yaml

import function
import http_api
import others
import rest_api
from draw import CONDITIONS, PARAMETERS, Draw
from language import Language

PLAIN_RESOURCES = {
    "Queue": {"Type": "AWS::SQS::Queue"},
    "Topic": {"Type": "AWS::SNS::Topic"},
    "Pool": {"Type": "AWS::Cognito::UserPool"},
    "Bucket": {"Type": "AWS::S3::Bucket"},
    "OtherBucket": {"Type": "AWS::S3::Bucket", "DependsOn": ["Queue"], "Properties": {"Tags": []}},
    "Guard": {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "a.b"}},
    "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}},
}
API_IDS = ["Shop", "PublicApi", "Api2"]
FUNCTION_IDS = ["Read", "Write", "ListThem", "Z1", "Administrate"]
EVENT_IDS = ["Get", "Put", "First", "Any", "Events", "Nightly", "E2"]


def references(draw, ids):
    """Outputs that refer to what is generated."""
    outputs = {}
    for _ in range(draw.random.randint(0, 3)):
        id = draw.one(ids)
        part = draw.one(["", "", ".Stage", ".Deployment", ".DomainName", ".UsagePlan", ".ApiKey", ".Version", ".Alias",
                         ".RootResourceId", ".Nothing", ".DomainNameV2", ".UsagePlanKey"])
        value = draw.one([{"Ref": id + part}, {"Fn::Sub": "x-${" + id + part + "}"},
                          {"Fn::Sub": ["${Own} ${" + id + part + "}", {"Own": {"Ref": id}}]},
                          {"Fn::GetAtt": [id + part, "Arn"]}, {"Fn::GetAtt": (id + part + ".Arn").split(".")}])
        outputs["Output" + str(len(outputs))] = {"Value": value}
    return outputs


def globals_of(draw, language, with_apis, plans):
    made = {}
    if draw.chance(0.3):
        made["Function"] = function.globals_section(draw, language)
    if with_apis and draw.chance(0.3):
        plan = rest_api.Plan(draw, "Globals", implicit=True)
        made["Api"] = rest_api.globals_section(draw, language, plan)
        for other in plans if "Auth" in made["Api"] else []:
            other.authorizers = other.authorizers + [name for name in plan.authorizers if name not in other.authorizers]
            other.default_authorizer = other.default_authorizer or plan.default_authorizer
            other.key_required = other.key_required or plan.key_required
    if draw.mistake(0.03):
        made[draw.one(["Function", "Api", "Unknown"])] = draw.anything(1)
    return made


def all_makers(language, kind):
    made = {**rest_api.MAKERS, **function.makers(language)}
    return {**made, **http_api.makers(), **others.makers()} if kind == "all" else made


def keys_of(section):
    return section if isinstance(section, dict) else {}


def events_of(draw, language, kind, plans, http_plans=()):
    events = {}
    for id in draw.some(EVENT_IDS, 0, 3 if kind == "function" else 4):
        if http_plans and draw.chance(0.4):
            event = http_api.event(draw, language, http_plans)
        elif kind == "api" or (kind == "all" and plans and draw.chance(0.5)):
            event = rest_api.event(draw, language, plans)
        else:
            event = function.event(draw, language)
        if event:
            events[id] = event
    return events


def template(language, seed, kind):
    """One template. Half of them are meant to be right."""
    choices = random.Random(seed)
    draw = Draw(choices, all_makers(language, kind), choices.choice([0, 0, 0, 1, 1, 3]))
    draw.language = language
    with_rest = kind == "api" or (kind == "all" and draw.chance(0.4))
    plans, http_plans = [], []
    if kind == "all" and draw.chance(0.5):
        http_plans = [http_api.Plan(draw, id) for id in draw.some(http_api.HTTP_IDS, 0, 2) + [http_api.IMPLICIT]]
    if with_rest:
        plans = [rest_api.Plan(draw, id) for id in draw.some(API_IDS, 0, 2)]
    implicit = [rest_api.Plan(draw, "ServerlessRestApi", implicit=True)]
    implicit[0].authorizers, implicit[0].default_authorizer, implicit[0].key_required = [], None, False
    implicit[0].models = []
    sections = globals_of(draw, language, with_rest, plans + implicit)
    if kind == "all":
        others.add_globals(draw, language, sections, http_plans)
    resources = {}
    for plan in plans:
        resources[plan.id] = draw.shuffled({
            "Type": "AWS::Serverless::Api", **draw.attributes(),
            "Properties": rest_api.properties(draw, language, plan, keys_of(sections.get("Api")))})
    if kind == "api":
        draw.density = min(draw.density, 0.05)
    for id in draw.some(FUNCTION_IDS, 0 if plans else 1, 3):
        events = events_of(draw, language, kind, plans + implicit if with_rest else [], http_plans)
        resources[id] = function.function(draw, language, keys_of(sections.get("Function")), events)
        if kind == "all" and events and not draw.mistake(0.2):
            resources[id]["Properties"].pop("TenancyConfig", None)  # it allows but the events of APIs
    if draw.chance(0.2):
        resources["Table"] = function.table(draw, language)
    if kind == "all":
        others.add_resources(draw, language, resources, http_plans)
    ids = list(resources) + ["ServerlessRestApi", "Queue"] + (["ServerlessHttpApi"] if kind == "all" else [])
    resources.update({id: dict(PLAIN_RESOURCES[id]) for id in PLAIN_RESOURCES})
    if kind == "all":
        others.add_connectors(draw, resources)
    if draw.mistake(0.03):
        resources[draw.one(resources)] = draw.one([None, "text", {}, {"Type": 3}, []])
    made = {"Transform": "AWS::Serverless-2016-10-31", "Parameters": PARAMETERS,
            "Conditions": {name: {"Fn::Equals": [{"Ref": "Text"}, name]} for name in CONDITIONS},
            "Mappings": {"Facts": {"first": {"name": "found"}}}}
    if sections:
        made["Globals"] = sections
    made["Resources"] = draw.shuffled(resources)
    if draw.mistakes and draw.chance(0.5):
        made["Resources"] = draw.spoiled(made["Resources"])
    outputs = references(draw, ids)
    if outputs:
        made["Outputs"] = outputs
    return made, choices.random() < 0.3


class Dumper(yaml.SafeDumper):
    """YAML without anchors, and with the short tags of intrinsic functions."""

    def ignore_aliases(self, data):
        return True

    def represent_map(self, data):
        if len(data) == 1:
            (name, value), = data.items()
            tag = "!" + name.split("::")[-1] if isinstance(name, str) and (name == "Ref" or name[:4] == "Fn::") else None
            if tag and name != "Fn::Transform" and isinstance(value, str):
                return self.represent_scalar(tag, value)
            if tag and name != "Fn::Transform" and isinstance(value, list) and value:
                return self.represent_sequence(tag, value)
        return self.represent_mapping("tag:yaml.org,2002:map", data, flow_style=False)


Dumper.add_representer(dict, Dumper.represent_map)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kind", choices=["api", "function", "all"], default="all")
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    language = Language()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for number in range(arguments.first, arguments.first + arguments.count):
        name = f"{arguments.kind}-{arguments.seed}-{number:04}"
        made, as_json = template(language, name, arguments.kind)
        text = json.dumps(made, indent=1) if as_json else yaml.dump(made, Dumper=Dumper, sort_keys=False, width=110,
                                                                     allow_unicode=True)
        (arguments.out / f"{name}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
