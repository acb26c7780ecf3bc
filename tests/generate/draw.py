# SPDX-License-Identifier: Apache-2.0

"""Random values of the properties that language.py knows.

What a value must look like beyond its type (the name of an authorizer, an ARN, a document) stands in makers: functions
of a Draw, by the last names of the property's path.
"""

import json

TEXTS = ["text", "a", "Ab-c_d.e", "two words", "ünïcode ☃ 𝄞", "it's \"quoted\"", "12", "1.5", "true", "null", "x/y:z*", "-"]
WORDS = ["alpha", "Beta", "gamma_3", "delta-4", "Épsilon", "zeta.six", "Eta", "theta", "10", "iota"]
NUMBERS = [0, 1, 2, 3, 10, 29, 300, 29000, -1]
PARAMETERS = {
    "Text": {"Type": "String", "Default": "default-text"},
    "Empty": {"Type": "String", "Default": ""},
    "Number": {"Type": "Number", "Default": 7},
    "Names": {"Type": "CommaDelimitedList", "Default": "a,b"},
    "Flag": {"Type": "String", "Default": "true"},
    "NoDefault": {"Type": "String"},
    "GivenText": {"Type": "String"},
    "GivenStage": {"Type": "String", "Default": "test"},
    "Secret": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/path/of/it"},
}
CONDITIONS = ["IsLive", "IsTest", "HasBackup"]
MISTAKEN = ["", 0, 1, -7, 1.5, True, False, None, [], {}, "text", ["text"], [1, None], {"Key": "value"}, [{}], 2**63,
            {"Ref": ["a"]}, {"Fn::If": "text"}, {"Key": "value", "Other": [1]}, [["a"], "b"], "ünï", {"Ref": "Nowhere"}]

# What the reference asks for, or wants to be plain, though the language in spec/ does not say so.
ALSO_REQUIRED = {"DeploymentPreference.Type", "Route53.HostedZoneId"}
WITHOUT_INTRINSICS = {"CodeUri", "PackageType", "PassthroughCondition", "OpenApiVersion", "CreateUsagePlan"}


class Draw:
    """The choices of one template: everything random goes through it, and so a seed gives a template."""

    def __init__(self, random, makers, mistakes=0):
        self.random = random
        self.makers = makers
        self.mistakes = mistakes  # how many are still to be made
        self.density = random.choice([0.08, 0.15, 0.3, 0.6])
        self.intrinsics = random.choice([0, 0.05, 0.2])
        self.api = None  # the plan of the API that is drawn, for the makers

    # ------------------------------------------------------------------------------------------------ choices --

    def chance(self, probability):
        return self.random.random() < probability

    def one(self, items):
        return self.random.choice(list(items))

    def some(self, items, least=0, most=None):
        items = list(items)
        count = self.random.randint(least, min(len(items), most if most is not None else len(items)))
        return self.random.sample(items, count)

    def mistake(self, probability=0.06):
        """True when something is to be wrong here."""
        if self.mistakes and self.chance(probability):
            self.mistakes -= 1
            return True
        return False

    def shuffled(self, mapping):
        keys = list(mapping)
        self.random.shuffle(keys)
        return {key: mapping[key] for key in keys}

    # ----------------------------------------------------------------------------------------- single values --

    def text(self):
        return self.one(TEXTS)

    def word(self):
        return self.one(WORDS)

    def condition(self):
        return self.one(CONDITIONS)

    def intrinsic(self, plain):
        """An intrinsic function where `plain` could stand."""
        kind = self.random.randrange(14)
        if kind == 0:
            return {"Fn::Sub": self.one(["${AWS::StackName}-x", "a ${Text} b", "${Nowhere}", "${!Text}", "plain"])}
        if kind == 1:
            return {"Fn::Sub": ["${Own}/${Text}", {"Own": plain}]}
        if kind == 2:
            return {"Fn::If": [self.condition(), plain, self.one([{"Ref": "AWS::NoValue"}, self.text(), plain])]}
        if kind == 3:
            return {"Fn::ImportValue": self.text()}
        if kind == 4:
            return {"Fn::Join": ["-", ["a", {"Ref": self.one(PARAMETERS)}]]}
        if kind == 5:
            return {"Fn::GetAtt": self.one([["Queue", "Arn"], "Queue.Arn", ["Pool", "Arn"]])}
        if kind == 6:
            return {"Fn::FindInMap": ["Facts", self.one(["first", {"Ref": "Text"}]), "name"]}
        if kind == 7:
            return {"Ref": self.one(["AWS::NoValue", "AWS::Region", "AWS::StackName", "AWS::AccountId"])}
        if kind == 8:
            return {"Fn::Select": [self.one([0, "1"]), {"Fn::Split": [",", {"Ref": "Text"}]}]}
        if kind == 9:
            return {"Ref": self.one(["Queue", "Pool", "Topic", "Nowhere"])}
        return {"Ref": self.one(PARAMETERS)}

    def of_type(self, kind, path):
        if kind == "string":
            return self.text()
        if kind == "integer":
            return self.one(NUMBERS)
        if kind == "number":
            return self.one(NUMBERS + [0.5, 1.0, 2.25, 1e21])
        if kind == "boolean":
            return self.chance(0.7)
        if kind.startswith("list<"):
            return [self.of_type(self.one(kind[5:-1].split("|")), path) for _ in range(self.random.randint(0, 3))]
        if kind == "list":
            return [self.text() for _ in range(self.random.randint(0, 3))]
        if kind.startswith("map<"):
            inner = kind[4:-1].split("|")
            return {word: self.of_type(self.one(inner), path) for word in self.some(WORDS, 0, 4)}
        if kind == "map":
            return {word: self.anything(2) for word in self.some(WORDS, 0, 4)}
        return self.anything(2)

    def anything(self, depth):
        kind = self.random.randrange(8 if depth else 6)
        if kind < 3:
            return self.text()
        if kind == 3:
            return self.one(NUMBERS + [1.5, 1e-7])
        if kind == 4:
            return self.chance(0.5)
        if kind == 5:
            return self.intrinsic(self.text())
        if kind == 6:
            return [self.anything(depth - 1) for _ in range(self.random.randint(0, 3))]
        return {word: self.anything(depth - 1) for word in self.some(WORDS, 0, 3)}

    # ----------------------------------------------------------------------------------------------- properties --

    def maker(self, path):
        """The function that knows this property: the one with the longest end of the path."""
        for start in range(len(path)):
            found = self.makers.get(".".join(path[start:]))
            if found:
                return found
        return None

    def value(self, property, path):
        if self.mistake():
            return self.one(MISTAKEN)
        make = self.maker(path)
        plain = make(self) if make else self.plain(property, path)
        can_be_intrinsic = property.intrinsics and isinstance(plain, (str, int)) and path[-1] not in WITHOUT_INTRINSICS
        if self.chance(self.intrinsics) and (can_be_intrinsic or self.mistake()):
            return self.intrinsic(plain)
        return plain

    def plain(self, property, path):
        kind = self.one(property.types)
        if property.properties and kind == "map":
            return self.map(property.properties, path)
        if property.properties and kind == "list<map>":
            return [self.map(property.properties, path) for _ in range(self.random.randint(1, 2))]
        if property.properties and kind == "map<map>":
            return {word: self.map(property.properties, path) for word in self.some(WORDS, 1, 2)}
        if property.values and kind == "string":
            return self.one(property.values)
        if property.values and kind == "list<string>":
            return self.some(property.values, 1)
        return self.of_type(kind, path)

    def map(self, properties, path, chosen=(), never=()):
        """A map of the required and `chosen` properties, and some others."""
        density = self.density if len(properties) > 8 else max(self.density, 0.4)
        drawn = {}
        for name, property in properties.items():
            if name in never:
                continue
            required = property.required or ".".join([path[-1], name]) in ALSO_REQUIRED
            if required and self.mistake(0.02):
                continue
            if required or name in chosen or self.chance(density):
                drawn[name] = self.value(property, path + [name])
        if self.mistake(0.03):
            drawn[self.one(["Unknown", "type", "Propertys", self.one(properties) + "s"])] = self.text()
        return self.shuffled(drawn)

    # ----------------------------------------------------------------------------------------------- resources --

    def attributes(self):
        """What stands beside Type and Properties."""
        drawn = {}
        if self.chance(0.15):
            drawn["Condition"] = self.condition()
        if self.chance(0.08):
            drawn["DeletionPolicy"] = self.one(["Retain", "Delete"])
        if self.chance(0.08):
            drawn["UpdateReplacePolicy"] = self.one(["Retain", "Delete", "Snapshot"])
        if self.chance(0.08):
            drawn["DependsOn"] = self.one(["Queue", ["Queue", "Pool"]])
        if self.chance(0.08):
            drawn["Metadata"] = {"Made": {"by": "hand"}}
        if drawn and self.mistake(0.1):
            drawn[self.one(drawn)] = self.one(MISTAKEN)
        return drawn

    # ------------------------------------------------------------------------------------------------ afterwards --

    def spoiled(self, node):
        """A copy of `node` in which one value, somewhere, is another."""
        node = json.loads(json.dumps(node))
        places = []

        def walk(container):
            for key in container if isinstance(container, dict) else range(len(container)):
                places.append((container, key))
                if isinstance(container[key], (dict, list)):
                    walk(container[key])

        walk(node)
        container, key = self.one(places)
        kind = self.random.randrange(6)
        if kind == 0:
            del container[key]
        elif kind == 1:
            container[key] = [container[key]]
        elif kind == 2:
            container[key] = {"Fn::If": [self.condition(), container[key], {"Ref": "AWS::NoValue"}]}
        elif kind == 3:
            other, name = self.one(places)
            container[key] = json.loads(json.dumps(other[name]))
        else:
            container[key] = self.one(MISTAKEN)
        return node
