/* SPDX-License-Identifier: Apache-2.0 */

/* What API Gateway takes for methods, paths, domain names and the like. */

#include "lint/formats.h"

/* ---------------------------------------------------------------------------------------------------- methods -- */

static const char *const methods[] = {"get", "put", "post", "delete", "patch", "head", "options", "any", NULL};

void sx_format_http_method(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                           const struct sx_node *node) {
    (void)lint;
    (void)property;
    struct sx_string method = sx_string_lower(t, sx_text(node));
    if (!sx_is_string(node) || sx_string_is(method, "x-amazon-apigateway-any-method"))
        return;
    for (size_t i = 0; methods[i]; i++)
        if (sx_string_is(method, methods[i]))
            return;
    sx_lint_report(t, sx_at(node), SX_RULE_HTTP_METHOD,
                   CAT(t,
                       STR("API Gateway has the methods get, put, post, delete, patch, head, options and any, and "
                           "none called '"),
                       sx_text(node), STR("'.")))
        ->hint = sx_lint_name_hint(t, method, methods);
}

/* ------------------------------------------------------------------------------------------------------ paths -- */

struct path {
    struct sx_transform *t;
    struct sx_map names; /* of the parameters so far */
    bool greedy;         /* {proxy+} was met */
    bool rest;           /* of a REST API, which takes no text beside a parameter */
};

static void report_path(const struct path *path, struct sx_part part, struct sx_string message) {
    sx_part_report(path->t, part, SX_RULE_API_PATH, message, STR(""));
}

static void check_name(struct path *path, struct sx_part part, struct sx_string name) {
    struct sx_transform *t = path->t;
    if (!sx_consists_of(name, "._-$:+"))
        report_path(path, part,
                    CAT(t, STR("The name of a path parameter has letters, digits and . _ - alone, and not '"), name,
                        STR("'.")));
    else if (sx_map_get(t, &path->names, name))
        sx_part_report(t, part, SX_RULE_DUPLICATE_PATH_PARAMETER,
                       CAT(t, STR("The path has two parameters called '"), name, STR("'.")), STR(""));
    sx_map_set(t, &path->names, name, path);
}

/* What stands between two slashes: a text without braces, or one parameter. */
static void check_segment(struct path *path, struct sx_part part) {
    struct sx_transform *t = path->t;
    struct sx_string text = sx_part_text(part);
    size_t open = sx_string_find_byte(text, '{', 0), close = sx_string_find_byte(text, '}', 0);
    if (open == SIZE_MAX && close == SIZE_MAX)
        return;
    if (open == SIZE_MAX || close == SIZE_MAX || close < open) {
        report_path(path, part, CAT(t, STR("The braces in '"), text, STR("' do not match.")));
        return;
    }
    if (open != 0 || close != text.length - 1) {
        if (!path->rest)
            return;
        report_path(
            path, part,
            CAT(t, STR("A path parameter is all that stands between two slashes, and '"), text, STR("' has more.")));
        return;
    }
    struct sx_string name = sx_string_slice(text, 1, close);
    if (sx_string_ends_with(name, "+")) {
        path->greedy = true;
        name = sx_string_slice(name, 0, name.length - 1);
    }
    check_name(path, part, name);
}

static void check_path(struct sx_transform *t, const struct sx_node *node, bool of_rest) {
    struct path path = {.t = t, .rest = of_rest};
    struct sx_part rest = sx_part_of(node), part;
    if (!sx_string_starts_with(sx_text(node), "/")) {
        report_path(&path, rest, CAT(t, STR("A path begins with '/', and '"), sx_text(node), STR("' does not.")));
        return;
    }
    rest.from++;
    while (sx_part_next(&rest, '/', &part)) {
        if (path.greedy && part.from < part.to) {
            report_path(&path, part,
                        CAT(t,
                            STR("A parameter that takes the rest of the path, like {proxy+}, must be the end of "
                                "it: '"),
                            sx_part_text(part), STR("' follows.")));
            return;
        }
        check_segment(&path, part);
    }
}

void sx_format_rest_path(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                         const struct sx_node *node) {
    (void)lint;
    (void)property;
    if (sx_is_string(node))
        check_path(t, node, true);
}

/* An HTTP API knows the route $default too. */
void sx_format_http_path(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                         const struct sx_node *node) {
    (void)lint;
    (void)property;
    if (sx_is_string(node) && !sx_text_is(node, "$default"))
        check_path(t, node, false);
}

/* ------------------------------------------------------------------------------------------------- hosts, networks --
 */

void sx_format_domain_name(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                           const struct sx_node *node) {
    (void)lint;
    struct sx_string name = sx_text(node);
    if (!name.length)
        return;
    size_t scheme = sx_string_find(name, STR("://"), 0);
    struct sx_string rest = sx_string_starts_with(name, "*.") ? sx_string_slice(name, 2, name.length) : name;
    if (sx_consists_of(rest, "-._"))
        return;
    struct sx_diagnostic *found =
        sx_lint_report(t, sx_at(node), SX_RULE_DOMAIN_NAME,
                       CAT(t, STR("'"), sx_property_name(property),
                           STR("' is a host name such as 'api.example.com', and not '"), name, STR("'.")));
    if (scheme != SIZE_MAX)
        found->hint = STR("leave out the scheme and the path");
}

static bool is_number_up_to(struct sx_string text, unsigned most) {
    unsigned value = 0;
    if (!sx_consists_of_digits(text) || text.length > 3)
        return false;
    for (size_t i = 0; i < text.length; i++)
        value = value * 10 + (unsigned)(text.bytes[i] - '0');
    return value <= most;
}

static bool is_address(struct sx_part part) {
    struct sx_part number;
    size_t count = 0;
    if (sx_string_find_byte(sx_part_text(part), ':', 0) != SIZE_MAX) /* IPv6 */
        return sx_consists_of(sx_part_text(part), ":.");
    while (sx_part_next(&part, '.', &number)) {
        if (!is_number_up_to(sx_part_text(number), 255))
            return false;
        count++;
    }
    return count == 4;
}

void sx_format_cidr(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                    const struct sx_node *node) {
    (void)lint;
    (void)property;
    struct sx_part rest = sx_part_of(node), address, width = {node, 0, 0};
    if (!sx_is_string(node) || !sx_part_next(&rest, '/', &address))
        return;
    bool has_width = sx_part_next(&rest, '/', &width);
    bool six = sx_string_find_byte(sx_part_text(address), ':', 0) != SIZE_MAX;
    if (!is_address(address) || (has_width && !is_number_up_to(sx_part_text(width), six ? 128 : 32)) ||
        rest.from <= rest.to)
        sx_lint_report(t, sx_at(node), SX_RULE_IP_RANGE,
                       CAT(t, STR("A range of IP addresses is an address or, like '10.0.0.0/8', a network, and not '"),
                           sx_text(node), STR("'.")));
}

/* ------------------------------------------------------------------------------------------- identity sources -- */

/* Of a Lambda or JWT authorizer of an HTTP API. */
void sx_format_identity_source(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                               const struct sx_node *node) {
    static const char *const beginnings[] = {"$request.header.", "$request.querystring.", "$request.path.",
                                             "$context.",        "$stageVariables.",      NULL};
    (void)lint;
    (void)property;
    struct sx_part rest = sx_part_of(node), part;
    while (sx_is_string(node) && sx_part_next(&rest, ',', &part)) {
        part = sx_part_trim(part);
        size_t i = 0;
        while (beginnings[i] && !sx_string_starts_with(sx_part_text(part), beginnings[i]))
            i++;
        if (!beginnings[i])
            sx_part_report(t, part, SX_RULE_IDENTITY_SOURCE,
                           CAT(t,
                               STR("An identity source begins with $request.header., $request.querystring., "
                                   "$context. or $stageVariables., and not like '"),
                               sx_part_text(part), STR("'.")),
                           STR(""));
    }
}
