/* SPDX-License-Identifier: Apache-2.0 */

/* The resource policy: who may call the API from where. */

#include "openapi/editor.h"
#include "openapi/statements.h"

/* -------------------------------------------------------------------------------------------------- the policy -- */

/* The policy, of the version that statements need. */
static struct sx_object *versioned_policy(struct sx_transform *t, struct sx_swagger *swagger) {
    swagger->resource_policy = sx_openapi_or_dict27(t, swagger->resource_policy);
    struct sx_object *policy = sx_swagger_need_dict(t, swagger, swagger->resource_policy, KEY_POLICY);
    DICT_SET(policy, "Version", PLAIN("2012-10-17"));
    return policy;
}

/* Statement, made a list where it is none; NULL when there is nothing. */
static struct sx_object *statements_of(struct sx_transform *t, struct sx_swagger *swagger) {
    struct sx_object *statement = DICT_GET(swagger->resource_policy, "Statement");
    if (sx_object_is_none(statement))
        return NULL;
    if (sx_object_is_list(statement))
        return statement;
    struct sx_object *list = sx_object_list(t);
    sx_list_push(t, list, statement);
    DICT_SET(swagger->resource_policy, "Statement", list);
    return list;
}

static void add_new(struct sx_transform *t, struct sx_object *statements, struct sx_object *statement) {
    if (!sx_statements_have(t, statements, statement))
        sx_list_push(t, statements, statement);
}

static struct sx_object *new_statement(struct sx_transform *t, struct sx_string effect, struct sx_object *resources,
                                       struct sx_object *principal) {
    struct sx_object *statement = sx_object_dict27(t);
    DICT_SET(statement, "Effect", sx_object_text(t, effect, false));
    DICT_SET(statement, "Action", PLAIN("execute-api:Invoke"));
    DICT_SET(statement, "Resource", resources);
    DICT_SET(statement, "Principal", principal);
    return statement;
}

/* {key: value} as a dictionary of Python 3 */
static struct sx_object *one_entry(struct sx_transform *t, struct sx_string key, struct sx_object *value) {
    struct sx_object *dict = sx_object_dict(t);
    sx_dict_set(t, dict, key, false, value);
    return dict;
}

/* --------------------------------------------------------------------------------------------------- resources -- */

static struct sx_object *resource_of(struct sx_transform *t, const struct sx_dict_entry *method,
                                     struct sx_maybe_unicode path, struct sx_object *stage) {
    struct sx_string lower = sx_string_lower(t, method->key);
    bool any = sx_string_is(lower, KEY_ANY_METHOD) || sx_string_is(lower, "any");
    struct sx_string name = any ? STR("*") : sx_openapi_upper(t, method->key);
    struct sx_object *arguments = sx_object_list(t);
    sx_list_push(t, arguments,
                 sx_object_text(t, CAT(t, STR("execute-api:/${__Stage__}/"), name, path.text),
                                (!any && method->unicode) || path.unicode));
    sx_list_push(t, arguments, one_entry(t, STR("__Stage__"), stage));
    return one_entry(t, STR("Fn::Sub"), arguments);
}

/* What the statements are about: the methods of a path. */
struct target {
    struct sx_maybe_unicode path;
    struct sx_object *stage, *resources; /* resources: NULL until they are needed */
};

/* One for each method of the path; any key of the path counts as one, as in the reference. */
static struct sx_object *resources_of(struct sx_transform *t, const struct sx_swagger *swagger, struct target *target) {
    if (target->resources)
        return target->resources;
    struct sx_string path = target->path.text;
    struct sx_maybe_unicode pattern = {sx_swagger_path_pattern(t, path), target->path.unicode};
    target->resources = sx_object_list(t);
    struct sx_contents contents = sx_swagger_path_contents(t, swagger, path);
    for (size_t i = 0; i < contents.count; i++) {
        sx_openapi_expect_path_item(t, contents.items[i], path, swagger->where);
        size_t count;
        const struct sx_dict_entry *methods = sx_dict_entries(t, contents.items[i], &count);
        for (size_t j = 0; j < count; j++)
            sx_list_push(t, target->resources, resource_of(t, &methods[j], pattern, target->stage));
    }
    return target->resources;
}

/* ---------------------------------------------------------------------------------------------------- accounts -- */

static void add_accounts(struct sx_transform *t, struct sx_swagger *swagger, struct sx_object *accounts,
                         struct sx_string effect, struct target *target) {
    if (sx_object_is_none(accounts))
        return;
    struct sx_object *resources = resources_of(t, swagger, target);
    if (!sx_object_is_true(accounts))
        return;
    if (!sx_object_is_dict(accounts) && !sx_object_is_list(accounts))
        sx_swagger_refuse(
            t, swagger, accounts,
            CAT(t, STR("Type of '"), sx_openapi_value_text(t, accounts), STR("' must be a list or dictionary")));
    struct sx_object *list = accounts;
    if (!sx_object_is_list(accounts)) {
        list = sx_object_list(t);
        sx_list_push(t, list, accounts);
    }
    struct sx_object *policy = versioned_policy(t, swagger), *principal = sx_object_dict27(t);
    DICT_SET(principal, "AWS", list);
    struct sx_object *statement = new_statement(t, effect, resources, principal);
    struct sx_object *statements = statements_of(t, swagger);
    if (statements)
        sx_list_push(t, statements, statement);
    else
        DICT_SET(policy, "Statement", statement);
}

/* ------------------------------------------------------------------------------------------ addresses and VPCs -- */

/* Everybody may call, except under `condition`. */
static void allow_unless(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string test,
                         struct sx_object *condition, struct sx_object *resources) {
    struct sx_object *policy = versioned_policy(t, swagger);
    struct sx_object *allow = new_statement(t, STR("Allow"), resources, PLAIN("*"));
    struct sx_object *deny = new_statement(t, STR("Deny"), resources, PLAIN("*"));
    DICT_SET(deny, "Condition", one_entry(t, test, condition));

    struct sx_object *statements = statements_of(t, swagger);
    if (statements) {
        add_new(t, statements, allow);
        add_new(t, statements, deny);
        return;
    }
    struct sx_object *list = sx_object_list(t);
    sx_list_push(t, list, allow);
    sx_list_push(t, list, deny);
    DICT_SET(policy, "Statement", list);
}

static void add_addresses(struct sx_transform *t, struct sx_swagger *swagger, struct sx_object *addresses,
                          struct sx_string test, struct target *target) {
    if (sx_object_is_none(addresses))
        return;
    struct sx_object *resources = resources_of(t, swagger, target);
    if (!sx_object_is_true(addresses))
        return;
    struct sx_object *list = addresses;
    if (!sx_object_is_list(addresses)) {
        list = sx_object_list(t);
        sx_list_push(t, list, addresses);
    }
    allow_unless(t, swagger, test, one_entry(t, STR("aws:SourceIp"), list), resources);
}

/* What Python iterates over: the items of a list, the keys of a dictionary, the characters of a text. */
static const struct sx_object *elements_of(struct sx_transform *t, const struct sx_swagger *swagger,
                                           const struct sx_object *object, const char *name) {
    if (sx_object_is_list(object))
        return object;
    struct sx_object *elements = sx_object_list(t);
    if (sx_object_is_text(object)) {
        struct sx_string text = sx_object_string(object);
        for (size_t at = 0; at < text.length;) {
            size_t from = at;
            sx_decode_code_point(text, &at);
            sx_list_push(t, elements, sx_object_text(t, sx_string_slice(text, from, at), false));
        }
        return elements;
    }
    if (!sx_object_is_dict(object))
        sx_swagger_refuse_own(t, swagger, object, CAT(t, STR("'"), sx_string_from(name), STR("' must be a list.")));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, object, &count);
    for (size_t i = 0; i < count; i++)
        sx_list_push(t, elements, sx_object_text(t, entries[i].key, entries[i].unicode));
    return elements;
}

/* The three properties of a list of VPCs. */
struct endpoints {
    struct sx_string test;
    const char *texts, *vpcs, *endpoints, *refusal;
};

static const struct endpoints blacklist = {
    STR_INIT("StringEquals"), "SourceVpcBlacklist", "IntrinsicVpcBlacklist", "IntrinsicVpceBlacklist",
    "SourceVpcBlacklist must be a list of strings. Use IntrinsicVpcBlacklist instead for values that use Intrinsic "
    "Functions"};
static const struct endpoints whitelist = {
    STR_INIT("StringNotEquals"), "SourceVpcWhitelist", "IntrinsicVpcWhitelist", "IntrinsicVpceWhitelist",
    "SourceVpcWhitelist must be a list of strings. Use IntrinsicVpcWhitelist instead for values that use Intrinsic "
    "Functions"};

static struct sx_object *given(struct sx_transform *t, const struct sx_object *policy, const char *name) {
    struct sx_object *value = sx_dict_get(t, policy, sx_string_from(name));
    return sx_object_is_none(value) ? NULL : value;
}

static void expect_texts(struct sx_transform *t, const struct sx_swagger *swagger, const struct sx_object *policy,
                         const struct endpoints *kind) {
    const struct sx_object *property = given(t, policy, kind->texts);
    if (!property)
        return;
    const struct sx_object *elements = elements_of(t, swagger, property, kind->texts);
    for (size_t i = 0; i < sx_object_count(elements); i++)
        if (!sx_object_is_text(sx_list_item(elements, i)))
            sx_swagger_refuse(t, swagger, sx_list_item(elements, i), sx_string_from(kind->refusal));
}

/* condition.setdefault(key, []).extend(elements) */
static void extend(struct sx_transform *t, struct sx_object *condition, const char *key,
                   const struct sx_object *elements, const char *prefix) {
    struct sx_object *list = sx_dict_get(t, condition, sx_string_from(key));
    for (size_t i = 0; i < sx_object_count(elements); i++) {
        struct sx_object *element = sx_list_item(elements, i);
        if (prefix && !sx_string_starts_with(sx_object_string(element), prefix))
            continue;
        if (!list)
            list = sx_dict_set_default(t, condition, sx_string_from(key), false, sx_object_list(t));
        sx_list_push(t, list, element);
    }
    /* a list of intrinsic functions leaves its key even when it is empty */
    if (!list && !prefix)
        sx_dict_set(t, condition, sx_string_from(key), false, sx_object_list(t));
}

static void add_endpoints(struct sx_transform *t, struct sx_swagger *swagger, const struct sx_object *policy,
                          const struct endpoints *kind, struct sx_object *resources) {
    static const char vpc[] = "aws:SourceVpc", vpce[] = "aws:SourceVpce";
    struct sx_object *condition = sx_object_dict27(t), *property = given(t, policy, kind->texts);
    if (property) {
        const struct sx_object *texts = elements_of(t, swagger, property, kind->texts);
        extend(t, condition, vpc, texts, "vpc-");
        extend(t, condition, vpce, texts, "vpce-");
    }
    if ((property = given(t, policy, kind->vpcs)))
        extend(t, condition, vpc, elements_of(t, swagger, property, kind->vpcs), NULL);
    if ((property = given(t, policy, kind->endpoints)))
        extend(t, condition, vpce, elements_of(t, swagger, property, kind->endpoints), NULL);
    if (sx_object_count(DICT_GET(condition, "aws:SourceVpc")) || sx_object_count(DICT_GET(condition, "aws:SourceVpce")))
        allow_unless(t, swagger, kind->test, condition, resources);
}

/* -------------------------------------------------------------------------------------------------- both kinds -- */

void sx_swagger_add_resource_policy(struct sx_transform *t, struct sx_swagger *swagger, const struct sx_object *policy,
                                    struct sx_maybe_unicode path, struct sx_object *stage) {
    if (sx_object_is_none(policy))
        return;
    if (!sx_object_is_dict(policy))
        sx_swagger_refuse(t, swagger, policy, STR("Resource Policy is not a valid dictionary."));
    struct target target = {path, stage, NULL};
    add_accounts(t, swagger, DICT_GET(policy, "AwsAccountWhitelist"), STR("Allow"), &target);
    add_accounts(t, swagger, DICT_GET(policy, "AwsAccountBlacklist"), STR("Deny"), &target);
    add_addresses(t, swagger, DICT_GET(policy, "IpRangeWhitelist"), STR("NotIpAddress"), &target);
    add_addresses(t, swagger, DICT_GET(policy, "IpRangeBlacklist"), STR("IpAddress"), &target);
    expect_texts(t, swagger, policy, &blacklist);
    struct sx_object *resources = resources_of(t, swagger, &target);
    add_endpoints(t, swagger, policy, &blacklist, resources);
    expect_texts(t, swagger, policy, &whitelist);
    add_endpoints(t, swagger, policy, &whitelist, resources);
    /* an empty policy too */
    swagger->resource_policy = sx_openapi_or_dict27(t, swagger->resource_policy);
    DICT_SET(swagger->root, KEY_POLICY, swagger->resource_policy);
}

/* The same items in a list of its own, which the policy can grow in. */
static struct sx_object *own_list(struct sx_transform *t, const struct sx_object *list) {
    struct sx_object *own = sx_object_list(t);
    own->node = list->node;
    for (size_t i = 0; i < sx_object_count(list); i++)
        sx_list_push(t, own, sx_list_item(list, i));
    return own;
}

static void add_custom(struct sx_transform *t, struct sx_swagger *swagger, struct sx_object *custom) {
    struct sx_object *policy = versioned_policy(t, swagger);
    struct sx_object *statements = statements_of(t, swagger);
    if (!statements) {
        DICT_SET(policy, "Statement", sx_object_is_list(custom) ? own_list(t, custom) : custom);
    } else if (!sx_object_is_list(custom)) {
        add_new(t, statements, custom);
    } else {
        for (size_t i = 0; i < sx_object_count(custom); i++)
            add_new(t, statements, sx_list_item(custom, i));
    }
}

void sx_swagger_add_custom_statements(struct sx_transform *t, struct sx_swagger *swagger,
                                      struct sx_object *statements) {
    if (!sx_object_is_none(statements))
        add_custom(t, swagger, statements);
    swagger->resource_policy = sx_openapi_or_dict27(t, swagger->resource_policy);
    DICT_SET(swagger->root, KEY_POLICY, swagger->resource_policy);
}
