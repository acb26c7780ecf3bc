# SPDX-License-Identifier: Apache-2.0

"""Functions, their events other than Api, and tables."""

KIND = "AWS::Serverless::Function"
QUEUE_ARN = {"Fn::GetAtt": ["Queue", "Arn"]}
# Api events come from rest_api.py.
EVENTS = ["AlexaSkill", "CloudWatchEvent", "CloudWatchLogs", "Cognito", "DocumentDB", "DynamoDB", "EventBridgeRule",
          "IoTRule", "Kinesis", "MQ", "MSK", "S3", "Schedule", "ScheduleV2", "SelfManagedKafka", "SNS", "SQS"]
# Of several that exclude each other at most one is drawn, unless that is the mistake.
EXCLUSIVE = [{"CapacityProviderConfig", "VpcConfig", "ProvisionedConcurrencyConfig", "SnapStart", "TenancyConfig"},
             {"TenancyConfig", "FunctionUrlConfig"}]
# These need others, which are then chosen.
NEEDS = {"DeploymentPreference": "AutoPublishAlias", "ProvisionedConcurrencyConfig": "AutoPublishAlias",
         "AutoPublishCodeSha256": "AutoPublishAlias", "VersionDescription": "AutoPublishAlias",
         "FunctionScalingConfig": "CapacityProviderConfig", "VersionDeletionPolicy": "AutoPublishAlias"}
IMAGE = {"ImageConfig", "ImageUri"}


# ---------------------------------------------------------------------------------------------------------- values --


def target_arn(draw):
    return draw.one([QUEUE_ARN, {"Ref": "Topic"}, "arn:aws:sqs:us-east-1:123456789012:q", {"Ref": "NoDefault"}])


def stream_arn(draw):
    return draw.one(["arn:aws:kinesis:us-east-1:123456789012:stream/s", {"Fn::GetAtt": ["Stream", "Arn"]}])


def policy_template(draw, language):
    name = draw.one(language.policy_templates)
    values = {parameter: draw.one([draw.word(), {"Ref": "Queue"}, {"Ref": "Text"}, {"Fn::GetAtt": ["Queue", "Arn"]}])
              for parameter in language.policy_templates[name]}
    if values and draw.mistake():
        del values[draw.one(values)]
    return {name: values}


def statement(draw):
    made = {"Effect": "Allow", "Action": draw.one(["s3:*", ["s3:GetObject"]]), "Resource": draw.one(["*", QUEUE_ARN])}
    return draw.one([{"Version": "2012-10-17", "Statement": [made]}, {"Statement": made}])


def policy(draw, language):
    kind = draw.random.randrange(5)
    if kind == 0:
        return draw.one(["AWSLambdaRole", "arn:aws:iam::aws:policy/X", draw.one(language.managed_policies), "Nothing"])
    if kind == 1:
        return statement(draw)
    if kind == 2:
        return {"Fn::If": [draw.condition(), policy_template(draw, language), {"Ref": "AWS::NoValue"}]}
    if kind == 3 and draw.chance(0.3):
        return draw.intrinsic("arn:aws:iam::aws:policy/X")
    return policy_template(draw, language)


def policies(draw, language):
    if draw.chance(0.3):
        return policy(draw, language)
    return [policy(draw, language) for _ in range(draw.random.randint(0, 4))]


def code_uri(draw):
    return draw.one(["s3://bucket/code.zip", "s3://bucket/code.zip", "s3://bucket/code.zip?versionId=3",
                     {"Bucket": "b", "Key": "k"}, {"Bucket": {"Ref": "Text"}, "Key": "k", "Version": "v"}])


def source_access(kinds):
    def make(draw):
        made = [{"Type": draw.one(kinds), "URI": draw.one(["arn:aws:secretsmanager:1", "subnet:subnet-1", "/host",
                                                             "security_group:sg-1"])}]
        return made
    return make


def kafka_access(draw):
    made = [{"Type": "VPC_SUBNET", "URI": "subnet:subnet-1"}, {"Type": "VPC_SECURITY_GROUP", "URI": "security_group:sg-1"}]
    extra = [{"Type": draw.one(["SASL_SCRAM_512_AUTH", "SASL_SCRAM_256_AUTH", "BASIC_AUTH"]), "URI": "arn:aws:secret"}]
    return draw.one([made, made + extra, extra])


def destination(kinds):
    def make(draw):
        made = {}
        if draw.chance(0.8):
            made["Type"] = draw.one(kinds)
        if draw.chance(0.7) or made.get("Type") not in ("SQS", "SNS"):
            made["Destination"] = target_arn(draw)
        return made
    return make


def dead_letter_config(draw):
    return draw.one([{"Arn": QUEUE_ARN}, {"Type": "SQS"}, {"Type": "SQS", "QueueLogicalId": draw.one(["Dead", "Letters"])}])


def alias(draw):
    return draw.one(["live", "live", "Prod_1", {"Ref": "Text"}, {"Ref": "GivenStage"}])


def deployment_type(draw):
    return draw.one(["AllAtOnce", "Canary10Percent5Minutes", "Linear10PercentEvery1Minute", "OwnConfiguration"])


def makers(language):
    return {
        KIND + ".Handler": lambda draw: "app.handler",
        KIND + ".Runtime": lambda draw: draw.one(["python3.12", "nodejs22.x", {"Ref": "Text"}]),
        KIND + ".CodeUri": code_uri,
        KIND + ".PackageType": lambda draw: "Zip",
        KIND + ".DeadLetterQueue.TargetArn": target_arn,
        KIND + ".AssumeRolePolicyDocument": statement,
        KIND + ".Policies": lambda draw: policies(draw, language),
        KIND + ".AutoPublishAlias": alias,
        KIND + ".AutoPublishCodeSha256": lambda draw: draw.one(["6b86b273ff34fce1", "abc1234", {"Ref": "NoDefault"}]),
        KIND + ".Environment.Variables": lambda draw: {word: draw.one([draw.text(), {"Ref": "Queue"}, 1, True])
                                                         for word in draw.some(["ONE", "TWO", "ÜNÏ", "Q"], 0, 3)},
        KIND + ".Tags": lambda draw: {word: draw.text() for word in draw.some(["team", "Ünï", "owner"], 0, 3)},
        KIND + ".DeploymentPreference.Type": deployment_type,
        KIND + ".DeploymentPreference.Alarms": lambda draw: draw.one([
            ["one"], [{"Ref": "Alarm"}, "two"], {"Fn::If": [draw.condition(), ["one"], ["two"]]}]),
        KIND + ".EventInvokeConfig.DestinationConfig.OnSuccess": destination(["SQS", "SNS", "Lambda", "EventBridge"]),
        KIND + ".EventInvokeConfig.DestinationConfig.OnFailure": destination(["SQS", "SNS", "Lambda", "S3Bucket"]),
        KIND + ".Layers": lambda draw: draw.one([["arn:layer:1"], [{"Ref": "NoDefault"}, "arn:layer:2"]]),
        "DestinationConfig.OnFailure": destination(["SQS", "SNS", "S3"]),
        "Stream": stream_arn,
        "Queue": lambda draw: draw.one([QUEUE_ARN, "arn:aws:sqs:us-east-1:123456789012:q", {"Ref": "NoDefault"}]),
        "Broker": lambda draw: "arn:aws:mq:us-east-1:123456789012:broker:b",
        "Cluster": lambda draw: "arn:aws:rds:us-east-1:123456789012:cluster:c",
        "Topic": lambda draw: draw.one([{"Ref": "Topic"}, "arn:aws:sns:us-east-1:123456789012:t"]),
        "Topics": lambda draw: ["topic"],
        "Queues": lambda draw: ["queue"],
        "KafkaBootstrapServers": lambda draw: ["one:9092", "two:9092"],
        "Bucket": lambda draw: draw.one([{"Ref": "Bucket"}, {"Ref": "OtherBucket"}, "Bucket"]),
        "UserPool": lambda draw: {"Ref": "Pool"},
        "Trigger": lambda draw: draw.one(["PreSignUp", ["PostConfirmation", "CustomMessage"], "PreTokenGeneration"]),
        "S3.Events": lambda draw: draw.one(["s3:ObjectCreated:*", ["s3:ObjectRemoved:*", "s3:ObjectCreated:Put"]]),
        "MQ.SourceAccessConfigurations": source_access(["BASIC_AUTH"]),
        "DocumentDB.SourceAccessConfigurations": source_access(["BASIC_AUTH"]),
        "MSK.SourceAccessConfigurations": source_access(["SASL_SCRAM_512_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"]),
        "SelfManagedKafka.SourceAccessConfigurations": kafka_access,
        "DeadLetterConfig": dead_letter_config,
        "Schedule.Schedule": lambda draw: draw.one(["rate(5 minutes)", "cron(0 1 * * ? *)"]),
        "ScheduleExpression": lambda draw: "rate(1 hour)",
        "FilterPolicy": lambda draw: {"store": ["a", {"anything-but": "b"}]},
        "CapacityProviderConfig.Arn": lambda draw: draw.one(["arn:aws:lambda:1", {"Ref": "NoDefault"}]),
        "Pattern": lambda draw: {"source": ["aws.ec2"], "detail": {"state": [draw.word()]}},
        "Filters.Pattern": lambda draw: '{"a": ["b"]}',
        "PrimaryKey.Name": lambda draw: draw.one(["id", "key"]),
    }


# --------------------------------------------------------------------------------------------- functions and tables --


def consistent(draw, made, of_globals):
    """Takes out what excludes each other, and puts in what others need."""
    for group in EXCLUSIVE:
        there = [name for name in made if name in group]
        for name in there[1:]:
            if not draw.mistake(0.3):
                del made[name]
    for name, needed in NEEDS.items():
        if name in made and needed not in made and needed not in of_globals and not draw.mistake(0.3):
            if needed == "AutoPublishAlias":
                made[needed] = alias(draw)
            else:
                del made[name]
    return made


def properties(draw, language, of_globals=()):
    spec = language.resources[KIND]
    never = {"Events", "InlineCode"} | IMAGE
    image = draw.chance(0.07) and not of_globals
    if image:
        never = (never - IMAGE) | {"Handler", "Runtime", "CodeUri", "Layers", "PackageType"}
    chosen = {"ImageUri"} if image else {"Handler", "Runtime", "CodeUri"}
    made = draw.map(spec, [KIND], chosen, never)
    if image:
        made["PackageType"] = "Image"
    elif draw.chance(0.1) and not of_globals:
        made.pop("CodeUri", None)
        made["InlineCode"] = "def handler(): pass"
    return draw.shuffled(consistent(draw, made, of_globals))


def globals_section(draw, language):
    spec = language.resources[KIND]
    never = set(spec) - set(language.globals["Function"]) | {
        "TenancyConfig", "SnapStart", "ProvisionedConcurrencyConfig", "FunctionUrlConfig", "FunctionScalingConfig",
        "DeploymentPreference", "AutoPublishCodeSha256", "VersionDeletionPolicy", "CapacityProviderConfig"}
    made = draw.map(spec, [KIND], (), never)
    if draw.mistake(0.1):
        made[draw.one(["FunctionName", "Role", "Unknown", "Events"])] = draw.anything(1)
    return draw.shuffled(made)


def event(draw, language, kinds=EVENTS):
    kind = draw.one(kinds)
    spec = language.events[kind]
    chosen = {"SourceAccessConfigurations", "Topics", "Queues", "KafkaBootstrapServers", "Pattern"} & set(spec)
    made = draw.map(spec, [kind], chosen)
    if "State" in made and "Enabled" in made and not draw.mistake(0.3):
        del made["Enabled"]
    if made.get("OmitName") is True and not draw.mistake(0.3):
        made.pop("Name", None)
    return {"Type": kind, "Properties": made}


def function(draw, language, of_globals, events):
    made = properties(draw, language, of_globals)
    if events:
        made["Events"] = events
        if draw.mistake(0.03):
            made["Events"][draw.one(events)] = draw.one([None, "text", {"Type": "Nothing"}, {"Type": "Api"}, []])
    return draw.shuffled({"Type": KIND, **draw.attributes(), "Properties": draw.shuffled(made)})


def table(draw, language):
    made = draw.map(language.resources["AWS::Serverless::SimpleTable"], ["AWS::Serverless::SimpleTable"])
    return {"Type": "AWS::Serverless::SimpleTable", **draw.attributes(), "Properties": made}
