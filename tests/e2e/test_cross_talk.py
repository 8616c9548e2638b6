"""Nothing of other studios gets into a studio's PDFs but what compares them."""
import shutil
import unittest

import world

SCHEMES = ("zhengzhou-2024", "moe-2022", "pingdingshan-2021", "baoshan-2023",
           "guizhou-2024")
# Papers that compare nothing: the same in any batch.  In the others a studio
# alone is the first of one, and its own average.
ALONE = {"整改通知", "资格认定表", "申报表"}
OTHERS = "䶮㛃喆堃𠮷𬭎的龘齉靐"     # a neighbour's names, in other fonts


def papers(out):
    """Bytes of every PDF, by paper and file."""
    return {(p.parent.name, p.name): p.read_bytes() for p in world.pdfs(out, "*")}


class Samples(world.Case):
    """Some studios of each scheme's samples, alone and in their batch."""

    def report(self, scheme, batch, out):
        done = world.run("report", "-s", scheme, batch, "-o", out)
        self.assertIn(done.status, (0, 1), done)
        return papers(out)

    def test_alone(self):
        same = differ = 0
        for scheme in SCHEMES:
            samples = world.ROOT / "samples" / scheme
            together = self.report(scheme, samples, self.tmp / scheme)
            folders = sorted(p for p in samples.iterdir() if p.is_dir())
            for folder in folders[::max(1, len(folders) // 3)]:
                batch = self.tmp / "alone" / scheme / folder.name
                shutil.copytree(folder, batch / folder.name)
                out = self.tmp / f"{scheme}-{folder.name}"
                for name, pdf in self.report(scheme, batch, out).items():
                    if name not in together:
                        continue    # its 编号 is another folder's there
                    if pdf == together[name]:
                        same += 1
                        continue
                    differ += 1
                    self.assertNotIn(name[0], ALONE, (scheme, name))
                    # what differs can be read
                    self.assertNotEqual(
                        world.pdf_text(out.joinpath(*name)),
                        world.pdf_text((self.tmp / scheme).joinpath(*name)),
                        (scheme, name))
        self.assertGreater(same, 15)
        self.assertGreater(differ, 5)


class Neighbours(world.Case):
    """Two batches that compare alike: the other studio has the same scores,
    but other names, in other fonts, and more of everything."""

    def test_other_names(self):
        other = world.studio("B02")
        changed = world.studio("B02")
        changed["成员"] = [changed["成员"][0]] + [
            [OTHERS[i % len(OTHERS)] + row[0], *row[1:]]
            for i, row in enumerate(changed["成员"][1:])]
        for expert in world.generate.EXPERTS:
            table = changed[f"评审-{expert}"]
            changed[f"评审-{expert}"] = [table[0]] + [
                [*row[:3], OTHERS * 40] for row in table[1:]]
        got = []
        for tables in (other, changed):
            name = str(len(got))
            batch = world.write(self.tmp / name, world.studio())
            world.write(batch, tables, "B02")
            done = world.report(batch, self.tmp / f"out{name}", "-j", "1")
            self.assertIn(done.status, (0, 1), done)
            got.append(papers(self.tmp / f"out{name}"))
        mine = [name for name in got[0] if name[1].startswith("A01")]
        self.assertEqual(len(mine), 1)
        for name in mine:
            self.assertEqual(got[0][name], got[1][name], name)
        theirs = [name for name in got[0] if name[1].startswith("B02")]
        for name in theirs:
            self.assertNotEqual(got[0][name], got[1][name], name)


if __name__ == "__main__":
    unittest.main()
