/* SPDX-License-Identifier: Apache-2.0 */

/* MSK: Lambda polls a topic of a Kafka cluster that AWS manages. */

#include "event/event_source_mapping.h"
#include "event/schema_registry.h"
#include "event/source_access.h"
#include "event/sources.h"

/* For the schema registry and for client certificates; NULL when there is neither. */
static const struct sx_node *policy(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *statements = sx_with_schema_registry_statements(t, event, NULL);
    const struct sx_node *configurations = sx_event_get(t, event, "SourceAccessConfigurations");
    for (size_t i = 0; sx_is_sequence(configurations) && i < sx_count(configurations); i++) {
        const struct sx_node *entry = sx_item(configurations, i);
        const struct sx_node *certificate = GET(entry, "URI");
        if (sx_text_is(GET(entry, "Type"), "CLIENT_CERTIFICATE_TLS_AUTH") && sx_is_true(certificate))
            statements = sx_append(t, statements, sx_read_secret_statement(t, certificate));
    }
    if (!statements)
        return NULL;
    return MAP({"PolicyName", S("MSKExecutionRolePolicy")}, {"PolicyDocument", MAP({"Statement", statements})});
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    sx_emit_event_source_mapping(t, event, sx_event_get(t, event, "Stream"));
    sx_permit_polling(t, event, "service-role/AWSLambdaMSKExecutionRole", policy(t, event));
}

const struct sx_event_source sx_event_msk = {.type = "MSK", .expand = expand};
