/* SPDX-License-Identifier: Apache-2.0 */

/* CloudWatchEvent: the older name of EventBridgeRule. */

#include "event/rule.h"
#include "event/sources.h"

const struct sx_event_source sx_event_cloudwatch_event = {
    .type = "CloudWatchEvent",
    .principal = SX_RULE_PRINCIPAL,
    .expand = sx_expand_pattern_event,
};
