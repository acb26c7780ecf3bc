/* SPDX-License-Identifier: Apache-2.0 */

/* {"diagnostics": [...]} with the members of samx_diagnostic. */

#include "diag/json.h"
#include "diag/render.h"

static json_t *json_of_finding(const samx_diagnostic *diagnostic) {
    const struct sx_member members[] = {
        {"file", sx_json_text(diagnostic->file)},
        {"line", sx_json_count(diagnostic->line)},
        {"column", sx_json_count(diagnostic->column)},
        {"end_line", sx_json_count(diagnostic->end_line)},
        {"end_column", sx_json_count(diagnostic->end_column)},
        {"path", sx_json_text(diagnostic->path)},
        {"rule", sx_json_text(diagnostic->rule)},
        {"severity", sx_json_text(sx_severity_name(diagnostic->severity))},
        {"message", sx_json_text(diagnostic->message)},
        {"hint", diagnostic->hint ? sx_json_text(diagnostic->hint) : json_null()},
        {"from_reference", json_boolean(diagnostic->from_reference)},
    };
    return sx_json_object(members, sizeof(members) / sizeof(*members));
}

char *sx_render_json(const struct sx_render_input *inputs, size_t count, size_t *length) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < inputs[i].count; j++)
            list = sx_json_append(list, json_of_finding(inputs[i].diagnostics[j]));
    }
    return sx_json_print(sx_json_object((const struct sx_member[]){{"diagnostics", list}}, 1), length);
}
