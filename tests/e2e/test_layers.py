"""The wall between the rooms of src/ (tools/check_layers.py): it holds for
this tree, and every kind of breach in a small made one is told."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
CHECK = os.path.join(ROOT, "tools", "check_layers.py")

# base <- low <- high, and a header private to each of the two.
TREE = {
    "base/mem.h": "struct arena { int n; };\n",
    "low/low.h": '#include "base/mem.h"\nint low_do(void);\n',
    "low/private.h": "struct inner { int n; };\n",
    "low/low.c": '#include "low/low.h"\n#include "low/private.h"\n'
                 "int low_do(void) { return 1; }\n",
    "low/part.c": "int low_part(void) { return 2; }\n",
    "high/high.h": "int high_do(void);\n",
    "high/private.h": "struct outer { int n; };\n",
    "high/high.c": '#include "high/high.h"\n#include "low/low.h"\n'
                   "int high_do(void) { return low_do(); }\n",
    "main.c": '#include "high/high.h"\nint main(void) { return high_do(); }\n',
}


class Wall(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.src = os.path.join(holder.name, "src")
        self.objects = os.path.join(holder.name, "build")
        for name, text in TREE.items():
            self.write(name, text)

    def write(self, name, text):
        path = os.path.join(self.src, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def compile(self):
        for folder, _, names in os.walk(self.src):
            for name in names:
                if not name.endswith(".c"):
                    continue
                path = os.path.join(folder, name)
                out = os.path.join(self.objects,
                                   os.path.relpath(path, self.src)[:-2] + ".o")
                os.makedirs(os.path.dirname(out), exist_ok=True)
                subprocess.run(["cc", "-c", "-I", self.src, "-o", out, path],
                               check=True)

    def check(self, rooms=("base", "low", "high")):
        self.compile()
        done = subprocess.run([sys.executable, CHECK, self.src, self.objects,
                               *rooms], stdout=subprocess.PIPE, check=False,
                              text=True)
        return done.returncode, done.stdout

    def refused(self, *words):
        status, said = self.check()
        self.assertEqual(status, 1, said)
        self.assertEqual(len(said.splitlines()), 1, said)
        for word in words:
            self.assertIn(word, said)

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.check(), (0, ""))

    def test_include_upward(self):
        self.write("low/part.c", '#include "high/high.h"\n')
        self.refused("low/part.c:1", "low/ comes before high/")

    def test_private_header_of_another_room(self):
        self.write("high/part.c", '\n#include "low/private.h"\n')
        self.refused("high/part.c:2", "low/private.h is private to low/")

    def test_every_header_of_base_is_public(self):
        self.write("high/part.c", '#include "base/mem.h"\n')
        self.assertEqual(self.check(), (0, ""))

    def test_main_may_not_look_inside_a_room_either(self):
        self.write("main.c", '#include "high/private.h"\n'
                   "int main(void) { return 0; }\n")
        self.refused("main.c:1", "high/private.h is private to high/")

    def test_folder_that_is_no_room(self):
        self.write("attic/attic.c", "int attic;\n")
        self.refused("attic/attic.c", "attic/ is in no list of rooms")

    def test_struct_tag_of_two_things(self):
        self.write("high/part.c", "struct inner { char c; };\n")
        self.refused("struct inner", "high/part.c:1", "low/private.h:1")

    def test_enum_with_the_tag_of_a_struct(self):
        self.write("high/part.c", "static const enum outer { A } a = A;\n"
                   "int part(void) { return a; }\n")
        self.refused("struct outer")

    def test_macro_of_two_headers(self):
        self.write("low/private.h", "#define SIZE 1\n")
        self.write("high/private.h", "#define SIZE 2\n")
        self.refused("macro SIZE")

    def test_call_upward_without_an_include(self):
        self.write("low/part.c", "int high_do(void);\n"
                   "int low_part(void) { return high_do(); }\n")
        self.refused("low/part.c", "may not call high_do")

    def test_circle_of_files(self):
        self.write("low/part.c", '#include "low/low.h"\n'
                   "int low_part(void) { return low_do(); }\n")
        self.write("low/low.c", "int low_part(void);\n"
                   "int low_do(void) { return low_part(); }\n")
        self.refused("circle", "low/low.c", "low/part.c")


class ThisTree(unittest.TestCase):
    def test_no_room_holds_over_a_fifth_of_the_lines(self):
        lines = {}
        src = os.path.join(ROOT, "src")
        for folder, _, names in os.walk(src):
            room = os.path.relpath(folder, src)
            for name in names:
                if name.endswith((".c", ".h")):
                    with open(os.path.join(folder, name),
                              encoding="utf-8") as f:
                        lines[room] = lines.get(room, 0) + len(f.readlines())
        for room, n in lines.items():
            self.assertLess(n, sum(lines.values()) / 5, room)

    def test_every_room_is_a_stage_of_the_makefile(self):
        with open(os.path.join(ROOT, "Makefile"), encoding="utf-8") as f:
            stages = re.search(r"^STAGES\s*=\s*(.*)$", f.read(), re.M)
        rooms = [d for d in os.listdir(os.path.join(ROOT, "src"))
                 if os.path.isdir(os.path.join(ROOT, "src", d))]
        self.assertEqual(sorted(rooms),
                         sorted(stages.group(1).split() + ["command"]))


if __name__ == "__main__":
    unittest.main()
