/* SPDX-License-Identifier: Apache-2.0 */

/** The options of the commands that read templates. */
#ifndef SAMX_CLI_OPTIONS_H
#define SAMX_CLI_OPTIONS_H

#include "samx/samx.h"

#include <stdbool.h>
#include <stddef.h>

struct options {
    samx_options *library; /* what the library is told; the notation is set per template */
    const char *output, *output_directory;
    samx_format format; /* SAMX_FORMAT_SOURCE: not given */
    samx_rendering rendering;
    bool help;
    char **templates;
    size_t template_count;
    /* gathered, since those of the command line stand over those of files wherever they were given */
    const char **parameters;
    size_t parameter_count;
};

/** The commands, as bits: most options are those of several. */
enum options_command {
    OPTIONS_OF_TRANSFORM = 1u << 0,
    OPTIONS_OF_VALIDATE = 1u << 1,
};

/** False after having complained. Release with options_free() in any case. */
bool options_parse(struct options *options, enum options_command command, int argc, char **argv);
void options_free(struct options *options);

/** The notation that the extension of a path asks for; SAMX_FORMAT_SOURCE when it says nothing. */
samx_format options_format_of_extension(const char *path);

/** The part of the help that is about what commands share. */
#define HELP_OF_DEPLOYMENT                                                                                    \
    "what the template is deployed with:\n"                                                                   \
    "  -p, --parameter NAME=VALUE     value of a template parameter; may be repeated\n"                       \
    "      --parameters-file FILE     values in JSON: {\"NAME\": \"VALUE\"}, or\n"                            \
    "                                 [{\"ParameterKey\": \"NAME\", \"ParameterValue\": \"VALUE\"}], or\n"    \
    "                                 {\"Parameters\": {\"NAME\": \"VALUE\"}}; may be repeated\n"             \
    "      --region REGION            default: AWS_REGION, AWS_DEFAULT_REGION, us-east-1\n"                   \
    "      --managed-policies FILE    {\"NAME\": \"ARN\"} in JSON, over the bundled managed policies\n"       \
    "      --applications FILE        {\"ID\": {\"templateUrl\": \"URL\"}} in JSON: where the templates of\n" \
    "                                 AWS::Serverless::Application are\n"

#endif
