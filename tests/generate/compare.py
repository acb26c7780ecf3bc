#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0

"""Runs templates through the reference and through samx, and lists those that differ, each with its first difference.

usage: SAMX_REFERENCE_RUNNER=COMMAND compare.py --conformance PROGRAM --work DIR [--partition P] [--samx PROGRAM]
           [--jobs N] TEMPLATES

TEMPLATES is a folder of *.yaml; COMMAND is called as conformance/update.sh says; PROGRAM is samx-conformance. DIR becomes
a suite folder, so that PROGRAM can be run on it again when samx has changed.

Three things of the reference are not differences, and are recognised here:
- Some lists pass through a Python set, and change from run to run. What differs is run again with other hash seeds;
  when the reference differs from itself, the order of lists does not count.
- In messages it prints values of the template as Python 2 would, u'x', and names of its own for their types; its own
  suite expects 'x', and so does samx.
- Where it fails without an answer there is nothing to compare. With --samx, the program is run on these templates, and
  has to refuse them or to transform them: another end is listed.

Exit status: 0 no difference, 1 differences.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

PARAMETERS = {"GivenText": "given by the deployer", "GivenStage": "live"}
REGIONS = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
PYTHON_2_TEXT = re.compile(r"\bu(?=['\"])|(?<=\d)L\b")
PYTHON_2_TYPES = {"Py27UniStr": "str", "Py27Dict": "dict", "Py27LongInt": "int"}


def run_reference(templates, partition, folder, seed, jobs):
    command = shlex.split(os.environ["SAMX_REFERENCE_RUNNER"]) + [
        "--partition", partition, "--params", json.dumps(PARAMETERS), "--out", str(folder)]
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    shares = [share for share in (templates[i::jobs] for i in range(jobs)) if share]
    running = [subprocess.Popen(command + list(map(str, share)), env=environment, stdout=subprocess.DEVNULL)
               for share in shares]
    for process in running:
        if process.wait() != 0:
            sys.exit("compare.py: the reference cannot be run")


def as_python_3(output):
    """The expected output, with the messages as samx has them."""
    answer = json.loads(output.read_text(encoding="utf-8"))
    if "errorMessage" in answer:
        message = PYTHON_2_TEXT.sub("", answer["errorMessage"])
        for name, plain in PYTHON_2_TYPES.items():
            message = message.replace(f"'{name}'", f"'{plain}'")
        answer["errorMessage"] = message
    return answer


def write_conditions(suite, partition, unordered):
    conditions = {"partitions": {partition: {"region": REGIONS[partition], "output": "output"}},
                  "parameters": PARAMETERS, "unordered": unordered}
    (suite / "suite.json").write_text(json.dumps(conditions, indent=2) + "\n", encoding="utf-8")


def run_conformance(program, suite, jobs):
    """The reports of the cases that fail, by their names."""
    done = subprocess.run([program, "--jobs", str(jobs), suite], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"compare.py: {program} ended with status {done.returncode}\n{done.stderr}")
    reports, name = {}, None
    for line in done.stdout.splitlines():
        begins = re.match(r"(\S+) \[[a-z-]+\]: ", line)
        name = begins.group(1) if begins else name if line.startswith(" ") else None
        if name:
            reports[name] = reports.get(name, "") + line + "\n"
    return reports


def differs_from_itself(suite, names, partition, jobs):
    """The cases of which other hash seeds give another answer."""
    changing = set()
    for seed in range(1, 9):
        left = [name for name in names if name not in changing]
        if not left:
            break
        again = suite / "again" / str(seed)
        run_reference([suite / "input" / f"{name}.yaml" for name in left], partition, again, seed, jobs)
        changing |= {name for name in left
                     if as_python_3(again / f"{name}.json") != as_python_3(suite / "output" / f"{name}.json")}
    return sorted(changing)


def ends_oddly(program, template, partition):
    done = subprocess.run([program, "transform", "--region", REGIONS[partition], template], capture_output=True, text=True)
    return done.returncode not in (0, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conformance", required=True)
    parser.add_argument("--samx")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--partition", choices=REGIONS, default="aws")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("templates", type=Path)
    arguments = parser.parse_args()
    suite, partition = arguments.work, arguments.partition
    shutil.rmtree(suite, ignore_errors=True)
    (suite / "input").mkdir(parents=True)
    (suite / "output").mkdir()
    templates = sorted(arguments.templates.glob("*.yaml"))
    for template in templates:
        shutil.copy(template, suite / "input")

    run_reference(templates, partition, suite / "answers", 0, arguments.jobs)
    refused, without_answer = 0, []
    for template in templates:
        answer = suite / "answers" / f"{template.stem}.json"
        if not answer.exists():
            without_answer.append(template)
            continue
        answer = as_python_3(answer)
        refused += "errorMessage" in answer
        (suite / "output" / f"{template.stem}.json").write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8")
    write_conditions(suite, partition, [])
    reports = run_conformance(arguments.conformance, suite, arguments.jobs)
    unordered = differs_from_itself(suite, sorted(reports), partition, arguments.jobs) if reports else []
    if unordered:
        write_conditions(suite, partition, unordered)
        reports = run_conformance(arguments.conformance, suite, arguments.jobs)
    odd = [template for template in without_answer if arguments.samx and ends_oddly(arguments.samx, template, partition)]

    for name in sorted(reports):
        print(reports[name], end="")
    for template in odd:
        print(f"{template.stem}: samx neither refuses nor transforms it")
    print(f"{len(templates)} templates: the reference transforms {len(templates) - refused - len(without_answer)}, "
          f"refuses {refused}, fails on {len(without_answer)}; {len(unordered)} of changing order; "
          f"{len(reports) + len(odd)} differ")
    return 1 if reports or odd else 0


if __name__ == "__main__":
    sys.exit(main())
