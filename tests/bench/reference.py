# SPDX-License-Identifier: Apache-2.0
"""Times the reference translator on the template at standard input, and prints one row for the benchmark.

SAMX_REFERENCE is a checkout of aws/serverless-application-model. No network is used.
"""

import time

started = time.perf_counter()

import json
import logging
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
sys.path.insert(0, os.environ["SAMX_REFERENCE"])
logging.disable(logging.CRITICAL)

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies:
    def load(self):
        return {}


text = sys.stdin.read()
imported = time.perf_counter()
output = json.dumps(transform(yaml_parse(text), {}, NoManagedPolicies()), indent=2)
finished = time.perf_counter()
assert output
print(f"{(finished - imported) * 1e3:21.1f} {(finished - started) * 1e3:21.1f}")
