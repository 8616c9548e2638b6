"""Schemes that chance wrote, computed twice: by the program, and by model.py in
fractions.  `python3 -m model --seeds 1000` looks for more."""
import collections
import unittest

import model
import model_schemes
import test_workbook
import world

SEEDS = range(25)
BOOKS = 5


class Model(world.Case):
    def test_program_and_model_agree(self):
        books, answers = {}, {}
        for seed in SEEDS:
            with self.subTest(seed=seed):
                lines, one, want = model.compare(seed)
                self.assertEqual(lines, [])
                books[seed] = one.out / test_workbook.BOOK
                answers[seed] = want
        some = {seed: books[seed] for seed in list(books)[:BOOKS]}
        for seed, book in model.recalculated(some, world.scratch()).items():
            with self.subTest(workbook=seed):
                self.assertEqual(model.book_differences(answers[seed], book),
                                 [])

    def test_a_difference_is_seen(self):
        """Another total, rank, point or finding is a line each."""
        lines, one, want = model.compare(0)
        self.assertEqual(lines, [])
        for name in ("得分", "小计", "汇总"):
            key = next(iter(want[name]))
            kept, want[name][key] = want[name][key], ("?",)
            self.assertEqual(len(model.differences(want, one)), 1, name)
            want[name][key] = kept
        book = one.out / test_workbook.BOOK
        self.assertEqual(model.book_differences(want, book), [])
        want["汇总"]["S1"] = (99.0, *want["汇总"]["S1"][1:])
        self.assertEqual(len(model.book_differences(want, book)), 1)
        want["汇总"]["S1"] = kept
        want["问题"]["S1", "QUOTA_TIE"] = (99,)
        self.assertEqual(len(model.differences(want, one)), 1)

    def test_chance_reaches_everything(self):
        """What the format can say of scores is somewhere in 400 schemes."""
        found, said = collections.Counter(), collections.Counter()
        for seed in range(400):
            s, batch = model_schemes.made(seed)
            said.update(k for k, v in s.items() if v)
            said.update([s["method"] + s["whole"] * "总分"])
            said.update(p["how"] for p in s["points"])
            for st in batch.values():
                found.update(+model.Studio(s, st).found)
            found.update(code for _, code in model.answer(s, batch)["问题"])
        for code in ("SCORE_NEGATIVE", "SCORE_ABOVE_MAX", "SCORE_ABOVE_WEIGHT",
                     "SCORE_TOO_FINE", "SCORE_MISPLACED", "SCORE_REPEATED",
                     "SCORE_NOT_YOURS", "POINT_UNKNOWN", "POINT_NOT_SCORED",
                     "POINT_NOT_COMPUTED", "COMPUTED_OUT_OF_RANGE",
                     "SCORE_DIFFERS_FROM_COMPUTED", "ROLE_UNKNOWN",
                     "ROLE_MISSING", "WORD_UNKNOWN", "EXPERT_INCOMPLETE",
                     "QUOTA_TIE", "ROW_REPEATED", "KEY_REPEATED"):
            self.assertGreater(found[code], 5, code)
        for word in ("caps", "weights", "roles", "duties", "order", "ranked",
                     "assessed", "grades", "groups", "prorate", "gate",
                     "may repeat", "平均", "中位数", "去极值平均", "去极值平均总分",
                     "得分", "扣分", "等第"):
            self.assertGreater(said[word], 20, word)


if __name__ == "__main__":
    unittest.main()
