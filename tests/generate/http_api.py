# SPDX-License-Identifier: Apache-2.0

"""HTTP APIs, their documents, the HttpApi events of functions, and WebSocket APIs."""

HTTP = "AWS::Serverless::HttpApi"
WEBSOCKET = "AWS::Serverless::WebSocketApi"
INTEGRATION = "x-amazon-apigateway-integration"
PATHS = ["/", "/a", "/a/", "/a/{id}", "/{proxy+}", "/ünï", "/B.d", "$default", "/b/{x}/c-{y}"]
METHODS = ["get", "GET", "post", "Put", "any", "ANY", "options", "x-amazon-apigateway-any-method"]
FUNCTION_ARN = {"Fn::GetAtt": ["Guard", "Arn"]}
HTTP_IDS = ["Site", "HttpApi2"]
IMPLICIT = "ServerlessHttpApi"


class Plan:
    """An HTTP API as its events must know it."""

    def __init__(self, draw, id):
        self.id = id
        self.kind = draw.one(["managed"] * 4 + ["document", "document", "intrinsic", "uri", "location"])
        self.authorizers, self.default_authorizer = [], None
        if id == IMPLICIT:
            self.kind = "managed"
        elif draw.chance(0.5):
            self.authorizers = draw.some(["Jwt", "Guarded", "OtherJwt"], 1, 3)
        if self.authorizers and draw.chance(0.4):
            self.default_authorizer = draw.one(self.authorizers)
        self.iam = draw.chance(0.2)
        self.routes = set()


# ---------------------------------------------------------------------------------------------------------- values --


def authorizer(draw, name):
    if "Jwt" in name:
        made = {"IdentitySource": draw.one(["$request.header.Authorization", draw.text()]),
                "JwtConfiguration": {"issuer": draw.one(["https://issuer", {"Ref": "Text"}]), "audience": ["one"]}}
        if draw.chance(0.4):
            made["AuthorizationScopes"] = draw.some(["read", "write", "ünï"])
    else:
        made = {"FunctionArn": FUNCTION_ARN, "AuthorizerPayloadFormatVersion": draw.one(["1.0", "2.0", 1.0, 2.0])}
        if draw.chance(0.4):
            made["FunctionInvokeRole"] = draw.one(["arn:aws:iam::123456789012:role/R", {"Ref": "Text"}])
        if draw.chance(0.4):
            made["EnableSimpleResponses"] = draw.chance(0.5)
        if draw.chance(0.4):
            made["EnableFunctionDefaultPermissions"] = draw.chance(0.5)
        if draw.chance(0.5):
            identity = {key: [draw.word() for _ in range(draw.random.randint(1, 3))]
                        for key in draw.some(["Headers", "QueryStrings", "StageVariables", "Context"])}
            if draw.chance(0.4):
                identity["ReauthorizeEvery"] = draw.one([0, 60, "30"])
            made["Identity"] = draw.shuffled(identity)
    if draw.mistake():
        made[draw.one(["Identity", "AuthorizationScopes", "FunctionArn", "JwtConfiguration", "IdentitySource",
                       "AuthorizerPayloadFormatVersion", "EnableSimpleResponses"])] = draw.anything(2)
    return draw.shuffled(made)


def cors(draw):
    if draw.chance(0.3):
        return draw.chance(0.8)
    made = {}
    for name in ("AllowHeaders", "AllowMethods", "AllowOrigins", "ExposeHeaders"):
        if draw.chance(0.5):
            made[name] = draw.one([["*"], ["GET", "x-key"], [{"Ref": "Text"}], ["https://a.example"]])
    if draw.chance(0.4):
        made["MaxAge"] = draw.one([0, 600])
    if draw.chance(0.3):
        made["AllowCredentials"] = draw.chance(0.5)
    return draw.shuffled(made)


def route_settings(draw):
    return {draw.one(["$default", "GET /a", "$connect"]): {
        draw.one(["ThrottlingBurstLimit", "LoggingLevel"]): draw.one([10, "INFO"]) for _ in range(2)}}


def base_path(draw):
    return draw.one(["one", "one/two", "/", ["one"], ["one", "t-w-o", "/three"], "$x"])


def makers():
    made = {
        HTTP + ".StageName": lambda draw: draw.one(["$default", "live", "v-1", {"Ref": "GivenStage"}, {"Ref": "Text"}]),
        HTTP + ".Auth.Authorizers": lambda draw: {name: authorizer(draw, name) for name in draw.api.authorizers},
        HTTP + ".Auth.EnableIamAuthorizer": lambda draw: True,
        HTTP + ".CorsConfiguration": cors,
        WEBSOCKET + ".StageName": lambda draw: draw.one(["default", "live", {"Ref": "GivenStage"}]),
        WEBSOCKET + ".RouteSelectionExpression": lambda draw: "$request.body.action",
    }
    for kind in (HTTP, WEBSOCKET):
        made[kind + ".Domain.BasePath"] = base_path
        made[kind + ".RouteSettings"] = route_settings
        made[kind + ".Tags"] = lambda draw: {word: draw.text() for word in draw.some(["team", "Ünï", "owner"], 0, 3)}
    return made


# ------------------------------------------------------------------------------------------------------- documents --


def operation(draw):
    made = {"responses": {draw.one(["200", "default"]): {"description": "fine"}}}
    if draw.chance(0.7):
        made[INTEGRATION] = {"type": "aws_proxy", "httpMethod": "POST", "payloadFormatVersion": "2.0",
                             "uri": {"Fn::Sub": "arn:aws:apigateway:x:lambda:path/functions/${Guard.Arn}/invocations"}}
    if draw.chance(0.3):
        made["security"] = [{name: draw.some(["read", "write"])}
                            for name in draw.some(draw.api.authorizers + ["other", "NONE", "AWS_IAM"], 0, 2)]
    if draw.mistake(0.05):
        made[draw.one(["security", "responses", INTEGRATION])] = draw.anything(2)
    made = draw.shuffled(made)
    return {"Fn::If": [draw.condition(), made, {"Ref": "AWS::NoValue"}]} if draw.chance(0.08) else made


def path_item(draw):
    made = {draw.one(["get", "post", "options", "x-amazon-apigateway-any-method"]): operation(draw)
            for _ in range(draw.random.randint(0, 3))}
    if draw.mistake(0.05):
        return draw.one([None, "text", [], {"get": None}, {"get": "text"}])
    if draw.chance(0.08):
        return {"Fn::If": [draw.condition(), made, draw.one([{"Ref": "AWS::NoValue"}, {"get": operation(draw)}])]}
    return made


def document(draw):
    made = {"openapi": draw.one(["3.0.1", "3.0.1", "3.0", 3.0, "3.1.0"]),
            "info": draw.one([{"title": "t", "version": "1.0"}, {"title": {"Ref": "AWS::StackName"}}, {}]),
            "paths": {path: path_item(draw) for path in draw.some(PATHS, 0, 3)}}
    extras = {
        "components": draw.one([{"schemas": {"S": {}}}, {"securitySchemes": {"other": {}}}, {}]),
        "tags": [{"name": "t"}], "servers": [{"url": "https://x"}],
        "x-amazon-apigateway-cors": {"allowOrigins": ["*"], "maxAge": 3},
        "x-amazon-apigateway-importexport-version": "1.0",
    }
    for name in extras:
        if draw.chance(0.12):
            made[name] = extras[name]
            if draw.mistake(0.1):
                made[name] = draw.anything(2)
    if draw.mistake(0.05):
        made[draw.one(["paths", "openapi", "info"])] = draw.one([None, "4.0", "2.0", 3, [], {}, "text"])
    if draw.mistake(0.03):
        del made["paths"]
    return draw.shuffled(made)


def definition(draw, plan):
    """The properties that say where the document is."""
    if plan.kind == "document":
        return {"DefinitionBody": document(draw)}
    if plan.kind == "intrinsic":
        return {"DefinitionBody": draw.one([
            {"Fn::If": [draw.condition(), document(draw), document(draw)]},
            {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://bucket/api.yaml"}}}])}
    if plan.kind == "uri":
        return {"DefinitionUri": draw.one(["s3://bucket/key", "s3://bucket/a/b?versionId=3"])}
    if plan.kind == "location":
        return {"DefinitionUri": draw.shuffled({"Bucket": draw.one(["b", {"Ref": "Text"}]), "Key": "k",
                                                **({"Version": "v"} if draw.chance(0.4) else {})})}
    return {}


# ------------------------------------------------------------------------------------------------- APIs and events --


def auth(draw, language, plan):
    chosen, never = set(), {"Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"}
    for name, there in (("Authorizers", plan.authorizers), ("DefaultAuthorizer", plan.default_authorizer),
                        ("EnableIamAuthorizer", plan.iam)):
        if there:
            chosen.add(name)
            never.discard(name)
    made = draw.map(language.resources[HTTP]["Auth"].properties, [HTTP, "Auth"], chosen, never)
    if plan.default_authorizer and "DefaultAuthorizer" in made and not draw.mistake():
        made["DefaultAuthorizer"] = plan.default_authorizer
    return made


def properties(draw, language, plan):
    draw.api = plan
    never = {"DefinitionBody", "DefinitionUri", "Auth"}
    if plan.kind not in ("managed", "document") and not draw.mistake(0.3):
        never |= {"CorsConfiguration", "Description", "Tags", "DisableExecuteApiEndpoint", "Name", "PropagateTags"}
    made = draw.map(language.resources[HTTP], [HTTP], (), never)
    if (plan.authorizers or plan.iam) and (plan.kind in ("managed", "document") or draw.mistake(0.3)):
        made["Auth"] = auth(draw, language, plan)
    made.update(definition(draw, plan))
    if draw.mistake(0.03):
        made[draw.one(["DefinitionUri", "DefinitionBody", "Auth"])] = draw.one(
            ["s3://bucket", "local.yaml", {}, {"Bucket": "b"}, True, {"paths": {}}])
    return draw.shuffled(made)


def globals_section(draw, language, plans):
    """Globals.HttpApi; its authorizers are those of every API."""
    plan = Plan(draw, "Globals")
    draw.api = plan
    spec = language.resources[HTTP]
    made = draw.map(spec, [HTTP], (), set(spec) - set(language.globals["HttpApi"]) | {"Auth", "Domain"})
    if (plan.authorizers or plan.iam) and draw.chance(0.5):
        made["Auth"] = auth(draw, language, plan)
        for other in plans:
            other.authorizers = other.authorizers + [name for name in plan.authorizers if name not in other.authorizers]
            other.default_authorizer = other.default_authorizer or plan.default_authorizer
            other.iam = other.iam or plan.iam
    if draw.mistake(0.1):
        made[draw.one(["StageName", "DefinitionBody", "Unknown", "Name"])] = draw.anything(1)
    return draw.shuffled(made)


def event_auth(draw, plan):
    made = {}
    if draw.chance(0.8):
        made["Authorizer"] = draw.one((plan.authorizers or ["NONE"]) + (["AWS_IAM"] if plan.iam else []) +
                                      (["NONE"] if plan.default_authorizer else []))
    if draw.chance(0.3):
        made["AuthorizationScopes"] = draw.some(["read", "write", "ünï"])
    if draw.mistake():
        made[draw.one(["Authorizer", "AuthorizationScopes"])] = draw.one([draw.anything(1), "Nobody", "AWS_IAM", False])
    return draw.shuffled(made)


def event(draw, language, plans):
    """An HttpApi event, on one of the APIs."""
    plan = draw.one(plans)
    draw.api = plan
    for _ in range(20):
        path, method = draw.one(PATHS), draw.one(METHODS)
        if (path, method.lower()) not in plan.routes or draw.mistake(0.2):
            break
    else:
        return None
    plan.routes.add((path, method.lower()))
    made = draw.map(language.events["HttpApi"], ["HttpApi"], (), {"Auth", "ApiId", "Path", "Method", "Stage"})
    if draw.chance(0.85):
        made["Path"] = path
        made["Method"] = method
    if plan.id != IMPLICIT or draw.mistake(0.1):
        made["ApiId"] = draw.one([{"Ref": plan.id}, {"Ref": plan.id}, {"Ref": plan.id}, plan.id])
    if draw.chance(0.4) and (plan.authorizers or plan.iam or draw.mistake(0.3)):
        made["Auth"] = event_auth(draw, plan)
    if draw.mistake(0.05):
        made[draw.one(["ApiId", "Path", "Method", "Auth", "RouteSettings"])] = draw.anything(2)
    if not made and draw.chance(0.5):
        return {"Type": "HttpApi"}
    return {"Type": "HttpApi", "Properties": draw.shuffled(made)}


def route_names(draw):
    names = draw.some(["$connect", "$disconnect", "$default", "send", "sendIt"], 1, 4)
    if draw.mistake(0.2):
        names.append(draw.one(["join-room", "ünï", ""]))
    return names


def websocket(draw, language):
    spec = language.resources[WEBSOCKET]
    made = draw.map(spec, [WEBSOCKET], (), {"Routes", "Auth"})
    routes = {}
    for name in route_names(draw):
        never = set() if name == "$connect" or draw.mistake() else {"RequestParameters", "ApiKeyRequired"}
        routes[name] = draw.map(spec["Routes"].properties, [WEBSOCKET, "Routes"], (), never)
        routes[name]["FunctionArn"] = draw.one([FUNCTION_ARN, {"Fn::Sub": "${Guard.Arn}"}, "arn:aws:lambda:1",
                                                {"Ref": "NoDefault"}])
    if draw.mistake():
        routes[draw.one(routes)] = draw.anything(1)
    made["Routes"] = routes
    if draw.chance(0.5) and ("$connect" in routes or draw.mistake(0.3)):
        kind = draw.one(["NONE", "AWS_IAM", "CUSTOM", "CUSTOM"])
        never = set() if kind == "CUSTOM" or draw.mistake(0.3) else {"AuthArn", "IdentitySource", "InvokeRole", "Name"}
        made["Auth"] = draw.map(spec["Auth"].properties, [WEBSOCKET, "Auth"], {"AuthArn"}, never)
        made["Auth"]["AuthType"] = kind
        if "AuthArn" in made["Auth"] and not draw.mistake():
            made["Auth"]["AuthArn"] = FUNCTION_ARN
    if draw.mistake(0.05):
        made[draw.one(["Routes", "Auth", "Domain", "RouteSettings"])] = draw.anything(2)
    return draw.shuffled(made)
