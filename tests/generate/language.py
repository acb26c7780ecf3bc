# SPDX-License-Identifier: Apache-2.0

"""The SAM language as spec/ states it: resource types and event sources, with their properties down to the last key."""

from pathlib import Path

import yaml

SPEC = Path(__file__).resolve().parents[2] / "spec"


class Property:
    """A property: its alternative types, each with the types of what it holds, its values, and its keys."""

    def __init__(self, facts, common):
        facts = {"type": facts} if isinstance(facts, str) else facts
        nested = common[facts["object"]]["properties"] if "object" in facts else facts.get("properties")
        self.types = alternatives(facts.get("type", "any"))
        self.values = facts.get("values", [])
        self.required = facts.get("required") in (True, "language")
        self.intrinsics = facts.get("intrinsics", True) and facts.get("check") != ["string"]
        self.properties = read_properties(nested, common) if nested else None


def alternatives(text):
    """Splits at the bars that stand outside of angle brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "<") - (character == ">")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def read_properties(facts, common):
    return {
        name: Property(value, common)
        for name, value in facts.items()
        if isinstance(value, str) or not value.get("unused")
    }


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def read_events(folder, common):
    events = {}
    for facts in map(read, sorted(folder.glob("*.yaml"))):
        own = dict(common[facts["include"]]["properties"]) if "include" in facts else {}
        for name, value in facts.get("properties", {}).items():
            earlier = own.get(name, {})
            earlier = {"type": earlier} if isinstance(earlier, str) else earlier
            own[name] = {**earlier, **({"type": value} if isinstance(value, str) else value)}
        for name in facts.get("unused", []):
            own.pop(name, None)
        events[facts["event"]] = read_properties(own, common)
    return events


class Language:
    def __init__(self):
        common = {}
        for path in sorted((SPEC / "common").glob("*.yaml")):
            common.update(read(path)["common"])
        self.resources = {
            facts["resource"]: read_properties(facts["properties"], common)
            for facts in map(read, sorted((SPEC / "resources").glob("*.yaml")))
        }
        self.events = read_events(SPEC / "events", common)
        self.state_machine_events = read_events(SPEC / "events" / "state_machine", common)
        self.connectors = read(SPEC / "connectors.yaml")["connectors"]
        self.globals = read(SPEC / "globals.yaml")["globals"]
        self.policy_templates = {
            name: facts["parameters"]
            for name, facts in read(SPEC / "policy_templates.yaml")["policy_templates"].items()
        }
        policies = read(SPEC / "managed_policies.yaml")["managed_policies"]["policies"]
        self.managed_policies = [path.split("/")[-1] for path in policies]
