/* SPDX-License-Identifier: Apache-2.0 */

/* FunctionUrlConfig: a URL, and for AuthType NONE the permissions to call it. */

#include "resource/function.h"

static void check_auth_type(struct sx_transform *t, const struct sx_function *function, const struct sx_node *config) {
    const struct sx_node *type = GET(config, "AuthType");
    if (sx_is_intrinsic(config) || sx_is_intrinsic(type))
        return;
    if (!sx_text_is(type, "AWS_IAM") && !sx_text_is(type, "NONE"))
        sx_refuse_resource(t, function->id,
                           sx_is_none(type) ? sx_function_at(t, function, "FunctionUrlConfig") : sx_at(type),
                           SX_RULE_INVALID_PROPERTY_VALUE,
                           STR("AuthType is required to configure function property `FunctionUrlConfig`. "
                               "Please provide either AWS_IAM or NONE."));
}

/* Python's names of the types that the keys of Cors have. */
static const struct {
    const char *key, *type;
    enum sx_kind kind;
} cors_keys[] = {
    {"AllowOrigins", "list", SX_SEQUENCE},  {"AllowMethods", "list", SX_SEQUENCE},
    {"AllowCredentials", "bool", SX_BOOL},  {"AllowHeaders", "list", SX_SEQUENCE},
    {"ExposeHeaders", "list", SX_SEQUENCE}, {"MaxAge", "int", SX_INT},
};

static void check_cors_key(struct sx_transform *t, const struct sx_function *function, const struct sx_pair *pair) {
    for (size_t i = 0; i < sizeof cors_keys / sizeof *cors_keys; i++) {
        if (!sx_string_is(pair->key, cors_keys[i].key))
            continue;
        bool as_integer = cors_keys[i].kind == SX_INT && sx_is(pair->value, SX_BOOL);
        if (!sx_is_intrinsic(pair->value) && !sx_is(pair->value, cors_keys[i].kind) && !as_integer)
            sx_refuse_resource(
                t, function->id, sx_at(pair->value), SX_RULE_INVALID_PROPERTY_TYPE,
                CAT(t, pair->key, STR(" must be of type "), sx_string_from(cors_keys[i].type), STR(".")));
        return;
    }
    const char *names[sizeof cors_keys / sizeof *cors_keys];
    for (size_t i = 0; i < sizeof cors_keys / sizeof *cors_keys; i++)
        names[i] = cors_keys[i].key;
    sx_suggest_name(t, pair->key, names, sizeof names / sizeof *names);
    sx_refuse_resource(t, function->id, pair->key_span, SX_RULE_UNKNOWN_PROPERTY,
                       CAT(t, pair->key, STR(" is not a valid property for configuring Cors.")));
}

static void check_cors(struct sx_transform *t, const struct sx_function *function, const struct sx_node *config) {
    const struct sx_node *cors = GET(config, "Cors");
    if (sx_is_intrinsic(config) || !sx_is_true(cors) || sx_is_intrinsic(cors))
        return;
    EXPECT_MAP(function->subject, cors, sx_at(config), "FunctionUrlConfig.Cors");
    for (size_t i = 0; i < sx_count(cors); i++)
        check_cors_key(t, function, &cors->mapping.pairs[i]);
}

static void expand_permissions(struct sx_transform *t, struct sx_function *function) {
    const struct sx_node *name = sx_function_reference(t, function);
    struct sx_emitted *url =
        sx_emit(t, function->template, CAT(t, function->id, STR("UrlPublicPermissions")), "AWS::Lambda::Permission",
                MAP({"Action", S("lambda:InvokeFunctionUrl")}, {"FunctionName", name}, {"Principal", S("*")},
                    {"FunctionUrlAuthType", S("NONE")}));
    sx_set_attributes(t, url, function->attributes);
    struct sx_emitted *invoke = sx_emit(t, function->template, CAT(t, function->id, STR("URLInvokeAllowPublicAccess")),
                                        "AWS::Lambda::Permission",
                                        MAP({"Action", S("lambda:InvokeFunction")}, {"FunctionName", name},
                                            {"Principal", S("*")}, {"InvokedViaFunctionUrl", BOOL(true)}));
    sx_set_attributes(t, invoke, function->attributes);
}

void sx_expand_url(struct sx_transform *t, struct sx_function *function) {
    const struct sx_node *config = FUNCTION_PROPERTY(function, "FunctionUrlConfig");
    if (!sx_is_true(config))
        return;
    check_auth_type(t, function, config);
    check_cors(t, function, config);
    const struct sx_node *cors = GET(config, "Cors");
    struct sx_emitted *url =
        sx_emit(t, function->template, CAT(t, function->id, STR("Url")), "AWS::Lambda::Url",
                MAP({"TargetFunctionArn", sx_function_reference(t, function)}, {"AuthType", GET(config, "AuthType")},
                    {"Cors", sx_is_true(cors) ? cors : NULL}, {"InvokeMode", GET(config, "InvokeMode")}));
    sx_set_attributes(t, url, function->attributes);
    if (sx_text_is(GET(config, "AuthType"), "NONE") && !sx_is_intrinsic(config))
        expand_permissions(t, function);
}
