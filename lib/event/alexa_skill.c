/* SPDX-License-Identifier: Apache-2.0 */

/* AlexaSkill: one skill, or any. */

#include "event/sources.h"

static void expand(struct sx_transform *t, struct sx_event *event) {
    sx_emit_permission(t, event, (struct sx_permission){.event_source_token = sx_event_get(t, event, "SkillId")});
}

const struct sx_event_source sx_event_alexa_skill = {
    .type = "AlexaSkill",
    .principal = "alexa-appkit.amazon.com",
    .expand = expand,
};
