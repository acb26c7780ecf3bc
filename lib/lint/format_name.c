/* SPDX-License-Identifier: Apache-2.0 */

/* Names: the characters that each service takes, and how long they may be. */

#include "lint/formats.h"

struct form {
    enum sx_rule rule;
    const char *what;   /* "The name of a function" */
    const char *others; /* what may stand in it beside letters and digits */
    size_t most, least; /* characters */
    bool arn;           /* an ARN may stand for it */
    const char *also;   /* a name that breaks the rule and is right; or NULL */
};

static const struct form forms[SX_FORMAT_COUNT] = {
    [SX_FORMAT_FUNCTION_NAME] = {SX_RULE_FUNCTION_NAME, "The name of a function", "-_", 64, 1, true, NULL},
    [SX_FORMAT_ALIAS_NAME] = {SX_RULE_ALIAS_NAME, "The name of an alias", "-_.", 80, 1, false, NULL},
    [SX_FORMAT_LAYER_NAME] = {SX_RULE_LAYER_NAME, "The name of a layer", "-_", 140, 1, true, NULL},
    [SX_FORMAT_TABLE_NAME] = {SX_RULE_TABLE_NAME, "The name of a table", "-_.", 255, 3, true, NULL},
    [SX_FORMAT_STAGE_NAME] = {SX_RULE_STAGE_NAME, "The name of a stage", "-_", 128, 1, false, NULL},
    [SX_FORMAT_HTTP_STAGE_NAME] = {SX_RULE_STAGE_NAME, "The name of a stage", "-_", 128, 1, false, "$default"},
    [SX_FORMAT_RULE_NAME] = {SX_RULE_RULE_NAME, "The name of a rule", "-_.", 64, 1, false, NULL},
    [SX_FORMAT_SCHEDULE_NAME] = {SX_RULE_SCHEDULE_NAME, "The name of a schedule or of its group", "-_.", 64, 1, false,
                                 NULL},
};

/* "-, _ and ." */
static struct sx_string list_of(struct sx_transform *t, const char *signs) {
    size_t count = strlen(signs);
    struct sx_string text = STR("");
    for (size_t i = 0; i < count; i++)
        text = CAT(t, text,
                   !i               ? STR("")
                   : i + 1 == count ? STR(" and ")
                                    : STR(", "),
                   ((struct sx_string){&signs[i], 1}));
    return text;
}

/* The name with what is not allowed made a dash. */
static struct sx_string mend(struct sx_transform *t, struct sx_string name, const char *others) {
    char *bytes = sx_alloc(t, name.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < name.length; i++) {
        bool allowed = sx_consists_of((struct sx_string){&name.bytes[i], 1}, others);
        if (allowed || !length || bytes[length - 1] != '-')
            bytes[length++] = allowed ? name.bytes[i] : '-';
    }
    return CAT(t, STR("did you mean '"), ((struct sx_string){bytes, length}), STR("'?"));
}

/* Step Functions counts versions. */
static void check_alias(struct sx_transform *t, const struct sx_node *node) {
    if (sx_consists_of_digits(sx_text(node)))
        sx_lint_report(t, sx_at(node), SX_RULE_ALIAS_NAME,
                       CAT(t, STR("The name of an alias cannot be a number, and '"), sx_text(node),
                           STR("' is one: numbers are versions.")));
}

void sx_format_name(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                    const struct sx_node *node) {
    (void)lint;
    const struct form *form = &forms[property->format];
    struct sx_string name = sx_text(node);
    if (!name.length || !form->what || (form->also && sx_string_is(name, form->also)) ||
        (form->arn && sx_string_find_byte(name, ':', 0) != SIZE_MAX))
        return;
    if (!sx_consists_of(name, form->others))
        sx_lint_report(t, sx_at(node), form->rule,
                       CAT(t, sx_string_from(form->what), STR(" has letters, digits, "), list_of(t, form->others),
                           STR(", and no other characters as '"), name, STR("' has.")))
            ->hint = mend(t, name, form->others);
    else if (name.length > form->most || name.length < form->least)
        sx_lint_report(t, sx_at(node), form->rule,
                       CAT(t, sx_string_from(form->what), STR(" has "), sx_string_from_int(t, (long long)form->least),
                           STR(" to "), sx_string_from_int(t, (long long)form->most), STR(" characters, and '"), name,
                           STR("' has "), sx_string_from_int(t, (long long)name.length), STR(".")));
    else if (property->format == SX_FORMAT_ALIAS_NAME)
        check_alias(t, node);
}

/* Step Functions API Reference, CreateStateMachine: the characters that a name must not have. */
void sx_format_state_machine_name(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                                  const struct sx_node *node) {
    (void)lint;
    (void)property;
    struct sx_string name = sx_text(node);
    if (name.length > 80)
        sx_lint_report(t, sx_at(node), SX_RULE_STATE_MACHINE_NAME,
                       STR("The name of a state machine has 80 characters at most."));
    for (size_t i = 0; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.bytes[i];
        if (byte > ' ' && byte != 0x7f && !strchr("<>{}[]?*\"#%\\^|~`$&,;:/", byte))
            continue;
        sx_lint_report(t, sx_at(node), SX_RULE_STATE_MACHINE_NAME,
                       CAT(t,
                           STR("The name of a state machine must not have spaces, brackets, and none of "
                               "? * \" # % \\ ^ | ~ ` $ & , ; : /, as '"),
                           name, STR("' has.")));
        return;
    }
}

/* Semantic Versioning 2.0.0: three numbers, and after - and + what a release is called. */
void sx_format_semantic_version(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                                const struct sx_node *node) {
    (void)lint;
    struct sx_string version = sx_text(node);
    size_t end = 0, numbers = 0;
    while (end < version.length && version.bytes[end] != '-' && version.bytes[end] != '+')
        end++;
    struct sx_part rest = {node, 0, end}, number;
    bool right = sx_is_string(node);
    for (; right && sx_part_next(&rest, '.', &number); numbers++)
        right = sx_consists_of_digits(sx_part_text(number));
    if (sx_is_string(node) && version.length && (!right || numbers != 3))
        sx_lint_report(t, sx_at(node), SX_RULE_SEMANTIC_VERSION,
                       CAT(t, STR("'"), sx_property_name(property),
                           STR("' is a semantic version such as '1.2.0', and not '"), version, STR("'.")));
}
