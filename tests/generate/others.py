# SPDX-License-Identifier: Apache-2.0

"""Every other resource type: layers, applications, capacity providers, state machines, GraphQL APIs, connectors."""

import function
import http_api
from rest_api import METHODS, PATHS

SERVERLESS = "AWS::Serverless::"
STATE_MACHINE = SERVERLESS + "StateMachine"
GRAPHQL = SERVERLESS + "GraphQLApi"
CONNECTED = ["Queue", "Topic", "Bucket", "Stream", "Guard", "Table", "Pool", "Nowhere"]
TYPES = ["AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::S3::Bucket", "AWS::Lambda::Function", "AWS::DynamoDB::Table",
         "AWS::Events::Rule", "AWS::Events::EventBus", "AWS::StepFunctions::StateMachine", "AWS::ApiGateway::RestApi",
         "AWS::ApiGatewayV2::Api", "AWS::AppSync::DataSource", "AWS::AppSync::GraphQLApi", "AWS::Location::PlaceIndex",
         "AWS::Serverless::Function", "AWS::Serverless::SimpleTable"]


# ---------------------------------------------------------------------------------------------------------- values --


def states(draw):
    task = {"Type": "Task", "Resource": draw.one([{"Fn::GetAtt": ["Guard", "Arn"]}, {"Fn::Sub": "${Guard.Arn}"},
                                                  {"Ref": "Topic"}, "arn:aws:states:::sqs", "${given}"]),
            "Parameters": draw.anything(2), "End": True}
    return {"StartAt": "First", "States": {"First": task, draw.word(): {"Type": "Pass", "Next": draw.intrinsic("x")}}}


def content(draw):
    return draw.one(["s3://bucket/layer.zip", "s3://bucket/layer.zip?versionId=3", {"Bucket": "b", "Key": "k"},
                     {"Bucket": {"Ref": "Text"}, "Key": "k", "Version": "v"}])


def tags(draw):
    return {word: draw.one([draw.text(), {"Ref": "Text"}]) for word in draw.some(["team", "Ünï", "owner"], 0, 3)}


def resolvers(draw):
    made = {}
    for kind in draw.some(["Query", "Mutation"], 1):
        made[kind] = {}
        for field in draw.some(["get", "putIt", "ünï"], 1, 2):
            one = {"Pipeline": draw.some(["Fetch", "Store"], 0)} if draw.chance(0.8) else {}
            if draw.chance(0.4):
                one["Runtime"] = {"Name": "APPSYNC_JS", "Version": draw.one(["1.0.0", {"Ref": "Text"}])}
            if draw.chance(0.3):
                one["FieldName"] = draw.text()
            if draw.chance(0.3):
                one["MaxBatchSize"] = draw.one([1, 10, {"Ref": "Number"}])
            if draw.chance(0.4):
                one[draw.one(["InlineCode", "CodeUri"])] = draw.one(["code", "s3://bucket/code.js"])
            if draw.chance(0.2):
                one["Caching"] = {"Ttl": 3, **({"CachingKeys": ["a"]} if draw.chance(0.5) else {})}
            if draw.chance(0.2):
                one["Sync"] = {"ConflictDetection": "VERSION", "ConflictHandler": "OPTIMISTIC_CONCURRENCY"}
            if draw.mistake():
                one[draw.one(["Pipeline", "Runtime", "Unknown", "Caching", "FieldName"])] = draw.anything(1)
            made[kind][field] = draw.shuffled(one)
    return made


def sources(kind, names):
    """The data sources of a kind, under names that functions know."""
    def make(draw):
        spec = draw.language.resources[GRAPHQL]["DataSources"].properties[kind].properties
        return {name: draw.map(spec, [GRAPHQL, "DataSources", kind]) for name in draw.some(names, 1)}
    return make


def graphql_functions(draw):
    spec = draw.language.resources[GRAPHQL]["Functions"].properties
    made = {}
    for name in draw.some(["Fetch", "Store"], 1):
        made[name] = draw.map(spec, [GRAPHQL, "Functions"], {"DataSource", "Runtime"}, {"CodeUri", "InlineCode", "Id"})
        made[name][draw.one(["CodeUri", "InlineCode"])] = draw.one(["s3://bucket/code.js", "code"])
        if draw.chance(0.15) or draw.mistake():
            made[name] = {"Id": draw.one(["existing", {"Ref": "Text"}])}
    return made


def makers():
    return {
        SERVERLESS + "LayerVersion.ContentUri": content,
        SERVERLESS + "LayerVersion.RetentionPolicy": lambda draw: draw.one(["Retain", "delete", "RETAIN"]),
        SERVERLESS + "LayerVersion.CompatibleRuntimes": lambda draw: draw.one([["python3.12"], ["a", {"Ref": "Text"}]]),
        # One that is an application of the repository would be looked up.
        SERVERLESS + "Application.Location": lambda draw: "https://s3.amazonaws.com/b/t.yaml",
        SERVERLESS + "Application.Tags": tags,
        SERVERLESS + "CapacityProvider.Tags": tags,
        function.KIND + ".AutoPublishCodeSha256": lambda draw: draw.one(["6b86b273ff34fce1", "abc1234"]),
        STATE_MACHINE + ".Definition": states,
        STATE_MACHINE + ".DefinitionUri": lambda draw: draw.one([content(draw), {"Bucket": "b", "Key": "k"}]),
        STATE_MACHINE + ".Tags": tags,
        STATE_MACHINE + ".Policies": lambda draw: function.policies(draw, draw.language),
        STATE_MACHINE + ".AutoPublishAlias": lambda draw: draw.one(["live", "Prod_1", {"Ref": "Text"}]),
        STATE_MACHINE + ".DefinitionSubstitutions": lambda draw: {"given": draw.one(["x", 3, {"Ref": "Queue"}])},
        GRAPHQL + ".Tags": tags,
        GRAPHQL + ".Resolvers": resolvers,
        GRAPHQL + ".Functions": graphql_functions,
        GRAPHQL + ".DataSources.DynamoDb": sources("DynamoDb", ["Pictures", "Others"]),
        GRAPHQL + ".DataSources.Lambda": sources("Lambda", ["Painter", "Seller"]),
        GRAPHQL + ".Functions.DataSource": lambda draw: draw.one(["Pictures", "Painter", "Others", {"Ref": "Text"}]),
    }


# ------------------------------------------------------------------------------------------------------- resources --


def layer(draw, language):
    return draw.map(language.resources[SERVERLESS + "LayerVersion"], [SERVERLESS + "LayerVersion"])


def application(draw, language):
    return draw.map(language.resources[SERVERLESS + "Application"], [SERVERLESS + "Application"])


def capacity_provider(draw, language):
    return draw.map(language.resources[SERVERLESS + "CapacityProvider"], [SERVERLESS + "CapacityProvider"])


def state_machine_event(draw, language):
    kind = draw.one(language.state_machine_events)
    made = draw.map(language.state_machine_events[kind], [kind], {"Pattern"}, {"RestApiId", "Auth"})
    if kind == "Api":
        made.update({"Path": draw.one(PATHS) + "machine", "Method": draw.one(METHODS)})
        if draw.chance(0.3):
            made["Auth"] = draw.one([{"Authorizer": "AWS_IAM"}, {"ApiKeyRequired": True}, {}])
    if "State" in made and "Enabled" in made and not draw.mistake(0.3):
        del made["Enabled"]
    if made.get("OmitName") is True and not draw.mistake(0.3):
        made.pop("Name", None)
    return {"Type": kind, "Properties": draw.shuffled(made)}


def state_machine(draw, language):
    never = {"Events", "Definition", "DefinitionUri", "DeploymentPreference", "UseAliasAsEventTarget"}
    if not draw.mistake():
        never.add(draw.one(["Role", "Policies"]))
    made = draw.map(language.resources[STATE_MACHINE], [STATE_MACHINE], {draw.one(["Definition", "DefinitionUri"])},
                    never - {draw.one(["Definition", "DefinitionUri"])})
    if not draw.mistake():
        made.pop(draw.one(["Definition", "DefinitionUri"]), None)
        if "Definition" not in made and "DefinitionUri" not in made:
            made["Definition"] = states(draw)
    if "AutoPublishAlias" in made or draw.mistake():
        if draw.chance(0.4):
            kind = draw.one(["ALL_AT_ONCE", "CANARY", "LINEAR"])
            made["DeploymentPreference"] = {"Type": kind, "Alarms": ["one"]}
            if kind != "ALL_AT_ONCE" or draw.mistake():
                made["DeploymentPreference"].update({"Interval": 5, "Percentage": 10})
        if draw.chance(0.4):
            made["UseAliasAsEventTarget"] = draw.chance(0.7)
    events = {id: state_machine_event(draw, language) for id in draw.some(["Morning", "Rule1", "Called", "E2"], 0, 3)}
    if events and draw.mistake():
        events[draw.one(events)] = draw.one([None, "text", {"Type": "Nothing"}, {"Type": "Schedule"}, [], {"Type": "SQS"}])
    if events:
        made["Events"] = events
    return draw.shuffled(made)


def graphql(draw, language):
    made = draw.map(language.resources[GRAPHQL], [GRAPHQL], {"DataSources"}, {"SchemaInline", "SchemaUri", "Functions"})
    if "Resolvers" in made or draw.chance(0.3):
        made["Functions"] = graphql_functions(draw)
    schemas = draw.some(["SchemaInline", "SchemaUri"], 2) if draw.mistake() else [draw.one(["SchemaInline", "SchemaUri"])]
    for name in schemas:
        made[name] = draw.one(["type Query { a: Int }", "s3://bucket/schema.graphql"])
    return draw.shuffled(made)


# ------------------------------------------------------------------------------------------------------ connectors --


def connector_end(draw, ids):
    if draw.chance(0.7):
        made = {"Id": draw.one(ids)}
        if draw.chance(0.15):
            made["Qualifier"] = draw.one(["live", "Prod/GET/a", {"Ref": "Text"}])
    else:
        made = {"Type": draw.one(TYPES), "Arn": draw.one(["arn:aws:x", {"Fn::GetAtt": ["Queue", "Arn"]}])}
        for name in ("RoleName", "QueueUrl", "ResourceId", "Name", "Qualifier"):
            if draw.chance(0.5):
                made[name] = draw.one([draw.text(), {"Ref": "Queue"}])
    if draw.mistake():
        made[draw.one(["Id", "Type", "Arn", "RoleName", "Unknown"])] = draw.anything(1)
    return draw.shuffled(made)


def partners(language, resources):
    """What connectors can connect of what is there: (source, destination, permissions)."""
    of_sam = {facts["sam"]: kind for kind, facts in language.connectors["types"].items() if "sam" in facts}
    kinds = {id: of_sam.get(resource["Type"], resource["Type"]) for id, resource in resources.items()
             if isinstance(resource, dict) and isinstance(resource.get("Type"), str)}
    return [(source, destination, list(profile["permissions"]))
            for profile in language.connectors["profiles"]
            for source in kinds if kinds[source] in profile["from"] and source != "Guard"
            for destination in kinds if kinds[destination] in profile["to"]]


def connector(draw, resources, source=None):
    """A connector of two that fit, or now and then of any two; without the source where it stands in one."""
    found = [pair for pair in partners(draw.language, resources) if source in (None, pair[0])]
    ids = list(resources) + CONNECTED
    if found and not draw.mistake(0.3):
        begin, end, permissions = draw.one(found)
        made = {"Source": {"Id": begin}, "Destination": draw.one([{"Id": end}, [{"Id": end}]]),
                "Permissions": draw.some(permissions, 1)}
    elif source and not draw.mistake(0.5):
        return None
    else:
        made = {"Source": connector_end(draw, ids), "Destination": draw.one([connector_end(draw, ids), [
            connector_end(draw, ids), connector_end(draw, ids)]]), "Permissions": draw.some(["Read", "Write"], 1)}
    if source:
        del made["Source"]
        if draw.chance(0.2):
            made["SourceReference"] = {"Qualifier": draw.one(["x", {"Ref": "Text"}])}
    if draw.mistake():
        made[draw.one(["Destination", "Permissions", "Unknown"])] = draw.anything(1)
    return draw.shuffled(made)


def embedded_connectors(draw, resources):
    """Connectors as an attribute of what is there."""
    for id, resource in resources.items():
        if not isinstance(resource, dict) or not draw.chance(0.2):
            continue
        made = {}
        for name in draw.some(["One", "Other", "Third"], 1, 2):
            properties = connector(draw, resources, id)
            if properties:
                made[name] = {"Properties": properties, **({"DependsOn": "Queue"} if draw.chance(0.1) else {})}
        if draw.mistake():
            made = draw.anything(2)
        if made:
            resource["Connectors"] = made


# ------------------------------------------------------------------------------------------------------- templates --

KINDS = {"Layer": ("LayerVersion", layer), "Nested": ("Application", application),
         "Capacity": ("CapacityProvider", capacity_provider), "Machine": ("StateMachine", state_machine),
         "OtherMachine": ("StateMachine", state_machine), "Graph": ("GraphQLApi", graphql),
         "Socket": ("WebSocketApi", http_api.websocket)}


def add_globals(draw, language, sections, plans):
    if draw.chance(0.25):
        sections["HttpApi"] = http_api.globals_section(draw, language, plans)
    for name in ("SimpleTable", "StateMachine", "LayerVersion", "CapacityProvider", "WebSocketApi"):
        if draw.chance(0.08):
            spec = language.resources[SERVERLESS + name]
            sections[name] = draw.map(spec, [SERVERLESS + name], (), set(spec) - set(language.globals[name]) | {"Domain"})
            if draw.mistake(0.1):
                sections[name][draw.one(["Name", "Unknown"])] = draw.anything(1)


def add_resources(draw, language, resources, plans):
    for plan in plans:
        if plan.id != http_api.IMPLICIT:
            resources[plan.id] = draw.shuffled({"Type": http_api.HTTP, **draw.attributes(),
                                                "Properties": http_api.properties(draw, language, plan)})
    for id in draw.some(KINDS, 0, 3):
        kind, make = KINDS[id]
        resources[id] = draw.shuffled({"Type": SERVERLESS + kind, **draw.attributes(), "Properties": make(draw, language)})


def add_connectors(draw, resources):
    if not draw.chance(0.4):
        return
    made = {}
    for id in draw.some(["Link", "Link2"], 0):
        made[id] = {"Type": SERVERLESS + "Connector", **draw.attributes(), "Properties": connector(draw, resources)}
    embedded_connectors(draw, resources)
    resources.update(made)
