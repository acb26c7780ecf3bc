/* SPDX-License-Identifier: Apache-2.0 */

/* EventBridgeRule: events on a bus that match a pattern. */

#include "event/rule.h"
#include "event/sources.h"

const struct sx_event_source sx_event_eventbridge_rule = {
    .type = "EventBridgeRule",
    .principal = SX_RULE_PRINCIPAL,
    .expand = sx_expand_pattern_event,
};
