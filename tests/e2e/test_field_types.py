"""The manual's lists of field types are the program's table."""
import re
import unittest

import world


def types():
    """Word -> the flags that are set, of each row of field_types[]."""
    said = (world.ROOT / "src/scheme/field_type.c").read_text("utf-8")
    return {word: re.findall(r"\.(\w+) = true", flags) for word, flags in
            re.findall(r'(?m)^\t\[FIELD_\w+\] = \{ "(\S+)", "\w+", (.*) \},$', said)}


def manual():
    """All manual pages without white space, so that no line break matters."""
    pages = [*world.ROOT.glob("pinggu*.[1-9]"), *world.ROOT.glob("man/*.[1-9]")]
    return "".join("".join(p.read_text("utf-8").split()) for p in sorted(pages))


class FieldTypes(unittest.TestCase):
    def test_all_are_listed(self):
        self.assertGreater(len(types()), 10)
        self.assertIn(f".It类型{'、'.join(types())}之一。", manual())

    def test_those_that_cannot_be_derived(self):
        *some, last = [word for word, flags in types().items()
                       if "derivable" not in flags]
        self.assertIn(f".It类型同表单，{'、'.join(some)}和{last}除外。", manual())


if __name__ == "__main__":
    unittest.main()
