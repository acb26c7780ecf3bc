/* SPDX-License-Identifier: Apache-2.0 */

#include "cfn/s3_location.h"

#include "base/options.h"
#include "cfn/dynamic_reference.h"

static bool is_removed(char c) {
    return c == '\t' || c == '\n' || c == '\r';
}

/* urllib drops spaces and control characters before a URI, and tabs and newlines from anywhere in it. */
static struct sx_string cleaned(struct sx_transform *t, struct sx_string uri) {
    struct sx_buffer buffer = {.t = t};
    size_t start = 0, kept = 0;
    while (start < uri.length && (unsigned char)uri.bytes[start] <= ' ')
        start++;
    uri = sx_string_slice(uri, start, uri.length);
    while (kept < uri.length && !is_removed(uri.bytes[kept]))
        kept++;
    if (kept == uri.length)
        return uri;
    for (size_t i = 0; i < uri.length; i++)
        if (!is_removed(uri.bytes[i]))
            sx_buffer_add_byte(&buffer, uri.bytes[i]);
    return sx_buffer_string(&buffer);
}

static size_t find_any(struct sx_string text, const char *bytes, size_t from) {
    size_t first = text.length;
    for (; *bytes; bytes++) {
        size_t at = sx_string_find_byte(text, *bytes, from);
        if (at < first)
            first = at;
    }
    return first;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Percent-decoded, with + for a space, as in the query of a form; bytes that are no UTF-8 become U+FFFD. */
static struct sx_string decode_query(struct sx_transform *t, struct sx_string text) {
    struct sx_buffer raw = {.t = t}, valid = {.t = t};
    for (size_t i = 0; i < text.length; i++) {
        int high = i + 2 < text.length ? hex_value(text.bytes[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text.bytes[i + 2]) : -1;
        if (text.bytes[i] == '%' && low >= 0) {
            sx_buffer_add_byte(&raw, (char)(high * 16 + low));
            i += 2;
        } else {
            sx_buffer_add_byte(&raw, text.bytes[i] == '+' ? ' ' : text.bytes[i]);
        }
    }
    struct sx_string bytes = sx_buffer_string(&raw);
    for (size_t at = 0; at < bytes.length;)
        sx_buffer_add_code_point(&valid, sx_decode_code_point(bytes, &at));
    return sx_buffer_string(&valid);
}

/* The value of versionId in a query, when it is there exactly once and not blank. */
static void read_version(struct sx_transform *t, struct sx_string query, struct sx_s3_location *location) {
    size_t found = 0;
    for (size_t from = 0; from <= query.length;) {
        size_t end = find_any(query, "&", from);
        struct sx_string field = sx_string_slice(query, from, end);
        from = end + 1;
        size_t equals = sx_string_find_byte(field, '=', 0);
        if (equals == SIZE_MAX || equals + 1 == field.length ||
            !sx_string_is(decode_query(t, sx_string_slice(field, 0, equals)), "versionId"))
            continue;
        found++;
        location->version = decode_query(t, sx_string_slice(field, equals + 1, field.length));
    }
    location->has_version = found == 1;
}

bool sx_parse_s3_uri(struct sx_transform *t, struct sx_string uri, struct sx_s3_location *location) {
    *location = (struct sx_s3_location){0};
    uri = cleaned(t, uri);
    if (!sx_string_starts_with(sx_string_lower(t, sx_string_slice(uri, 0, 5)), "s3://"))
        return false;
    struct sx_string rest = sx_string_slice(uri, 5, uri.length);
    size_t bucket_end = find_any(rest, "/?#", 0);
    location->bucket = sx_string_slice(rest, 0, bucket_end);
    /* brackets are for IPv6 addresses, which are no buckets */
    if (find_any(location->bucket, "[]", 0) < location->bucket.length)
        return false;
    struct sx_string path = sx_string_slice(rest, bucket_end, rest.length);
    path = sx_string_slice(path, 0, find_any(path, "#", 0));
    size_t query_start = find_any(path, "?", 0);
    struct sx_string query = sx_string_slice(path, query_start + 1, path.length);
    path = sx_string_slice(path, 0, query_start);
    if (location->bucket.length == 0 || path.length == 0)
        return false;
    size_t key_start = 0;
    while (key_start < path.length && path.bytes[key_start] == '/')
        key_start++;
    location->key = sx_string_slice(path, key_start, path.length);
    read_version(t, query, location);
    return true;
}

bool sx_is_local_path(const struct sx_node *uri) {
    return sx_is_string(uri) && uri->string.length > 0 && sx_string_find(uri->string, STR("://"), 0) == SIZE_MAX &&
           sx_string_find(uri->string, STR("{{resolve:"), 0) == SIZE_MAX;
}

/* A dynamic reference whose name has a slash, which no URI can hold; only the first reference that is whole counts. */
static bool has_path_reference(struct sx_string text) {
    static const char *const services[] = {"ssm", "ssm-secure", "secretsmanager", NULL};
    struct sx_string name;
    return sx_find_dynamic_reference(text, services, &name) && sx_string_find_byte(name, '/', 0) != SIZE_MAX;
}

static noreturn void refuse(struct sx_transform *t, struct sx_string id, const char *property,
                            const struct sx_node *uri, const char *message) {
    sx_refuse_resource(t, id, sx_at(uri), SX_RULE_ARTIFACT,
                       CAT(t, STR("'"), sx_string_from(property), STR("' "), sx_string_from(message)));
}

static const struct sx_node *keep_local(struct sx_transform *t, const char *property, const struct sx_node *uri) {
    struct sx_diagnostic *warning =
        sx_report(t, sx_at(uri), SX_RULE_LOCAL_ARTIFACT,
                  CAT(t, STR("'"), sx_string_from(property), STR("' is a path on this machine: "), uri->string));
    warning->hint = STR("run `aws cloudformation package` on the output before it is deployed");
    return uri;
}

/* Bucket and Key of a place that is a map. */
static void check_map(struct sx_transform *t, struct sx_string id, const char *property, const struct sx_node *uri) {
    if (!sx_is_true(GET(uri, "Bucket")) || !sx_is_true(GET(uri, "Key")))
        refuse(t, id, property, uri, "requires Bucket and Key properties to be specified.");
}

static bool is_kept(const struct sx_transform *t, const struct sx_node *uri) {
    return t->options->local_artifacts == SAMX_LOCAL_ARTIFACTS_KEEP && sx_is_local_path(uri);
}

static struct sx_s3_location parse(struct sx_transform *t, struct sx_string id, const char *property,
                                   const struct sx_node *uri) {
    struct sx_s3_location location;
    if (!sx_is_string(uri) || !sx_parse_s3_uri(t, uri->string, &location))
        refuse(t, id, property, uri,
               "is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.");
    return location;
}

const struct sx_node *sx_s3_location(struct sx_transform *t, struct sx_string id, const char *property,
                                     const struct sx_node *uri) {
    if (sx_is_mapping(uri)) {
        check_map(t, id, property, uri);
        return MAP({"S3Bucket", GET(uri, "Bucket")}, {"S3Key", GET(uri, "Key")},
                   {"S3ObjectVersion", GET(uri, "Version")});
    }
    if (!sx_is_string(uri))
        refuse(t, id, property, uri, "must be of type dict or string.");
    if (has_path_reference(uri->string))
        sx_refuse_resource(t, id, sx_at(uri), SX_RULE_ARTIFACT,
                           CAT(t, STR("Unsupported dynamic reference detected in '"), sx_string_from(property),
                               STR("'. Please consider using alternative 'FunctionCode' object format.")));
    if (is_kept(t, uri))
        return keep_local(t, property, uri);
    struct sx_s3_location location = parse(t, id, property, uri);
    return MAP({"S3Bucket", TEXT(location.bucket)}, {"S3Key", TEXT(location.key)},
               {"S3ObjectVersion", location.has_version ? TEXT(location.version) : NULL});
}

const struct sx_node *sx_s3_document(struct sx_transform *t, struct sx_string id, const char *property,
                                     const struct sx_node *uri) {
    if (sx_is_mapping(uri)) {
        check_map(t, id, property, uri);
        return MAP({"Bucket", GET(uri, "Bucket")}, {"Key", GET(uri, "Key")}, {"Version", GET(uri, "Version")});
    }
    if (is_kept(t, uri))
        return keep_local(t, property, uri);
    struct sx_s3_location location = parse(t, id, property, uri);
    return MAP({"Bucket", TEXT(location.bucket)}, {"Key", TEXT(location.key)},
               {"Version", location.has_version ? TEXT(location.version) : NULL});
}
