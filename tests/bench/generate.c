/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L

#include "generate.h"

#include <stdlib.h>

static const char header[] = "AWSTemplateFormatVersion: '2010-09-09'\n"
                             "Transform: AWS::Serverless-2016-10-31\n"
                             "Globals:\n"
                             "  Function:\n"
                             "    Runtime: python3.12\n"
                             "    Timeout: 30\n"
                             "    Environment:\n"
                             "      Variables:\n"
                             "        TABLE: !Ref Table0\n"
                             "Resources:\n";

static void write_function(FILE *out, size_t index) {
    fprintf(out,
            "  Function%zu:\n"
            "    Type: AWS::Serverless::Function\n"
            "    Properties:\n"
            "      Handler: app.handler%zu\n"
            "      CodeUri: s3://bucket/code%zu.zip\n"
            "      MemorySize: 256\n"
            "      Policies:\n"
            "        - DynamoDBCrudPolicy:\n"
            "            TableName: !Ref Table%zu\n"
            "        - Statement:\n"
            "            - Effect: Allow\n"
            "              Action: ['s3:GetObject']\n"
            "              Resource: !Sub 'arn:${AWS::Partition}:s3:::bucket%zu/*'\n"
            "      Events:\n",
            index, index, index, index, index);
}

static void write_schedule_event(FILE *out) {
    fputs("        Nightly:\n"
          "          Type: Schedule\n"
          "          Properties:\n"
          "            Schedule: rate(1 day)\n",
          out);
}

static void write_api_event(FILE *out, size_t index) {
    fprintf(out,
            "        GetItem:\n"
            "          Type: Api\n"
            "          Properties:\n"
            "            Path: /items%zu/{id}\n"
            "            Method: get\n",
            index);
}

static void write_table(FILE *out, size_t index) {
    fprintf(out,
            "  Table%zu:\n"
            "    Type: AWS::Serverless::SimpleTable\n"
            "    Properties:\n"
            "      PrimaryKey:\n"
            "        Name: id\n"
            "        Type: String\n",
            index);
}

static void write_connector(FILE *out, size_t index) {
    fprintf(out,
            "  Connector%zu:\n"
            "    Type: AWS::Serverless::Connector\n"
            "    Properties:\n"
            "      Source:\n"
            "        Id: Function%zu\n"
            "      Destination:\n"
            "        Id: Table%zu\n"
            "      Permissions:\n"
            "        - Read\n"
            "        - Write\n",
            index, index, index);
}

/* A usage plan that all APIs of the template share. */
static void write_api_with_plan(FILE *out, size_t index) {
    fprintf(out,
            "  Api%zu:\n"
            "    Type: AWS::Serverless::Api\n"
            "    Properties:\n"
            "      StageName: live\n"
            "      Auth:\n"
            "        ApiKeyRequired: true\n"
            "        UsagePlan:\n"
            "          CreateUsagePlan: SHARED\n",
            index);
}

static void write_event_of_own_api(FILE *out, size_t index) {
    fprintf(out,
            "        GetItem:\n"
            "          Type: Api\n"
            "          Properties:\n"
            "            Path: /items/{id}\n"
            "            Method: get\n"
            "            RestApiId: !Ref Api%zu\n",
            index);
}

static void write_many_events(FILE *out, size_t index) {
    fprintf(out,
            "        Message:\n"
            "          Type: SQS\n"
            "          Properties:\n"
            "            Queue: !GetAtt Queue%zu.Arn\n"
            "            BatchSize: 10\n"
            "        Notice:\n"
            "          Type: SNS\n"
            "          Properties:\n"
            "            Topic: !Ref Topic%zu\n"
            "        Upload:\n"
            "          Type: S3\n"
            "          Properties:\n"
            "            Bucket: !Ref Bucket%zu\n"
            "            Events: s3:ObjectCreated:*\n"
            "        Change:\n"
            "          Type: EventBridgeRule\n"
            "          Properties:\n"
            "            Pattern:\n"
            "              source: [aws.ec2]\n"
            "        Request:\n"
            "          Type: HttpApi\n"
            "          Properties:\n"
            "            Path: /items%zu\n"
            "            Method: post\n",
            index, index, index, index);
}

/* What the events come from, and a function with policies. */
static void write_sources(FILE *out, size_t index) {
    fprintf(out,
            "  Queue%zu:\n"
            "    Type: AWS::SQS::Queue\n"
            "  Topic%zu:\n"
            "    Type: AWS::SNS::Topic\n"
            "  Bucket%zu:\n"
            "    Type: AWS::S3::Bucket\n"
            "  Worker%zu:\n"
            "    Type: AWS::Serverless::Function\n"
            "    Properties:\n"
            "      Handler: worker.handler\n"
            "      CodeUri: s3://bucket/worker%zu.zip\n"
            "      Policies:\n"
            "        - AWSLambdaExecute\n"
            "        - SQSPollerPolicy:\n"
            "            QueueName: !GetAtt Queue%zu.QueueName\n"
            "        - S3ReadPolicy:\n"
            "            BucketName: !Ref Bucket%zu\n"
            "        - SNSPublishMessagePolicy:\n"
            "            TopicName: !GetAtt Topic%zu.TopicName\n",
            index, index, index, index, index, index, index, index);
}

static void write_schedule(FILE *out, size_t index) {
    write_function(out, index);
    write_schedule_event(out);
    write_table(out, index);
}

static void write_api(FILE *out, size_t index) {
    write_function(out, index);
    write_api_event(out, index);
    write_schedule_event(out);
    write_table(out, index);
}

static void write_connectors(FILE *out, size_t index) {
    write_schedule(out, index);
    write_connector(out, index);
}

static void write_usage_plans(FILE *out, size_t index) {
    write_function(out, index);
    write_event_of_own_api(out, index);
    write_api_with_plan(out, index);
    write_table(out, index);
}

static void write_events(FILE *out, size_t index) {
    write_function(out, index);
    write_many_events(out, index);
    write_sources(out, index);
    write_table(out, index);
}

const struct bench_variant bench_variants[] = {
    {"schedule", "functions with a policy template, a statement, a schedule and a table each", write_schedule},
    {"api", "the same, with an Api event on each function, all of one API", write_api},
    {"connectors", "as schedule, with a connector from each function to its table", write_connectors},
    {"usage-plans", "functions with an API each, all of one shared usage plan", write_usage_plans},
    {"events", "functions with five kinds of events, and others with four kinds of policies", write_events},
    {NULL, NULL, NULL},
};

char *bench_generate(const struct bench_variant *variant, size_t functions, size_t *length) {
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (!out)
        return NULL;
    fputs(header, out);
    for (size_t i = 0; i < functions; i++)
        variant->write_resources(out, i);
    return fclose(out) == 0 ? text : NULL;
}
