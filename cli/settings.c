/* SPDX-License-Identifier: Apache-2.0 */

#include "settings.h"

#include "cli.h"
#include "input.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

typedef samx_status setter(samx_options *options, const char *name, const char *value);

struct file {
    const char *name;
    samx_options *options;
    setter *set;
};

/* The document in a file, or NULL after having complained. */
static json_t *read_json(const char *path) {
    struct input input;
    if (!input_read(&input, path))
        return NULL;
    size_t mark = input.length >= 3 && memcmp(input.text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* a byte order mark */
    json_error_t error;
    json_t *root = json_loadb(input.text + mark, input.length - mark, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        complain("%s:%d:%d: %s", input.name, error.line > 0 ? error.line : 1, error.column > 0 ? error.column : 1,
                 error.text);
    input_free(&input);
    return root;
}

static bool set(const struct file *file, const char *name, const char *value) {
    if (file->set(file->options, name, value) != SAMX_OK)
        out_of_memory();
    return true;
}

/*
 * CloudFormation takes texts only. Integers and booleans have one way to be written as text; a number with a fraction
 * has not (1.50), and a list is a text with commas.
 */
static bool set_value(const struct file *file, const char *name, const json_t *value) {
    char digits[32];
    switch (json_typeof(value)) {
    case JSON_STRING:
        return set(file, name, json_string_value(value));
    case JSON_INTEGER:
        snprintf(digits, sizeof(digits), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return set(file, name, digits);
    case JSON_TRUE:
        return set(file, name, "true");
    case JSON_FALSE:
        return set(file, name, "false");
    default:
        complain("%s: the value of '%s' must be a string", file->name, name);
        return false;
    }
}

/* {"Name": "value"} */
static bool set_object(const struct file *file, json_t *object) {
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        if (!set_value(file, name, value))
            return false;
    }
    return true;
}

/* [{"ParameterKey": "Name", "ParameterValue": "value"}], as for `aws cloudformation` */
static bool set_list(const struct file *file, const json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        const char *name = json_string_value(json_object_get(entry, "ParameterKey"));
        const json_t *value = json_object_get(entry, "ParameterValue");
        if (!name) {
            complain("%s: entry %zu has no 'ParameterKey'", file->name, i + 1);
            return false;
        }
        if (!value) {
            complain("%s: '%s' has no 'ParameterValue'; there is no previous value to use", file->name, name);
            return false;
        }
        if (!set_value(file, name, value))
            return false;
    }
    return true;
}

bool settings_read_parameters(samx_options *options, const char *path) {
    json_t *root = read_json(path);
    if (!root)
        return false;
    struct file file = {path, options, samx_options_set_parameter};
    /* {"Parameters": {...}, ...} is CodePipeline's; a parameter of that name could not be an object. */
    json_t *parameters = json_object_get(root, "Parameters");
    bool complete = json_is_array(root)          ? set_list(&file, root)
                    : json_is_object(parameters) ? set_object(&file, parameters)
                                                 : set_object(&file, root);
    json_decref(root);
    return complete;
}

bool settings_read_managed_policies(samx_options *options, const char *path) {
    json_t *root = read_json(path);
    if (!root)
        return false;
    struct file file = {path, options, samx_options_set_managed_policy};
    bool complete = json_is_object(root);
    if (!complete)
        complain("%s: must be an object of names and ARNs", path);
    complete = complete && set_object(&file, root);
    json_decref(root);
    return complete;
}

/* {"id": {"templateUrl": "URL"}} */
static bool set_applications(const struct file *file, json_t *applications) {
    const char *id;
    json_t *facts;
    json_object_foreach(applications, id, facts) {
        const char *url = json_string_value(json_object_get(facts, "templateUrl"));
        if (!url) {
            complain("%s: the application '%s' has no 'templateUrl'", file->name, id);
            return false;
        }
        set(file, id, url);
    }
    return true;
}

bool settings_read_applications(samx_options *options, const char *path) {
    json_t *root = read_json(path);
    if (!root)
        return false;
    struct file file = {path, options, samx_options_set_application};
    bool complete = json_is_object(root);
    if (!complete)
        complain("%s: must be an object of application ids", path);
    complete = complete && set_applications(&file, root);
    json_decref(root);
    return complete;
}
