/* SPDX-License-Identifier: Apache-2.0 */

#include "options.h"

#include "cli.h"
#include "settings.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    OPTION_OUTPUT = 'o',
    OPTION_FORMAT = 'f',
    OPTION_PARAMETER = 'p',
    OPTION_HELP = 'h',
    OPTION_LONG = 256, /* those without a letter */
    OPTION_OUTPUT_DIRECTORY,
    OPTION_PARAMETERS_FILE,
    OPTION_REGION,
    OPTION_MANAGED_POLICIES,
    OPTION_APPLICATIONS,
    OPTION_LOCAL_ARTIFACTS,
    OPTION_DIAGNOSTICS,
    OPTION_DUMP_AFTER,
    OPTION_STRICT,
    OPTION_IGNORE,
};

enum {
    TRANSFORM = OPTIONS_OF_TRANSFORM,
    VALIDATE = OPTIONS_OF_VALIDATE,
    BOTH = TRANSFORM | VALIDATE,
};

static const struct row {
    struct option option;
    unsigned commands; /* that take it */
} rows[] = {
    {{"output", required_argument, NULL, OPTION_OUTPUT}, BOTH},
    {{"output-dir", required_argument, NULL, OPTION_OUTPUT_DIRECTORY}, TRANSFORM},
    {{"format", required_argument, NULL, OPTION_FORMAT}, TRANSFORM},
    {{"parameter", required_argument, NULL, OPTION_PARAMETER}, BOTH},
    {{"parameters-file", required_argument, NULL, OPTION_PARAMETERS_FILE}, BOTH},
    {{"region", required_argument, NULL, OPTION_REGION}, BOTH},
    {{"managed-policies", required_argument, NULL, OPTION_MANAGED_POLICIES}, BOTH},
    {{"applications", required_argument, NULL, OPTION_APPLICATIONS}, BOTH},
    {{"local-artifacts", required_argument, NULL, OPTION_LOCAL_ARTIFACTS}, TRANSFORM},
    {{"diagnostics", required_argument, NULL, OPTION_DIAGNOSTICS}, BOTH},
    {{"dump-after", required_argument, NULL, OPTION_DUMP_AFTER}, TRANSFORM},
    {{"strict", no_argument, NULL, OPTION_STRICT}, VALIDATE},
    {{"ignore", required_argument, NULL, OPTION_IGNORE}, VALIDATE},
    {{"help", no_argument, NULL, OPTION_HELP}, BOTH},
};
enum { ROW_COUNT = sizeof(rows) / sizeof(*rows) };

/* The options of one command, as getopt_long() takes them. */
struct table {
    struct option long_options[ROW_COUNT + 1];
    char short_options[1 + 2 * ROW_COUNT + 1];
};

static void make_table(struct table *table, enum options_command command) {
    size_t count = 0;
    char *end = table->short_options;
    *end++ = ':'; /* a value that is missing is told apart from an option that is unknown */
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const struct option *option = &rows[i].option;
        if (!(rows[i].commands & (unsigned)command))
            continue;
        table->long_options[count++] = *option;
        if (option->val < OPTION_LONG) {
            *end++ = (char)option->val;
            if (option->has_arg == required_argument)
                *end++ = ':';
        }
    }
    table->long_options[count] = (struct option){NULL, 0, NULL, 0};
    *end = '\0';
}

/* ------------------------------------------------------------------------------------------------------ values -- */

struct choice {
    const char *name;
    int value;
};

static const struct choice formats[] = {{"json", SAMX_FORMAT_JSON}, {"yaml", SAMX_FORMAT_YAML}, {NULL, 0}};
static const struct choice renderings[] = {
    {"text", SAMX_RENDERING_TEXT},   {"json", SAMX_RENDERING_JSON},     {"sarif", SAMX_RENDERING_SARIF},
    {"junit", SAMX_RENDERING_JUNIT}, {"github", SAMX_RENDERING_GITHUB}, {NULL, 0},
};
static const struct choice treatments[] = {
    {"keep", SAMX_LOCAL_ARTIFACTS_KEEP},
    {"placeholder", SAMX_LOCAL_ARTIFACTS_PLACEHOLDER},
    {"error", SAMX_LOCAL_ARTIFACTS_ERROR},
    {NULL, 0},
};

/* The value of a choice, or -1 after having complained. */
static int choose(const char *option, const char *name, const struct choice *choices) {
    for (const struct choice *choice = choices; choice->name; choice++) {
        if (strcmp(choice->name, name) == 0)
            return choice->value;
    }
    char names[128] = "";
    for (const struct choice *choice = choices; choice->name; choice++) {
        size_t length = strlen(names);
        const char *separator = choice == choices ? "" : choice[1].name ? ", " : " or ";
        snprintf(names + length, sizeof(names) - length, "%s%s", separator, choice->name);
    }
    complain("%s must be %s, not '%s'", option, names, name);
    return -1;
}

static bool is_utf8(const char *text) {
    json_t *string = json_string(text);
    json_decref(string);
    return string != NULL;
}

static bool set_parameter(samx_options *options, const char *setting) {
    const char *equals = strchr(setting, '=');
    if (!equals || equals == setting) {
        complain("--parameter must be NAME=VALUE, not '%s'", setting);
        return false;
    }
    if (!is_utf8(setting)) {
        complain("--parameter '%s' is not UTF-8", setting);
        return false;
    }
    size_t length = (size_t)(equals - setting);
    char *name = allocate(length + 1);
    memcpy(name, setting, length);
    name[length] = '\0';
    if (samx_options_set_parameter(options, name, equals + 1) != SAMX_OK)
        out_of_memory();
    free(name);
    return true;
}

static bool set_region(samx_options *options, const char *region) {
    if (*region == '\0' || !is_utf8(region)) {
        complain("--region must be the name of a region, not '%s'", region);
        return false;
    }
    if (samx_options_set_region(options, region) != SAMX_OK)
        out_of_memory();
    return true;
}

static void set_region_of_environment(samx_options *options) {
    static const char *const variables[] = {"AWS_REGION", "AWS_DEFAULT_REGION"};
    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
        const char *region = getenv(variables[i]);
        if (region && *region && is_utf8(region)) {
            if (samx_options_set_region(options, region) != SAMX_OK)
                out_of_memory();
            return;
        }
    }
}

static bool set_dump_after(samx_options *options, const char *pass) {
    if (samx_options_set_dump_after(options, pass) == SAMX_OK)
        return true;
    size_t count = samx_pass_count();
    const char **names = allocate((count + 1) * sizeof(*names));
    for (size_t i = 0; i <= count; i++)
        names[i] = samx_pass_name(i);
    complain_with_suggestion("--dump-after: no pass is called", "", pass, names);
    free(names);
    fputs("passes:", stderr);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, " %s", samx_pass_name(i));
    fputs("\n", stderr);
    return false;
}

samx_format options_format_of_extension(const char *path) {
    const char *dot = strrchr(path, '.');
    if (dot && strcasecmp(dot, ".json") == 0)
        return SAMX_FORMAT_JSON;
    if (dot && (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0))
        return SAMX_FORMAT_YAML;
    return SAMX_FORMAT_SOURCE;
}

/* ----------------------------------------------------------------------------------------------------- parsing -- */

static bool set_format(struct options *options, const char *name) {
    int format = choose("--format", name, formats);
    options->format = format < 0 ? SAMX_FORMAT_SOURCE : (samx_format)format;
    return format >= 0;
}

static bool set_rendering(struct options *options, const char *name) {
    int rendering = choose("--diagnostics", name, renderings);
    options->rendering = rendering < 0 ? SAMX_RENDERING_TEXT : (samx_rendering)rendering;
    return rendering >= 0;
}

/* A name that no rule has is a finding of the library. */
static bool ignore_rule(samx_options *options, const char *rule) {
    if (samx_options_ignore_rule(options, rule) != SAMX_OK)
        out_of_memory();
    return true;
}

static bool set_local_artifacts(struct options *options, const char *name) {
    int treatment = choose("--local-artifacts", name, treatments);
    return treatment >= 0 &&
           samx_options_set_local_artifacts(options->library, (samx_local_artifacts)treatment) == SAMX_OK;
}

/* The word that getopt_long() did not understand. */
static bool refuse_option(const struct table *table, char **argv) {
    if (optopt == OPTION_HELP || optopt == OPTION_STRICT) {
        complain("option '--%s' takes no value", optopt == OPTION_HELP ? "help" : "strict");
        return false;
    }
    if (optopt != 0) { /* a letter */
        complain("unknown option '-%c'", optopt);
        return false;
    }
    const char *word = argv[optind - 1] + 2;
    char name[64] = "";
    size_t length = strcspn(word, "=");
    memcpy(name, word, length < sizeof(name) ? length : sizeof(name) - 1);

    const char *names[ROW_COUNT + 1] = {NULL};
    size_t matching = 0;
    for (size_t i = 0; table->long_options[i].name; i++) {
        names[i] = table->long_options[i].name;
        matching += strncmp(name, names[i], strlen(name)) == 0;
    }
    if (matching > 1)
        complain("option '--%s' is ambiguous", name);
    else
        complain_with_suggestion("unknown option", "--", name, names);
    return false;
}

static bool take_option(struct options *options, const struct table *table, int option, char **argv) {
    switch (option) {
    case OPTION_OUTPUT:
        options->output = optarg;
        return true;
    case OPTION_OUTPUT_DIRECTORY:
        options->output_directory = optarg;
        return true;
    case OPTION_FORMAT:
        return set_format(options, optarg);
    case OPTION_PARAMETER:
        options->parameters[options->parameter_count++] = optarg;
        return true;
    case OPTION_PARAMETERS_FILE:
        return settings_read_parameters(options->library, optarg);
    case OPTION_REGION:
        return set_region(options->library, optarg);
    case OPTION_MANAGED_POLICIES:
        return settings_read_managed_policies(options->library, optarg);
    case OPTION_APPLICATIONS:
        return settings_read_applications(options->library, optarg);
    case OPTION_LOCAL_ARTIFACTS:
        return set_local_artifacts(options, optarg);
    case OPTION_DIAGNOSTICS:
        return set_rendering(options, optarg);
    case OPTION_DUMP_AFTER:
        return set_dump_after(options->library, optarg);
    case OPTION_STRICT:
        return samx_options_set_strict(options->library, 1) == SAMX_OK;
    case OPTION_IGNORE:
        return ignore_rule(options->library, optarg);
    case OPTION_HELP:
        options->help = true;
        return true;
    case ':':
        complain("option '%s' needs a value", argv[optind - 1]);
        return false;
    default:
        return refuse_option(table, argv);
    }
}

/* What `samx transform` asks for beyond one template. */
static bool check_outputs(const struct options *options) {
    if (options->output && options->output_directory) {
        complain("--output and --output-dir exclude each other");
        return false;
    }
    if (options->template_count > 1 && !options->output_directory) {
        complain("several templates need --output-dir");
        return false;
    }
    for (size_t i = 0; options->output_directory && i < options->template_count; i++) {
        if (strcmp(options->templates[i], "-") == 0) {
            complain("standard input has no name for a file in --output-dir; use --output");
            return false;
        }
    }
    return true;
}

static bool check(const struct options *options, enum options_command command) {
    if (options->template_count == 0) {
        complain("no template given; '-' is standard input");
        return false;
    }
    return command != OPTIONS_OF_TRANSFORM || check_outputs(options);
}

static void set_defaults(struct options *options) {
    if (!options->library || samx_options_set_local_artifacts(options->library, SAMX_LOCAL_ARTIFACTS_KEEP) != SAMX_OK)
        out_of_memory();
    if (samx_options_set_timestamp(options->library, (long long)time(NULL)) != SAMX_OK)
        out_of_memory();
    set_region_of_environment(options->library);
}

bool options_parse(struct options *options, enum options_command command, int argc, char **argv) {
    *options = (struct options){.library = samx_options_new(), .rendering = SAMX_RENDERING_TEXT};
    options->parameters = allocate((size_t)argc * sizeof(*options->parameters));
    set_defaults(options);

    struct table table;
    make_table(&table, command);
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, table.short_options, table.long_options, NULL)) != -1;) {
        if (!take_option(options, &table, option, argv))
            return false;
        if (options->help)
            return true;
    }
    for (size_t i = 0; i < options->parameter_count; i++) {
        if (!set_parameter(options->library, options->parameters[i]))
            return false;
    }
    options->templates = argv + optind;
    options->template_count = (size_t)(argc - optind);
    return check(options, command);
}

void options_free(struct options *options) {
    samx_options_free(options->library);
    free(options->parameters);
}
