/* SPDX-License-Identifier: Apache-2.0 */

/* A loop of resources in words. */

#include "lint/cycle_text.h"

enum { MOST_STEPS = 20 };

/* ------------------------------------------------------------------------------------------------------ a step -- */

static bool spans(struct sx_span outer, struct sx_span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}

/* The declared resource that holds a place: they stand in the order of the text, but for what aliases bring in. */
static const struct sx_pair *resource_at(const struct sx_node *declared, struct sx_span where) {
    size_t low = 0, high = sx_count(declared);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (declared->mapping.pairs[middle].key_span.start <= where.start)
            low = middle + 1;
        else
            high = middle;
    }
    const struct sx_pair *pair = low ? &declared->mapping.pairs[low - 1] : NULL;
    return pair && spans(sx_at(pair->value), where) ? pair : NULL;
}

/* "Environment.Variables.URL", and "of Function" when it is not the resource at hand that it belongs to. */
static struct sx_string path_of(struct sx_transform *t, struct sx_names *names, struct sx_string owner,
                                struct sx_span where) {
    const struct sx_node *declared = names->declared;
    const struct sx_pair *pair = sx_is_mapping(declared) ? resource_at(declared, where) : NULL;
    if (!pair)
        return sx_string_from(sx_place_of(t, names->lint->source, false, &where));
    struct sx_string path = sx_string_from(sx_place_of(t, pair->value, false, &where));
    if (sx_string_starts_with(path, "Properties."))
        path = sx_string_slice(path, strlen("Properties."), path.length);
    if (sx_string_equal(pair->key, owner))
        return path;
    return path.length ? CAT(t, path, STR(" of "), pair->key) : pair->key;
}

static struct sx_string step(struct sx_transform *t, struct sx_names *names, struct sx_string from,
                             const struct sx_edge *edge) {
    struct sx_span where = sx_at(edge->node);
    const struct sx_resource *owner = sx_owner_of(t, names, from);
    size_t line, column;
    if (!where.end)
        return STR("");
    struct sx_string path = path_of(t, names, owner ? owner->id : from, where);
    sx_source_position(t, &t->diagnostics->source, where.start, &line, &column);
    if (!path.length)
        path = STR("generated");
    return CAT(t, STR(" ("), path, STR(", line "), sx_string_from_int(t, (long long)line), STR(")"));
}

struct sx_string sx_describe_loop(struct sx_transform *t, struct sx_names *names, const struct sx_node *resources,
                                  struct sx_loop loop) {
    struct sx_buffer way = {.t = t};
    const struct sx_pair *pairs = resources->mapping.pairs;
    sx_buffer_add(&way, sx_name_of_resource(t, names, pairs[loop.edges[0]->from].key));
    for (size_t i = 0; i < loop.count; i++) {
        const struct sx_edge *edge = loop.edges[i];
        if (i >= MOST_STEPS && i + 1 < loop.count)
            continue;
        if (i > MOST_STEPS)
            sx_buffer_add(&way, STR(" -> ..."));
        sx_buffer_add(&way, STR(" -> "));
        sx_buffer_add(&way,
                      i + 1 < loop.count ? sx_name_of_resource(t, names, pairs[edge->to].key) : pairs[edge->to].key);
        sx_buffer_add(&way, step(t, names, pairs[edge->from].key, edge));
    }
    return sx_buffer_string(&way);
}

/* How good a step is as the place of the finding: written by the user; at least somewhere. */
static int quality(const struct sx_transform *t, const struct sx_edge *edge) {
    if (!sx_at(edge->node).end)
        return 0;
    return sx_is_written(t, edge->node) ? 2 : 1;
}

struct sx_loop sx_begin_at_users_step(struct sx_transform *t, struct sx_loop loop) {
    size_t best = 0;
    for (size_t i = 1; i < loop.count; i++)
        if (quality(t, loop.edges[i]) > quality(t, loop.edges[best]) ||
            (quality(t, loop.edges[i]) == quality(t, loop.edges[best]) &&
             sx_at(loop.edges[i]->node).start < sx_at(loop.edges[best]->node).start))
            best = i;
    struct sx_loop turned = {sx_alloc_array(t, loop.count, sizeof *turned.edges), loop.count};
    for (size_t i = 0; i < loop.count; i++)
        turned.edges[i] = loop.edges[(best + i) % loop.count];
    return turned;
}

/* -------------------------------------------------------------------------------------------------- the way out -- */

static bool has_type(const struct sx_transform *t, const struct sx_node *resources, struct sx_loop loop,
                     const char *prefix) {
    for (size_t i = 0; i < loop.count; i++)
        if (sx_string_starts_with(sx_type_of(t, resources->mapping.pairs[loop.edges[i]->from].value), prefix))
            return true;
    return false;
}

struct sx_string sx_way_out(struct sx_transform *t, const struct sx_node *resources, struct sx_loop loop) {
    if (loop.count == 1 && !loop.edges[0]->depends_on)
        return STR("build the name or ARN from texts and pseudo parameters with Fn::Sub");
    for (size_t i = 0; i < loop.count; i++)
        if (loop.edges[i]->depends_on && sx_is_written(t, loop.edges[i]->node))
            return CAT(t, STR("remove DependsOn '"), loop.edges[i]->name, STR("'"));
    bool function = has_type(t, resources, loop, "AWS::Lambda::");
    if (has_type(t, resources, loop, "AWS::EC2::SecurityGroup"))
        return STR("put the rules that name the other group into AWS::EC2::SecurityGroupIngress or -Egress resources");
    if (function && has_type(t, resources, loop, "AWS::S3::Bucket"))
        return STR("give the bucket a BucketName, and build its name or ARN with Fn::Sub instead of referring to it");
    if (function && has_type(t, resources, loop, "AWS::ApiGateway"))
        return STR("let the function learn the URL when it runs (from the request, or an AWS::SSM::Parameter), or in "
                   "policies use an ARN with '*' for the API");
    if (function && has_type(t, resources, loop, "AWS::Cognito::UserPool"))
        return STR("allow the user pools of the account with an ARN that has '*' for the id, or give the permission in "
                   "an AWS::IAM::Policy of its own");
    if (has_type(t, resources, loop, "AWS::IAM::Role"))
        return STR("put the statement into an AWS::IAM::Policy of its own, which names the role");
    return STR("one of these steps must go: build the name or ARN with Fn::Sub from texts and parameters, or move the "
               "property into a resource of its own");
}
