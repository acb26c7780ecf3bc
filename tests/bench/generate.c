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

const struct bench_variant bench_variants[] = {
    {"schedule", "functions with a policy template, a statement, a schedule and a table each", write_schedule},
    {"api", "the same, with an Api event on each function, all of one API", write_api},
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
