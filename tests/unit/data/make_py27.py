#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0

"""Makes py27_orders.inc and py27_texts.inc beside it: what the reference's imitation of Python 2.7 does with
dictionaries of our own. The reference (aws/serverless-application-model, the release that `samx version` names) must be
importable:

    PYTHONPATH=FOLDER make_py27.py

An order is a script and the keys it leaves, in their order, or their number and the SHA-1 of the same when they are
many. A script is a list of steps, for a dictionary that is empty at first:

    +KEY        sets a key
    *A-B        sets the keys /itemsA/{id} to /itemsB/{id}, counting up
    -KEY        removes a key
    !A-B        removes /itemsA/{id} to /itemsB/{id}
    >KEY,...    updates the dictionary with one of Python 3 that has these keys
    >*A-B       the same with /itemsA/{id} to /itemsB/{id}
    =N          N deep copies, one of the other
    c           takes the dictionary's copy() for it

A text is a value in JSON, how many deep copies are made of it, and its str() then; the value comes from a template.
"""

import copy
import hashlib
import json
import random
from pathlib import Path

from samtranslator.utils.py27hash_fix import Py27Dict, _convert_to_py27_type

WORDS = """swagger openapi info version title paths components securityDefinitions securitySchemes definitions get put
post delete patch head options parameters responses requestBody default 200 400 404 500 description headers content
schema type string integer object properties required name in header path query security tags summary operationId
consumes produces application/json text/html x-amazon-apigateway-integration x-amazon-apigateway-authtype
x-amazon-apigateway-any-method x-amazon-apigateway-policy x-amazon-apigateway-request-validator uri httpMethod
credentials requestTemplates responseParameters responseTemplates statusCode timeoutInMillis aws_proxy mock Ref
Fn::Sub Fn::GetAtt Fn::If Fn::Join Condition Access-Control-Allow-Origin Access-Control-Allow-Headers / /orders
/orders/{id} /orders/{id}/lines /{proxy+} /pets /pets/{petId} /häuser /日本語/{名} /emoji/😀 𝄞 é É ß a b c d e f 0 1 2
{} [] it's say"hi" back\\slash""".split()
TEXT_PIECES = ["a", "Zz", " ", "0", "/", "{id}", "'", '"', "\\", "\\\\", "\n", "\r", "\t", "\b", "\0", "\x1b", "\x7f",
               "\x80", "é", "\xad", "ß", "Ω", "\u2028", "\u200b", "日本", "\ufeff", "𝄞", "😀", "\U0010ffff"]


def items(text):
    first, last = text.split("-")
    return [f"/items{i}/{{id}}" for i in range(int(first), int(last) + 1)]


def run(script):
    keys = Py27Dict()
    for step in script.split(" "):
        kind, rest = step[0], step[1:]
        if kind == "+":
            keys[rest] = None
        elif kind == "*":
            for key in items(rest):
                keys[key] = None
        elif kind == "-":
            del keys[rest]
        elif kind == "!":
            for key in items(rest):
                del keys[key]
        elif kind == ">":
            keys.update({key: None for key in (items(rest[1:]) if rest[0] == "*" else rest.split(","))})
        elif kind == "=":
            for _ in range(int(rest)):
                keys = copy.deepcopy(keys)
        else:
            keys = keys.copy()
    names = list(keys.keys())
    text = " ".join(names)
    return text if len(names) <= 12 else f"{len(names)} {hashlib.sha1(text.encode()).hexdigest()}"


def draw_script(draw, index):
    """Mostly few keys; some scripts go beyond the sizes at which a table grows: 6, 22, 86, 342, 1366."""
    scale = 3000 if index % 250 == 0 else 500 if index % 50 == 0 else 120 if index % 10 == 0 else 25
    present, script = set(), []

    def item_range():
        first = draw.randrange(scale)
        return f"{first}-{first + draw.randrange(draw.choice([1, 3, scale // 3]))}"

    for _ in range(draw.randint(2, 18)):
        choice = draw.random()
        if choice < 0.34:
            script.append("+" + draw.choice(WORDS))
            present.add(script[-1][1:])
        elif choice < 0.52:
            script.append("*" + item_range())
            present.update(items(script[-1][1:]))
        elif choice < 0.66 and present:
            script.append("-" + draw.choice(sorted(present)))
            present.remove(script[-1][1:])
        elif choice < 0.69:
            step = "!" + item_range()
            if present.issuperset(items(step[1:])):
                script.append(step)
                present.difference_update(items(step[1:]))
        elif choice < 0.74:
            script.append(">" + ",".join(draw.sample(WORDS, draw.choice([1, 2, 5, 6, 7, 12]))))
            present.update(script[-1][1:].split(","))
        elif choice < 0.77:
            script.append(">*" + item_range())
            present.update(items(script[-1][2:]))
        elif choice < 0.81:
            script.append("c")
        else:
            script.append(f"={draw.choice([1, 1, 2, 3, 4, 4, 5, 13])}")
    return " ".join(script or ["c"])


def draw_value(draw, depth=0):
    choice = draw.random()
    if depth < 4 and choice < (0.9 if depth == 0 else 0.35):
        names = draw.sample(WORDS, draw.choice([0, 1, 2, 3, 5, 6, 7]))
        names += ["".join(draw.choices(TEXT_PIECES, k=3)) for _ in range(draw.choice([0, 0, 1, 2]))]
        return {name: draw_value(draw, depth + 1) for name in names}
    if depth < 4 and choice < 0.5:
        return [draw_value(draw, depth + 1) for _ in range(draw.randrange(4))]
    if choice < 0.85:
        return draw.choice([*WORDS, "".join(draw.choices(TEXT_PIECES, k=draw.randrange(6)))])
    return draw.choice([None, True, False, 0, 1, -1, 29, 2**31, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 10**25, -10**25,
                        0.5, -2.25, 1000000.0])


def text_of(source, copies):
    value = _convert_to_py27_type(json.loads(source))
    for _ in range(copies):
        value = copy.deepcopy(value)
    return str(value)


def in_c(text):
    def escape(c):
        if c in '\\"':
            return "\\" + c
        return c if c.isprintable() else "".join(f"\\{byte:03o}" for byte in c.encode())

    assert len(text.encode()) < 4000, "a string literal of C may not be longer"
    return '"' + "".join(map(escape, text)) + '"'


def write(name, rows):
    lines = [", ".join(in_c(cell) if isinstance(cell, str) else str(cell) for cell in row) for row in rows]
    text = "/* Made by make_py27.py. */\n" + "".join("{" + line + "},\n" for line in lines)
    Path(__file__).with_name(name).write_text(text, encoding="utf-8")


def main():
    draw = random.Random(27)
    scripts = [draw_script(draw, index) for index in range(1, 1101)]
    # One by one with copies in between, as paths are added to a document.
    scripts += [" ".join(f"*{i}-{i} ={copies}" for i in range(first, first + 180)) for first, copies in
                [(0, 4), (1000, 4), (77, 1), (5, 2), (300, 3)]]
    scripts += [f"*0-{count} =2 *5000-5000 =3 *6000-6000 =1 *7000-7001 =12 !5000-5000 =1 *5000-5000 =40"
                for count in (84, 85, 340, 341, 900, 1364, 1365, 2000)]
    write("py27_orders.inc", [(script, run(script)) for script in scripts])
    values = [json.dumps(draw_value(draw)) for _ in range(220)]
    values = [value for value in values if len(value) < 700]
    copies = [draw.choice([0, 0, 1, 2, 5]) for _ in values]
    write("py27_texts.inc", [(value, times, text_of(value, times)) for value, times in zip(values, copies)])


if __name__ == "__main__":
    main()
