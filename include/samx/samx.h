/* SPDX-License-Identifier: Apache-2.0 */

/**
 * samx: AWS SAM templates to plain CloudFormation, offline.
 *
 * The library does no I/O and keeps no state between calls: bytes go in, bytes and diagnostics come out. Every call
 * may run in any thread; two transforms never share anything, except options, which are only read while they run.
 *
 * Ownership follows one rule: what a function returns as `const` is borrowed from the object it was asked of and lives
 * as long as that object; what comes through an out-parameter is the caller's.
 */
#ifndef SAMX_SAMX_H
#define SAMX_SAMX_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define SAMX_API
#elif defined(SAMX_BUILDING) && defined(__GNUC__)
#define SAMX_API __attribute__((visibility("default")))
#else
#define SAMX_API
#endif

/** The version of these headers. Compare with samx_version() to detect a mismatch at run time. */
#define SAMX_VERSION "0.1.0"

/** The version of the library that is linked, such as "0.1.0". Static storage. */
SAMX_API const char *samx_version(void);

/** The release of the reference translator whose behaviour this library has, such as "1.110.0". Static storage. */
SAMX_API const char *samx_reference_version(void);

/** How a call ended. */
typedef enum samx_status {
    SAMX_OK = 0,               /**< no diagnostic of severity error */
    SAMX_TEMPLATE_ERROR = 1,   /**< the template has errors; the diagnostics say which */
    SAMX_LIMIT_EXCEEDED = 2,   /**< a limit of the options was reached; a diagnostic says which */
    SAMX_OUT_OF_MEMORY = 3,    /**< an allocation failed; there is no result */
    SAMX_INVALID_ARGUMENT = 4, /**< an argument was NULL or out of its range; there is no result */
} samx_status;

/* ---------------------------------------------------------------------------------------------------- options -- */

/** Everything that the host decides. Created with defaults, then changed with the setters below. */
typedef struct samx_options samx_options;

/** New options with every default, or NULL when out of memory. Release with samx_options_free(). */
SAMX_API samx_options *samx_options_new(void);

/** Releases options; NULL is allowed. */
SAMX_API void samx_options_free(samx_options *options);

/**
 * The region that the template is deployed to, such as "eu-central-1"; the partition follows from it.
 * Default: "us-east-1". The text is copied. SAMX_INVALID_ARGUMENT when it is NULL or empty.
 */
SAMX_API samx_status samx_options_set_region(samx_options *options, const char *region);

/**
 * The value of a template parameter, over its `Default`. May be called once per parameter; the last call for a name
 * wins. Both texts are copied. Names that the template does not declare are ignored by the transform.
 */
SAMX_API samx_status samx_options_set_parameter(samx_options *options, const char *name, const char *value);

/**
 * The ARN of a managed policy that templates name in `Policies`, over the bundled map of AWS managed policies.
 * Both texts are copied.
 */
SAMX_API samx_status samx_options_set_managed_policy(samx_options *options, const char *name, const char *arn);

/**
 * A look-up of managed policies, asked for names that neither samx_options_set_managed_policy() nor the bundled map
 * knows. It returns the ARN, which must stay valid until the transform returns, or NULL for "unknown".
 * `name` is NUL-terminated and valid during the call. Called in the thread of the transform.
 */
typedef const char *(*samx_managed_policy_lookup)(void *user, const char *name);
SAMX_API void samx_options_set_managed_policy_lookup(samx_options *options, samx_managed_policy_lookup lookup,
                                                     void *user);

/**
 * The URL of the template of an application that templates name in `Location`, whatever the version. Both texts are
 * copied.
 */
SAMX_API samx_status samx_options_set_application(samx_options *options, const char *application_id,
                                                  const char *template_url);

/** What a look-up of an application ended with. */
typedef enum samx_application_status {
    SAMX_APPLICATION_UNKNOWN = 0,   /**< the host does not know it: a placeholder takes its place, with a warning */
    SAMX_APPLICATION_FOUND = 1,     /**< the text is the URL of its template */
    SAMX_APPLICATION_REFUSED = 2,   /**< the text says why it cannot be had: an error of the template */
    SAMX_APPLICATION_NOT_READY = 3, /**< its template was not made ready in time: an error of the template */
} samx_application_status;

/**
 * A look-up of applications, asked once for each application and version that samx_options_set_application() has not
 * named: what the reference asks the Serverless Application Repository. `*text` receives the URL or the reason, which
 * must stay valid until the transform returns; without one the application counts as unknown. The names are
 * NUL-terminated and valid during the call. Called in the thread of the transform.
 */
typedef samx_application_status (*samx_application_lookup)(void *user, const char *application_id,
                                                           const char *semantic_version, const char **text);
SAMX_API void samx_options_set_application_lookup(samx_options *options, samx_application_lookup lookup, void *user);

/** The notation of the output. */
typedef enum samx_format {
    SAMX_FORMAT_SOURCE = 0, /**< the template's own: JSON for a JSON template, else YAML (default) */
    SAMX_FORMAT_JSON = 1,   /**< 2-space indent, UTF-8 */
    SAMX_FORMAT_YAML = 2,   /**< block style, short tags such as !Ref */
} samx_format;
SAMX_API samx_status samx_options_set_format(samx_options *options, samx_format format);

/** What to do with an artifact that is a local path, such as `CodeUri: src/`. */
typedef enum samx_local_artifacts {
    SAMX_LOCAL_ARTIFACTS_ERROR = 0,       /**< refuse it, as the reference does (default) */
    SAMX_LOCAL_ARTIFACTS_PLACEHOLDER = 1, /**< put s3://bucket/value in its place, as `sam validate` does */
    SAMX_LOCAL_ARTIFACTS_KEEP = 2,        /**< carry the path to the CloudFormation property from which
                                               `aws cloudformation package` uploads, with a warning */
} samx_local_artifacts;
SAMX_API samx_status samx_options_set_local_artifacts(samx_options *options, samx_local_artifacts treatment);

/**
 * The time of the call, in seconds since 1970: the library has no clock. samx_transform() uses it for an API with
 * `AlwaysDeploy: true` alone, which is deployed anew whenever this has changed; samx_validate() tells by it which
 * runtimes are deprecated, or can no longer be created or updated. Default: 0, so that equal calls give equal results:
 * a host that wants such an API deployed each time sets the current time, and without it only runtimes that were gone
 * by 2025 are found.
 */
SAMX_API samx_status samx_options_set_timestamp(samx_options *options, long long seconds);

/**
 * Rules that samx_validate() leaves out, whatever a template says; may be called once per rule. The name is copied. One
 * that no rule has is a finding of its own in each template. samx_transform() takes no notice.
 */
SAMX_API samx_status samx_options_ignore_rule(samx_options *options, const char *rule);

/** Makes warnings errors in samx_validate() when `strict` is not 0. Default: 0. */
SAMX_API samx_status samx_options_set_strict(samx_options *options, int strict);

/** Limits that protect a host from hostile templates. The unit is in the name. */
typedef enum samx_limit {
    SAMX_LIMIT_INPUT_BYTES = 0,      /**< default 64 MiB; at most 4 GiB - 1 */
    SAMX_LIMIT_NESTING_DEPTH = 1,    /**< levels of mappings and sequences; default 256 */
    SAMX_LIMIT_NODES = 2,            /**< values, after aliases are expanded; default 10,000,000 */
    SAMX_LIMIT_ALIAS_EXPANSIONS = 3, /**< values that come from aliases and merge keys; default 1,000,000 */
    SAMX_LIMIT_OUTPUT_BYTES = 4,     /**< default 256 MiB */
    SAMX_LIMIT_FINDINGS = 5,         /**< default 10,000; further ones are counted, and one finding says how many */
    SAMX_LIMIT_COUNT
} samx_limit;
SAMX_API samx_status samx_options_set_limit(samx_options *options, samx_limit limit, size_t value);

/**
 * Makes the output the template as it stands after the named pass, instead of the finished one; a way to see what each
 * pass does. NULL, the default, runs all passes. SAMX_INVALID_ARGUMENT for a name that is not a pass.
 */
SAMX_API samx_status samx_options_set_dump_after(samx_options *options, const char *pass);

/** The number of passes, and the name of each in the order in which they run. Static storage; NULL past the end. */
SAMX_API size_t samx_pass_count(void);
SAMX_API const char *samx_pass_name(size_t index);

/* -------------------------------------------------------------------------------------------------- transform -- */

/** The output and the diagnostics of one transform. */
typedef struct samx_result samx_result;

/**
 * Transforms one template.
 *
 * `options` may be NULL for the defaults. `name` is what diagnostics call the file; it may be NULL and is copied.
 * `text` holds `length` bytes of YAML or JSON in UTF-8; it is not needed after the call, nor NUL-terminated.
 *
 * `*result` receives the result, which is the caller's: release it with samx_result_free(). It is set to NULL when
 * the status is SAMX_OUT_OF_MEMORY or SAMX_INVALID_ARGUMENT. With SAMX_TEMPLATE_ERROR and SAMX_LIMIT_EXCEEDED the
 * result holds the diagnostics, and no output.
 */
SAMX_API samx_status samx_transform(const samx_options *options, const char *name, const char *text, size_t length,
                                    samx_result **result);

/**
 * Validates one template: everything that is wrong with it, not only what the reference refuses. The template is
 * transformed in memory, where a local path may stand for an artifact whatever the options say, and both sides are
 * checked: what is written, and what it expands to. Findings that a rule of the options, or `Metadata: {samx: {ignore:
 * [RULE]}}` of the template or of a resource, asks to leave out are left out.
 *
 * The arguments, the result and the status are those of samx_transform(), but the result never has an output.
 */
SAMX_API samx_status samx_validate(const samx_options *options, const char *name, const char *text, size_t length,
                                   samx_result **result);

/** Releases a result and everything borrowed from it; NULL is allowed. */
SAMX_API void samx_result_free(samx_result *result);

/** The status that samx_transform() returned with this result. */
SAMX_API samx_status samx_result_status(const samx_result *result);

/**
 * The transformed template, NUL-terminated; its length in bytes, without the NUL, goes to `*length` when that is not
 * NULL. NULL when there is none. Borrowed from the result.
 */
SAMX_API const char *samx_result_output(const samx_result *result, size_t *length);

/* ------------------------------------------------------------------------------------------------ diagnostics -- */

/** How bad a finding is. */
typedef enum samx_severity {
    SAMX_SEVERITY_INFO = 0,
    SAMX_SEVERITY_WARNING = 1, /**< it would deploy, and may not do what was meant */
    SAMX_SEVERITY_ERROR = 2,   /**< the reference or CloudFormation would refuse the template */
} samx_severity;

/**
 * One finding. All texts are UTF-8 and NUL-terminated, and borrowed from the result. Later versions may add members
 * at the end; never allocate or copy this struct by its size.
 */
typedef struct samx_diagnostic {
    const char *file;            /**< the name given to samx_transform(), or "<template>" */
    size_t line, column;         /**< where it begins, counted from 1, columns in characters; 0 when it has no place */
    size_t end_line, end_column; /**< one past where it ends */
    const char *path;            /**< inside the template, such as "Resources.F.Properties.Timeout"; "" when unknown */
    const char *rule;            /**< the stable name of the rule, such as "invalid-property-type" */
    samx_severity severity;
    const char *message; /**< one or more sentences; the reference's own text where the reference has the error */
    const char *hint;    /**< what to do about it, or NULL */
    int from_reference;  /**< 1 when the reference refuses the template with exactly this message */
} samx_diagnostic;

/** The number of findings, sorted by position. */
SAMX_API size_t samx_result_diagnostic_count(const samx_result *result);

/** The finding at `index`, or NULL past the end. Borrowed from the result. */
SAMX_API const samx_diagnostic *samx_result_diagnostic(const samx_result *result, size_t index);

/* ------------------------------------------------------------------------------------------------------ rules -- */

/** What a finding can be about. All texts are NUL-terminated, in static storage. */
typedef struct samx_rule {
    const char *name;        /**< the stable name, such as "missing-property" */
    samx_severity severity;  /**< what its findings are, unless the options say otherwise */
    const char *summary;     /**< one sentence */
    const char *explanation; /**< what it means and what to do about it: one or more paragraphs */
    const char *breaking;    /**< a template in which samx_validate() finds it, and nothing else; NULL when no
                                  template can show it */
    size_t line, column;     /**< where it is found in that template, counted as in samx_diagnostic */
    const char *mended;      /**< the same template without the mistake, in which nothing is found; or NULL */
} samx_rule;

/** The number of rules, and the rule at an index, ordered by severity, worst first; NULL past the end. */
SAMX_API size_t samx_rule_count(void);
SAMX_API const samx_rule *samx_rule_at(size_t index);
/** The rule of this name, or NULL. */
SAMX_API const samx_rule *samx_rule_named(const char *name);

/** The notations in which findings can be rendered. */
typedef enum samx_rendering {
    SAMX_RENDERING_TEXT = 0,   /**< file:line:column: severity: message [rule], the line, a caret, the hint */
    SAMX_RENDERING_JSON = 1,   /**< {"diagnostics": [...]} with the members of samx_diagnostic */
    SAMX_RENDERING_SARIF = 2,  /**< SARIF 2.1.0, for code scanning: one run, with the rules that it has findings of */
    SAMX_RENDERING_JUNIT = 3,  /**< JUnit's XML: a suite per result, a test case per finding or for having none; errors
                                    are failures, warnings count as skipped */
    SAMX_RENDERING_GITHUB = 4, /**< a workflow command of GitHub Actions per finding, which makes an annotation */
} samx_rendering;

/** Flags of samx_render(). */
#define SAMX_RENDER_COLOUR 1u /**< ANSI colours in the text rendering */

/**
 * Renders the findings of `count` results, in the order given, as one text. A result that is NULL is passed over.
 * `*text` receives a NUL-terminated text that is the caller's: release it with samx_free(). `length` may be NULL.
 */
SAMX_API samx_status samx_render(const samx_result *const *results, size_t count, samx_rendering rendering,
                                 unsigned flags, char **text, size_t *length);

/* ----------------------------------------------------------------------------------------------------- schema -- */

/** Flags of samx_schema(). */
#define SAMX_SCHEMA_SHORT_TAGS                                                              \
    1u /**< for readers to which `!Ref X` is the text X and `!If [...]` a list, as it is in \
            YAML language servers: both are accepted for any value */

/**
 * A JSON Schema (draft-07) of SAM templates, for editors: resource types, events, Globals and all their properties. An
 * intrinsic function is accepted for any value. What samx_validate() finds is more: where a schema cannot say exactly
 * what is accepted, it accepts.
 *
 * `*text` receives a NUL-terminated text that is the caller's: release it with samx_free(). `length` may be NULL.
 */
SAMX_API samx_status samx_schema(unsigned flags, char **text, size_t *length);

/** Releases a text that samx_render() or samx_schema() gave; NULL is allowed. */
SAMX_API void samx_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif
