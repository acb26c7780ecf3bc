/* SPDX-License-Identifier: Apache-2.0 */

/** What the host decided, behind the opaque samx_options. Its memory is malloc'ed: options outlive transforms. */
#ifndef SAMX_BASE_OPTIONS_H
#define SAMX_BASE_OPTIONS_H

#include "base/string.h"

/** One name and its value, both NUL-terminated and owned by the options. */
struct sx_setting {
    char *name, *value;
};

struct sx_settings {
    struct sx_setting *items;
    size_t count, capacity;
};

struct samx_options {
    const char *region;
    struct sx_settings parameters, managed_policies, applications;
    struct sx_settings ignored_rules; /* by name; the values are empty */
    samx_managed_policy_lookup managed_policy_lookup;
    void *managed_policy_user;
    samx_application_lookup application_lookup;
    void *application_user;
    samx_format format;
    samx_local_artifacts local_artifacts;
    long long timestamp;    /* seconds since 1970 */
    const char *dump_after; /* static storage: the name in the table of passes */
    bool strict;
    bool validates; /* samx_validate() was called: what a build or another transform makes is there */
    size_t limits[SAMX_LIMIT_COUNT];
};

/** The options of a call that was given none. */
extern const struct samx_options sx_default_options;

#endif
