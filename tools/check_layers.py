#!/usr/bin/env python3
"""The wall between the rooms of src/.

    check_layers.py SRC OBJECTS ROOM...

A room is a folder of SRC.  The rooms are named in the order of the data; all
but SRC/*.c stand in one of them.  Said, a line each, and exit status 1:

  - an include or a call of a room that comes later;
  - an include of another room's header that is not ROOM/ROOM.h
    (base, whose headers are small and all public, apart);
  - a struct, enum, union or macro name that stands for two things;
  - a circle: files that need each other, by the symbols of the object files
    in OBJECTS ("-": not looked for).
"""
import collections
import os
import re
import subprocess
import sys

OPEN_ROOM = "base"
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
TAG = re.compile(r"^(?:typedef\s+|static\s+|const\s+)*"
                 r"(?:struct|enum|union)\s+(\w+)\s*\{")
MACRO = re.compile(r"^#define\s+(\w+)")


def sources(src):
    for folder, _, names in os.walk(src):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                path = os.path.join(folder, name)
                yield path, os.path.relpath(path, src)


def room_of(path):
    return path.split("/")[0] if "/" in path else ""


def check_text(src, rank):
    """What the sources say: includes and names."""
    names = collections.defaultdict(list)
    for path, short in sources(src):
        room = room_of(short)
        if room and room not in rank:
            yield f"{path}: {room}/ is in no list of rooms"
            continue
        with open(path, encoding="utf-8") as f:
            for number, line in enumerate(f, 1):
                at = f"{path}:{number}"
                tag = TAG.match(line)
                macro = MACRO.match(line) if short.endswith(".h") else None
                if tag:
                    names["struct " + tag.group(1)].append(at)
                if macro and not line.rstrip().endswith("_H"):
                    names["macro " + macro.group(1)].append(at)
                include = INCLUDE.match(line)
                if include:
                    yield from check_include(at, room, include.group(1), rank)
    for name, places in sorted(names.items()):
        if len(places) > 1:
            yield f"{places[1]}: {name} is a name of two things: {places[0]}"


def check_include(at, room, target, rank):
    other = room_of(target)
    if other not in rank or other == room:
        return
    if room and rank[other] > rank[room]:
        yield f"{at}: {room}/ comes before {other}/ and may not include it"
    if other != OPEN_ROOM and target != f"{other}/{other}.h":
        yield f"{at}: {target} is private to {other}/: include {other}/{other}.h"


def symbols(path):
    """What an object file defines for others, and what it needs."""
    done = subprocess.run(["nm", "-P", path], stdout=subprocess.PIPE,
                          check=True, text=True)
    defined, needed = set(), set()
    for line in done.stdout.splitlines():
        name, kind = line.split()[:2]
        if kind == "U":
            needed.add(name)
        elif kind.isupper():
            defined.add(name)
    return defined, needed


def arrows(src, objects):
    """file -> {file it needs: a symbol}, by the symbols of the objects."""
    home, needs = {}, {}
    for _, short in sources(src):
        if short.endswith(".c"):
            defined, needs[short] = symbols(
                os.path.join(objects, short[:-2] + ".o"))
            home.update((name, short) for name in defined)
    return {short: {home[name]: name for name in sorted(needed)
                    if home.get(name, short) != short}
            for short, needed in needs.items()}


def circles(graph):
    """Tarjan's strongly connected components of more than one file."""
    index, low, stack, out = {}, {}, [], []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in graph[v]:
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            at = stack.index(v)
            if len(stack) - at > 1:
                out.append(sorted(stack[at:]))
            del stack[at:]

    for v in graph:
        if v not in index:
            visit(v)
    return out


def check_calls(src, objects, rank):
    graph = arrows(src, objects)
    for short, targets in graph.items():
        room = room_of(short)
        for target, name in targets.items():
            if room and rank[room_of(target)] > rank[room]:
                yield (f"{src}/{short}: {room}/ comes before "
                       f"{room_of(target)}/ and may not call {name}")
    for circle in circles(graph):
        ties = [f"{a} -> {b} ({graph[a][b]})" for a in circle
                for b in circle if b in graph[a]]
        yield f"{src}: files in a circle: " + ", ".join(ties)


def main():
    src, objects, *rooms = sys.argv[1:]
    rank = {room: i for i, room in enumerate(rooms)}
    wrong = list(check_text(src, rank))
    if objects != "-":
        wrong += check_calls(src, objects, rank)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
