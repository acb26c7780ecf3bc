# SPDX-License-Identifier: Apache-2.0

"""REST APIs, their documents, and the Api events of functions."""

PATHS = ["/", "/a", "/a/", "/a/{id}", "/{proxy+}", "/b/{x}/c-{y}", "/ünï", "/B.d", "/longer/path/of/several/parts"]
METHODS = ["get", "GET", "post", "Put", "delete", "any", "ANY", "options", "HEAD", "patch"]
ORIGINS = ["'*'", "'https://example.com'", "*", "'https://a.example,https://b.example'"]
INTEGRATION = "x-amazon-apigateway-integration"
FUNCTION_ARN = {"Fn::GetAtt": ["Guard", "Arn"]}
POOL_ARN = {"Fn::GetAtt": ["Pool", "Arn"]}
DOMAINS = ["api.example.com", "www.example.com", {"Fn::Sub": "${Text}.example.com"}, {"Ref": "Text"}]
ZONES = ["Z1", "Z2", {"Ref": "Text"}, {"Ref": "NoDefault"}]
# What goes into a document, and so must not stand beside a document that is elsewhere.
NEEDS_DOCUMENT = {"Cors", "Auth", "GatewayResponses", "Models", "DisableExecuteApiEndpoint", "MergeDefinitions"}
MODELS = ["User", "Order", "ünïModel"]


class Plan:
    """An API as its events must know it."""

    def __init__(self, draw, id, implicit=False):
        self.id = id
        kinds = ["managed"] * 4 + ["swagger", "openapi", "merge", "include", "intrinsic", "uri", "location"]
        self.kind = "managed" if implicit else draw.one(kinds)
        self.authorizers = draw.some(["Pool", "Token", "Request", "Second"], 0, 3) if draw.chance(0.5) else []
        self.models = draw.some(MODELS, 0, 2) if draw.chance(0.3) else []
        self.default_authorizer = None
        if draw.chance(0.4):
            self.default_authorizer = draw.one(self.authorizers + ["AWS_IAM"])
        self.key_required = draw.chance(0.25)
        self.routes = set()

    def has_document(self):
        return self.kind in ("managed", "swagger", "openapi", "merge")


# ---------------------------------------------------------------------------------------------------------- values --


def origin(draw):
    return draw.one(ORIGINS)


def quoted(draw):
    return "'" + draw.one(["GET,POST", "Content-Type,X-Key", "600", "*"]) + "'"


def authorizer(draw, name):
    identity = {}
    if draw.chance(0.4):
        identity["Header"] = draw.one(["Authorization", "X-Token", draw.text()])
    if draw.chance(0.3):
        identity["ValidationExpression"] = draw.one(["^Bearer .*$", draw.text()])
    if draw.chance(0.4):
        identity["ReauthorizeEvery"] = draw.one([0, 60, 3600, "30"])
    made = {}
    if name == "Pool":
        made["UserPoolArn"] = draw.one([POOL_ARN, "arn:aws:cognito-idp:1", [POOL_ARN, "arn:two"]])
    else:
        made["FunctionArn"] = draw.one([FUNCTION_ARN, {"Fn::Sub": "${Guard.Arn}"}, "arn:aws:lambda:1"])
        if name == "Request" or draw.chance(0.3):
            made["FunctionPayloadType"] = "REQUEST"
            for key in draw.some(["Headers", "QueryStrings", "StageVariables", "Context"], 1):
                identity[key] = [draw.word() for _ in range(draw.random.randint(1, 3))]
        elif draw.chance(0.3):
            made["FunctionPayloadType"] = "TOKEN"
        if draw.chance(0.3):
            made["FunctionInvokeRole"] = draw.one(["arn:aws:iam::123456789012:role/R", "NONE", {"Ref": "Text"}])
        if draw.chance(0.3):
            made["DisableFunctionDefaultPermissions"] = draw.chance(0.5)
    if identity or draw.chance(0.05):
        made["Identity"] = draw.shuffled(identity)
    if draw.chance(0.3):
        made["AuthorizationScopes"] = draw.some(["read", "write", "ünï"])
    if draw.mistake():
        made[draw.one(["Identity", "FunctionPayloadType", "AuthorizationScopes", "UserPoolArn", "FunctionArn",
                       "DisableFunctionDefaultPermissions", "FunctionInvokeRole"])] = draw.anything(2)
    return draw.shuffled(made)


def authorizers(draw):
    return {name: authorizer(draw, name) for name in draw.api.authorizers}


def auth(draw, property, path):
    plan = draw.api
    chosen, never = set(), {"Authorizers", "DefaultAuthorizer", "ApiKeyRequired"}
    for name, there in (("Authorizers", plan.authorizers), ("DefaultAuthorizer", plan.default_authorizer),
                        ("ApiKeyRequired", plan.key_required)):
        if there:
            chosen.add(name)
            never.discard(name)
    return draw.map(property.properties, path, chosen, never)


def custom_statements(draw):
    statement = {"Effect": draw.one(["Allow", "Deny"]), "Principal": "*", "Action": "execute-api:Invoke",
                 "Resource": [draw.one(["execute-api:/Prod/GET/a", "execute-api:/*/*/*", {"Fn::Sub": "execute-api:/*"}])]}
    return draw.one([statement, [statement], [statement, {**statement, "Effect": "Deny"}]])


def endpoints(kind):
    names = {"vpc": ["vpc-1", "vpc-2", "vpce-3", "other"], "ip": ["10.0.0.0/8", "1.2.3.4", {"Ref": "Text"}],
             "account": ["123456789012", {"Ref": "AWS::AccountId"}, "arn:aws:iam::1:user/u"],
             "intrinsic": [{"Ref": "NoDefault"}, "vpc-9", {"Fn::ImportValue": "vpc"}]}[kind]
    return lambda draw: draw.some(names, 1)


def usage_plan_kind(draw):
    return draw.one(["PER_API", "PER_API", "SHARED", "SHARED", "NONE"])


def gateway_responses(draw):
    made = {}
    for name in draw.some(["UNAUTHORIZED", "DEFAULT_4XX", "DEFAULT_5XX", "QUOTA_EXCEEDED"], 1, 2):
        response = {}
        if draw.chance(0.6):
            response["StatusCode"] = draw.one([401, "403", 200, "42"])
        if draw.chance(0.6):
            response["ResponseParameters"] = {
                place: {draw.word(): draw.one(["'x'", "integration.response.body.a", draw.text()])}
                for place in draw.some(["Headers", "Paths", "QueryStrings"])}
        if draw.chance(0.5):
            response["ResponseTemplates"] = {"application/json": '{"message": $context.error.messageString}'}
        if draw.mistake(0.2):
            response[draw.one(["StatusCode", "ResponseParameters", "Unknown", "ResponseTemplates"])] = draw.anything(2)
        made[name] = draw.shuffled(response)
    return made


def models(draw):
    made = {}
    for name in draw.api.models:
        made[name] = {"type": "object", "properties": {draw.word(): {"type": "string"}, "n": {"type": "integer"}}}
        if draw.chance(0.3):
            made[name]["required"] = ["n"]
        if draw.mistake(0.1):
            made[name] = draw.anything(2)
    return made


def base_path(draw):
    return draw.one(["one", "one/two", "/", ["one"], ["one", "t-w-o", "/three"], ["ünï", "a_b"]])


def method_settings(draw):
    return [{"ResourcePath": draw.one(["/*", "/a"]), "HttpMethod": draw.one(["*", "GET"]), "CachingEnabled": True,
             "CacheTtlInSeconds": draw.one([300, 15])}]


def binary_media_types(draw):
    return draw.one([["image~1gif"], ["*~1*", "image/png"], [{"Ref": "Text"}], ["a/b", {"Fn::Sub": "image~1${Text}"}]])


def domain(draw, property, path):
    made = draw.map(property.properties, path)
    if made.get("EndpointConfiguration") == "PRIVATE":
        never = {"MutualTlsAuthentication", "OwnershipVerificationCertificateArn"}
    else:
        never = {"Policy", "AccessAssociation"}
    return {name: value for name, value in made.items() if name not in never or draw.mistake(0.3)}


MAKERS = {
    "AWS::Serverless::Api.StageName": lambda draw: draw.one(["Prod", "v1", "v-1", "stage_2", {"Ref": "GivenStage"},
                                                              {"Ref": "NoDefault"}, {"Fn::Sub": "${Text}1"}]),
    "AWS::Serverless::Api.Cors.AllowOrigin": origin,
    "AWS::Serverless::Api.Cors.AllowHeaders": quoted,
    "AWS::Serverless::Api.Cors.AllowMethods": quoted,
    "AWS::Serverless::Api.Cors.MaxAge": lambda draw: draw.one(["'600'", "10", quoted(draw)]),
    "Auth.Authorizers": authorizers,
    "Auth.DefaultAuthorizer": lambda draw: draw.api.default_authorizer,
    "Auth.ApiKeyRequired": lambda draw: draw.chance(0.8),
    "Auth.InvokeRole": lambda draw: draw.one(["NONE", "CALLER_CREDENTIALS", "arn:aws:iam::1:role/r", {"Ref": "Text"}]),
    "ResourcePolicy.CustomStatements": custom_statements,
    "ResourcePolicy.AwsAccountWhitelist": endpoints("account"),
    "ResourcePolicy.AwsAccountBlacklist": endpoints("account"),
    "ResourcePolicy.IpRangeWhitelist": endpoints("ip"),
    "ResourcePolicy.IpRangeBlacklist": endpoints("ip"),
    "ResourcePolicy.SourceVpcWhitelist": endpoints("vpc"),
    "ResourcePolicy.SourceVpcBlacklist": endpoints("vpc"),
    "ResourcePolicy.IntrinsicVpcWhitelist": endpoints("intrinsic"),
    "ResourcePolicy.IntrinsicVpcBlacklist": endpoints("intrinsic"),
    "ResourcePolicy.IntrinsicVpceWhitelist": endpoints("intrinsic"),
    "ResourcePolicy.IntrinsicVpceBlacklist": endpoints("intrinsic"),
    "UsagePlan.CreateUsagePlan": usage_plan_kind,
    "UsagePlan.Quota": lambda draw: {"Limit": 100, "Period": draw.one(["DAY", "MONTH"])},
    "UsagePlan.Tags": lambda draw: [{"Key": draw.word(), "Value": draw.text()}],
    "GatewayResponses": gateway_responses,
    "AWS::Serverless::Api.Models": models,
    "AWS::Serverless::Api.OpenApiVersion": lambda draw: draw.one(["3.0.1", "3.0", "2.0", "3.1.0", 3.0, "3.0.0"]),
    "AWS::Serverless::Api.EndpointConfiguration.Type": lambda draw: draw.one(["REGIONAL", "EDGE", "PRIVATE"]),
    "AWS::Serverless::Api.MethodSettings": method_settings,
    "AWS::Serverless::Api.BinaryMediaTypes": binary_media_types,
    "AWS::Serverless::Api.Tags": lambda draw: {word: draw.text() for word in draw.some(WORDS_OF_TAGS, 0, 3)},
    # true makes the id of the deployment depend on the clock
    "AWS::Serverless::Api.AlwaysDeploy": lambda draw: False,
    "Domain.DomainName": lambda draw: draw.one(DOMAINS),
    "Domain.CertificateArn": lambda draw: draw.one(["arn:aws:acm:1", {"Ref": "Text"}]),
    "Domain.BasePath": base_path,
    "Route53.HostedZoneId": lambda draw: draw.one(ZONES),
    "Route53.HostedZoneName": lambda draw: draw.one(["example.com.", {"Ref": "Text"}]),
}
WORDS_OF_TAGS = ["team", "stage", "Ünï", "cost-center", "owner"]


# ------------------------------------------------------------------------------------------------------- documents --


def security(draw):
    names = draw.api.authorizers + ["api_key", "NONE", "AWS_IAM", "other"]
    return [{name: draw.some(["read", "write"])} for name in draw.some(names, 0, 2)]


def operation(draw, kind):
    made = {"responses": {draw.one(["200", 200, "default"]): {"description": "fine"}}}
    if draw.chance(0.7):
        uri = {"Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
                          "${Guard.Arn}/invocations"}
        made[INTEGRATION] = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}
    if draw.chance(0.2):
        made["security"] = security(draw)
    if draw.chance(0.2):
        made["parameters"] = [{"name": "id", "in": "path", "required": True}]
    if draw.chance(0.1):
        made.update({"consumes": ["application/json"], "produces": ["text/plain"]})
    if draw.chance(0.1):
        made["responses"] = {"200": {"headers": {"X-A": {"type": "string"}}}}
    if draw.mistake(0.05):
        made[draw.one(["security", "responses", "parameters", INTEGRATION])] = draw.anything(2)
    made = draw.shuffled(made)
    return {"Fn::If": [draw.condition(), made, {"Ref": "AWS::NoValue"}]} if draw.chance(0.08) else made


def path_item(draw, kind):
    made = {draw.one(["get", "post", "options", "x-amazon-apigateway-any-method", "Put"]): operation(draw, kind)
            for _ in range(draw.random.randint(0, 3))}
    if draw.chance(0.1):
        made[draw.one(["parameters", "summary", "description"])] = draw.anything(1)
    if draw.mistake(0.05):
        made["servers"] = draw.anything(1)
    if draw.mistake(0.05):
        return draw.one([None, "text", [], {"get": None}, {"get": "text"}])
    if draw.chance(0.08):
        return {"Fn::If": [draw.condition(), made, draw.one([{"Ref": "AWS::NoValue"}, {"get": operation(draw, kind)}])]}
    return made


def document(draw, kind):
    made = {"info": {"title": draw.one([{"Ref": "AWS::StackName"}, "ünï"]), "version": draw.one(["1.0", 1.0])},
            "paths": {path: path_item(draw, kind) for path in draw.some(PATHS, 0, 3)}}
    made["openapi" if kind == "openapi" else "swagger"] = draw.one(
        ["3.0.1", "3.0.1", "3.0", 3.0, "3.1.0"] if kind == "openapi" else ["2.0", "2.0", 2.0])
    extras = {
        "securityDefinitions": {"other": {"type": "apiKey", "name": "X", "in": "header"}},
        "components": draw.one([{"schemas": {"S": {"type": "object"}}}, {"securitySchemes": {"other": {}}}, {}]),
        "definitions": {"S": {"type": "object"}},
        "servers": draw.one([[{"url": "https://x"}], [{}], []]),
        "tags": [{"name": "t"}],
        "x-amazon-apigateway-policy": draw.one([{}, {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}]}]),
        "x-amazon-apigateway-gateway-responses": {"DEFAULT_4XX": {"statusCode": "400"}},
        "x-amazon-apigateway-request-validators": {"body-only": {"validateRequestBody": True}},
        "x-amazon-apigateway-endpoint-configuration": {"vpcEndpointIds": ["vpce-1"]},
        "x-amazon-apigateway-binary-media-types": ["a/b"],
        "basePath": "/base", "schemes": ["https"],
    }
    for name in extras:
        if draw.chance(0.08):
            made[name] = extras[name]
            if draw.mistake(0.1):
                made[name] = draw.anything(2)
    if draw.mistake(0.05):
        made[draw.one(["paths", "swagger", "openapi", "info"])] = draw.one([None, "4.0", "3", 3, [], {}, "2"])
    if draw.mistake(0.03):
        del made["paths"]
    return draw.shuffled(made)


def definition(draw, plan):
    """The properties that say where the document is."""
    if plan.kind in ("swagger", "openapi"):
        return {"DefinitionBody": document(draw, plan.kind)}
    if plan.kind == "merge":
        return {"DefinitionBody": document(draw, draw.one(["swagger", "openapi"])), "MergeDefinitions": True}
    if plan.kind == "include":
        return {"DefinitionBody": {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {
            "Location": draw.one(["s3://bucket/api.yaml", {"Fn::Sub": "s3://${Text}/api.yaml"}])}}}}
    if plan.kind == "intrinsic":
        return {"DefinitionBody": {"Fn::If": [draw.condition(), document(draw, "swagger"), document(draw, "openapi")]}}
    if plan.kind == "uri":
        return {"DefinitionUri": draw.one(["s3://bucket/key", "s3://bucket/a/b?versionId=3", {"Ref": "Text"}])}
    if plan.kind == "location":
        return {"DefinitionUri": draw.shuffled({"Bucket": draw.one(["b", {"Ref": "Text"}]), "Key": "k",
                                                **({"Version": draw.one([1, "v"])} if draw.chance(0.4) else {})})}
    return {}


# ------------------------------------------------------------------------------------------------- APIs and events --


def properties(draw, language, plan, of_globals=()):
    draw.api = plan
    spec = language.resources["AWS::Serverless::Api"]
    never = {"DefinitionBody", "DefinitionUri", "MergeDefinitions", "Models", "Auth"}
    chosen = set()
    if not plan.has_document() and not draw.mistake(0.3):
        never |= NEEDS_DOCUMENT
    elif plan.models:
        never.discard("Models")
        chosen.add("Models")
    wants_auth = plan.authorizers or plan.default_authorizer or plan.key_required or draw.chance(0.2)
    made = draw.map(spec, ["AWS::Serverless::Api"], chosen, never)
    if wants_auth and (plan.has_document() or draw.mistake(0.3)):
        made["Auth"] = auth(draw, spec["Auth"], ["AWS::Serverless::Api", "Auth"])
    if "Domain" in made and isinstance(made["Domain"], dict):
        made["Domain"] = domain(draw, spec["Domain"], ["AWS::Serverless::Api", "Domain"])
    made.update(definition(draw, plan))
    if draw.mistake(0.03):
        made[draw.one(["DefinitionUri", "DefinitionBody", "MergeDefinitions"])] = draw.one(
            ["s3://bucket", "s3://bucket/key", "local.yaml", {}, {"Bucket": "b"}, True, {"paths": {}}])
    cors = made.get("Cors")
    if isinstance(cors, dict) and cors.get("AllowCredentials") is True and not draw.mistake(0.3):
        cors["AllowOrigin"] = "'https://example.com'"
    return draw.shuffled({name: value for name, value in made.items() if name not in of_globals or draw.chance(0.3)})


def globals_section(draw, language, plan):
    """Globals.Api: some of what a managed API could have."""
    draw.api = plan
    spec = language.resources["AWS::Serverless::Api"]
    never = set(spec) - set(language.globals["Api"]) | {"DefinitionUri", "MergeDefinitions", "Auth", "Domain"}
    made = draw.map(spec, ["AWS::Serverless::Api"], (), never)
    made.pop("Models", None)
    if plan.authorizers or plan.default_authorizer or plan.key_required:
        made["Auth"] = auth(draw, spec["Auth"], ["AWS::Serverless::Api", "Auth"])
    cors = made.get("Cors")
    if isinstance(cors, dict) and cors.get("AllowCredentials") is True:
        cors["AllowOrigin"] = "'https://example.com'"
    if draw.mistake(0.1):
        made[draw.one(["StageName", "DefinitionBody", "Unknown", "Models"])] = draw.anything(1)
    return draw.shuffled(made)


def event_auth(draw, language, plan):
    spec = language.events["Api"]["Auth"]
    made = draw.map(spec.properties, ["Api", "Auth"], (), {"Authorizer", "AuthorizationScopes", "OverrideApiAuth"})
    authorizers = plan.authorizers + ["AWS_IAM"] + (["NONE"] if plan.default_authorizer else [])
    if draw.chance(0.7):
        made["Authorizer"] = draw.one(authorizers)
        if draw.chance(0.3):
            made["AuthorizationScopes"] = draw.some(["read", "write", "ünï"])
    if "ApiKeyRequired" in made and not plan.key_required:
        made["ApiKeyRequired"] = True
    if made and draw.chance(0.2):
        made["OverrideApiAuth"] = draw.chance(0.8)
    if draw.mistake():
        made[draw.one(["Authorizer", "AuthorizationScopes", "ApiKeyRequired", "OverrideApiAuth", "InvokeRole"])] = \
            draw.one([draw.anything(1), "Nobody", "NONE", False])
    return draw.shuffled(made)


def request_parameters(draw):
    made = []
    for _ in range(draw.random.randint(1, 3)):
        name = "method.request." + draw.one(["header", "querystring", "path"]) + "." + draw.one(["id", "X-Key", "ünï"])
        if draw.mistake(0.1):
            name = draw.one(["method.request.body.x", "id", "Method.request.path.x", "method.request.path.", 3])
        settings = {key: draw.chance(0.5) for key in draw.some(["Required", "Caching"])}
        if draw.mistake(0.1):
            settings = draw.one([None, "text", {"Other": True}, {"Required": "yes"}, []])
        made.append(draw.one([name, {name: settings}]) if isinstance(name, str) else name)
    return made


def request_model(draw, plan):
    made = {"Model": draw.one(plan.models)}
    for key in draw.some(["Required", "ValidateBody", "ValidateParameters"]):
        made[key] = draw.chance(0.6)
    if draw.mistake(0.2):
        made[draw.one(made)] = draw.one([draw.anything(1), "Nothing"])
    return made


def event(draw, language, plans):
    """An Api event, on one of the APIs."""
    plan = draw.one(plans)
    draw.api = plan
    for _ in range(20):
        path, method = draw.one(PATHS), draw.one(METHODS)
        if (path, method.lower()) not in plan.routes or draw.mistake(0.2):
            break
    else:
        return None
    plan.routes.add((path, method.lower()))
    chosen = {"RestApiId"} if plan.id != "ServerlessRestApi" else set()
    never = {"RequestModel", "RequestParameters", "Auth"} | ({"RestApiId"} - chosen)
    made = draw.map(language.events["Api"], ["Api"], chosen, never)
    made.update({name: value for name, value in (("Path", path), ("Method", method)) if name in made})
    if chosen:
        made["RestApiId"] = draw.one([{"Ref": plan.id}, {"Ref": plan.id}, plan.id])
    if draw.chance(0.35):
        made["Auth"] = event_auth(draw, language, plan)
    if plan.models and draw.chance(0.5):
        made["RequestModel"] = request_model(draw, plan)
    if draw.chance(0.2):
        made["RequestParameters"] = request_parameters(draw)
    if draw.mistake(0.05):
        made[draw.one(["RestApiId", "Path", "Method", "Auth", "RequestModel", "RequestParameters"])] = draw.anything(2)
    return {"Type": "Api", "Properties": draw.shuffled(made)}
