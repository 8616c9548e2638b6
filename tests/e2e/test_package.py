"""What is given away: the tarball of make dist, the package of make deb."""
import functools
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
import unittest

import world

VERSION = re.search(r"(?m)^VERSION\s*=\s*(\S+)$", (
    world.ROOT / "Makefile").read_text("utf-8"))[1]

HAS_DPKG_DEV = all(map(shutil.which, ("dpkg-deb", "dpkg-shlibdeps")))


def make(*targets, cwd=world.ROOT, umask=-1, **more):
    done = subprocess.run(["make", "--no-print-directory", *targets], cwd=cwd,
                          check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, umask=umask,
                          env={k: v for k, v in os.environ.items()
                               if k not in ("MAKEFLAGS", "MAKELEVEL",
                                            "SOURCE_DATE_EPOCH")} | more)
    return done.returncode, done.stdout


# A user whose git turns ends of lines around and keeps groups out.
ODD_GIT = {"GIT_CONFIG_COUNT": "2",
           "GIT_CONFIG_KEY_0": "core.autocrlf", "GIT_CONFIG_VALUE_0": "true",
           "GIT_CONFIG_KEY_1": "tar.umask", "GIT_CONFIG_VALUE_1": "0077"}


@functools.cache
def package():
    """The package, made once."""
    status, said = make("deb")
    assert status == 0, said
    path = world.ROOT / said.splitlines()[-1]
    assert path.suffix == ".deb", said
    return path


def field(name):
    return world.tool("dpkg-deb", "-f", package(), name)[1].strip()


@unittest.skipUnless(HAS_DPKG_DEV, "dpkg-dev is not installed")
@unittest.skipIf(world.PROGRAM != str(world.ROOT / "pinggu"),
                 "make deb packages what it builds")
class Package(world.Case):
    def unpacked(self):
        root = self.tmp / "root"
        status, said, err = world.tool("dpkg-deb", "-x", package(), root)
        self.assertEqual(status, 0, said + err)
        return root

    def test_what_is_in_it(self):
        root = self.unpacked()
        found = {str(p.relative_to(root)) for p in root.rglob("*")
                 if p.is_file()}
        wanted = {"usr/bin/pinggu", "usr/lib/pinggu/pinggu-menu",
                  "usr/share/applications/pinggu.desktop",
                  "usr/share/lintian/overrides/pinggu",
                  "usr/share/doc/pinggu/copyright",
                  "usr/share/doc/pinggu/changelog.gz",
                  *(f"usr/share/doc/pinggu/{name}.md" for name in (
                      "README", "README.zh", "CHANGES", "SECURITY",
                      "CONTRIBUTING"))}
        for path in (world.ROOT / "man").glob("*.[1-9]"):
            wanted.add(f"usr/share/man/man{path.suffix[1]}/{path.name}.gz")
        for top, to in (("rubrics", "pinggu"), ("templates", "pinggu"),
                        ("samples", "doc/pinggu"), ("docs", "doc/pinggu")):
            for path in (world.ROOT / top).rglob("*"):
                if path.is_file() and not path.name.startswith(".git"):
                    name = path.relative_to(world.ROOT)
                    wanted.add(f"usr/share/{to}/{name}")
        self.assertEqual(wanted, found)
        self.assertIn("Permission is hereby granted", (
            root / "usr/share/doc/pinggu/copyright").read_text("utf-8"))
        with gzip.open(root / "usr/share/doc/pinggu/changelog.gz") as log:
            self.assertTrue(log.read().startswith(
                f"pinggu ({VERSION}) ".encode()))

    def test_everybody_can_read_it(self):
        """root's, written by nobody else, whatever the builder's umask."""
        said = world.tool("dpkg-deb", "-c", package())[1].splitlines()
        self.assertGreater(len(said), 500)
        modes = {}
        for line in said:
            mode, owner, _, _, _, name = line.split(None, 5)
            self.assertEqual(owner, "root/root", line)
            modes.setdefault(mode, []).append(name)
        self.assertEqual(set(modes), {"drwxr-xr-x", "-rw-r--r--",
                                      "-rwxr-xr-x"})
        self.assertEqual(modes["-rwxr-xr-x"], [
            "./usr/bin/pinggu", "./usr/lib/pinggu/pinggu-menu"])

    def test_it_knows_where_it_is_installed(self):
        """Where /proc cannot say where the program is, and nothing of where
        it was built."""
        program = (self.unpacked() / "usr/bin/pinggu").read_bytes()
        self.assertIn(b"\0/usr/share/pinggu\0", program)
        self.assertNotIn(str(world.ROOT).encode(), program)

    def test_control(self):
        self.assertEqual(field("Package"), "pinggu")
        self.assertEqual(field("Version"), VERSION)
        self.assertIn("评估材料", field("Description"))

    def test_it_depends_on_every_library(self):
        """Each library the program loads itself, by the package it is of."""
        needed = re.findall(r"NEEDED\s+(\S+)", world.tool(
            "objdump", "-p", self.unpacked() / "usr/bin/pinggu")[1])
        self.assertGreater(len(needed), 10)
        depends = {re.split(r"[ (]", d.strip())[0]
                   for d in field("Depends").split(",")}
        self.assertLessEqual({"fonts-arphic-uming", "fonts-wqy-microhei"},
                             depends)
        status, said, _ = world.tool("ldd", self.unpacked() / "usr/bin/pinggu")
        self.assertEqual(status, 0)
        where = dict(re.findall(r"(?m)^\s*(\S+) => (\S+)", said))
        for library in needed:
            path = where[library]
            owner = ""
            for name in (path, os.path.realpath(path),
                         os.path.realpath(path).removeprefix("/usr")):
                owner = owner or world.tool("dpkg", "-S", name)[1]
            self.assertIn(owner.split(":")[0], depends, library)

    def test_it_runs_from_anywhere(self):
        """On the scheme and templates beside it, not those of the source."""
        root = self.unpacked()
        program = root / "usr/bin/pinggu"
        share = root / "usr/share/pinggu/rubrics" / world.SCHEME / "方案.csv"
        share.write_text(share.read_text("utf-8").replace(
            "名称,", "名称,试装的", 1), "utf-8")
        (self.tmp / "elsewhere").mkdir()
        done = world.run("schemes", program=program,
                         cwd=self.tmp / "elsewhere")
        self.assertEqual(done.status, 0, done)
        self.assertIn("试装的", done.out)
        done = world.run("lint", world.SCHEME, program=program, cwd="/")
        self.assertTrue(done.out.startswith(f"{share.parent}："), done)
        done = world.report(world.SAMPLES, self.tmp / "out", program=program,
                            cwd=self.tmp / "elsewhere")
        self.assertEqual(done.status, 1, done)

    def test_menu_entry(self):
        root = self.unpacked()
        entry = root / "usr/share/applications/pinggu.desktop"
        said = entry.read_text("utf-8")
        self.assertIn("Name[zh_CN]=评估", said)
        # a desktop may take who opens folders for its file manager
        self.assertNotIn("MimeType", said)
        program = re.search(r"(?m)^Exec=(\S+)", said)[1]
        self.assertTrue(os.access(root / program[1:], os.X_OK))
        if shutil.which("desktop-file-validate") is None:
            self.skipTest("desktop-file-validate is not installed")
        self.assertEqual(world.tool("desktop-file-validate", entry),
                         (0, "", ""))

    def menu(self, *lines, folder=None, launcher=None, **others):
        """What the menu entry's program says to these answers."""
        launcher = launcher or world.ROOT / "packaging" / "pinggu-menu"
        done = subprocess.run(
            [launcher, *([folder] if folder else [])], check=False,
            input="".join(line + "\n" for line in lines), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd="/", **{"env": dict(os.environ, PINGGU=world.PROGRAM,
                                    HOME=str(self.tmp))} | others)
        return done.returncode, done.stdout

    def number(self):
        """Which one of the listed schemes the tests' own is."""
        said = world.run("schemes").out.splitlines()
        return str([line.split()[0] for line in said].index(
            world.SCHEME) + 1)

    def test_menu_asks_and_reports(self):
        """Typed, dropped into the terminal, or dropped on the icon."""
        batch = self.tmp / "各校 材料"
        world.write(batch, world.studio())
        out = self.tmp / "各校 材料-结果"
        for answers, folder in (([f"'{batch}' "], None),
                                (["~/各校 材料/"], None),
                                ([], f"{batch}/")):
            status, said = self.menu(self.number(), *answers, "",
                                     folder=folder)
            self.assertEqual(status, 0, said)
            self.assertIn(f"结果在：{out}", said)
            self.assertNotIn("填报有错误", said)
            self.assertTrue((out / "汇总表.xlsx").exists())
            shutil.rmtree(out)

    def test_menu_asks_again(self):
        """After a wrong answer; and ends when nobody answers."""
        batch = self.tmp / "空"
        batch.mkdir()
        status, said = self.menu("99", "", "1", "/nowhere/at/all", str(batch),
                                 "", folder="/not/there/either")
        self.assertEqual(status, 1, said)       # an empty batch is a finding
        for words in ("没有序号为“99”的方案", "没有序号为“”的方案",
                      "没有“/not/there/either”这个文件夹",
                      "没有“/nowhere/at/all”这个文件夹", "填报有错误"):
            self.assertIn(words, said)
        for answers in ((), ("99",), ("1",), ("1", "/nowhere/at/all")):
            self.assertEqual(self.menu(*answers)[0], 2, answers)

    def test_menu_writes_home_what_it_cannot_write_beside(self):
        """The samples of the package, a disc: nobody may write there."""
        root = self.unpacked()
        home = self.tmp / "home"
        home.mkdir()
        other = {}
        if os.getuid() == 0:            # whom nothing is forbidden
            other = {"user": "nobody", "extra_groups": []}
            shutil.chown(home, "nobody")
        self.tmp.chmod(0o755)
        samples = root / "usr/share/doc/pinggu/samples"
        samples.chmod(0o555)
        status, said = self.menu(
            self.number(), str(samples / world.SCHEME), "",
            launcher=root / "usr/lib/pinggu/pinggu-menu",
            env={"PATH": f"{root}/usr/bin:/usr/bin:/bin", "HOME": str(home),
                 "LC_ALL": "C.UTF-8"}, **other)
        samples.chmod(0o755)
        self.assertEqual(status, 1, said)
        out = home / f"{world.SCHEME}-结果"
        self.assertIn(f"结果在：{out}", said)
        self.assertTrue((out / "汇总表.xlsx").exists())


@unittest.skipIf(shutil.which("git") is None, "git is not installed")
class Tarball(world.Case):
    def clone(self):
        """A clean clone with what the working tree holds, committed."""
        copy = self.tmp / "clone"
        if not (world.ROOT / ".git").exists():
            self.skipTest("this is no clone but an unpacked tarball")
        shutil.copytree(world.ROOT, copy, symlinks=True,
                        ignore=shutil.ignore_patterns(
                            ".git", "build", "out", "pinggu", "__pycache__"))
        for args in (["init", "-q"], ["add", "-A"],
                     ["-c", "user.name=t", "-c", "user.email=t@localhost",
                      "commit", "-qm", "all"]):
            subprocess.run(["git", *args], cwd=copy, check=True)
        return copy

    def test_it_builds_and_tests_elsewhere(self):
        copy = self.clone()
        status, said = make("dist", cwd=copy)
        self.assertEqual(status, 0, said)
        path = copy / said.splitlines()[-1]
        first = path.read_bytes()
        self.assertEqual(make("dist", cwd=copy, **ODD_GIT)[0], 0)
        self.assertEqual(path.read_bytes(), first)
        with tarfile.open(path) as tar:
            tar.extractall(self.tmp)
        tree = self.tmp / f"pinggu-{VERSION}"
        self.assertTrue((tree / "CONTRIBUTING.md").exists())
        status, said = make("-j2", "all", "build/unit/test_text", cwd=tree)
        self.assertEqual(status, 0, said)
        done = subprocess.run([tree / "build/unit/test_text"], cwd=tree,
                              check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout)
        done = world.run("lint", world.SCHEME, program=tree / "pinggu",
                         cwd=tree)
        self.assertEqual(done.status, 0, done)
        self.same_package(tree)

    def same_package(self, tree):
        """The package of an unpacked tarball is the checkout's, byte for
        byte: another folder, another umask, other times of files."""
        if not HAS_DPKG_DEV:
            self.skipTest("dpkg-dev is not installed; the rest is tested")
        made = []
        for root, umask in ((world.ROOT, 0o022), (tree, 0o077)):
            status, said = make("deb", cwd=root, umask=umask,
                                SOURCE_DATE_EPOCH="1700000000")
            self.assertEqual(status, 0, said)
            made.append(self.tmp / f"{len(made)}.deb")
            shutil.copy(root / said.splitlines()[-1], made[-1])
        if made[0].read_bytes() != made[1].read_bytes():
            self.fail("\n".join(
                world.tool("sh", "-c", f"dpkg-deb -I {path}; dpkg-deb -c "
                           f"{path} | head -n 5; dpkg-deb --fsys-tarfile "
                           f"{path} | sha256sum")[1] for path in made))

    def test_only_from_a_clean_clone(self):
        copy = self.clone()
        (copy / "新文件").write_text("", "utf-8")
        status, said = make("dist", cwd=copy)
        self.assertNotEqual(status, 0)
        self.assertIn("未提交的修改", said)
        self.assertIn("新文件", said)
        # unpacked inside a checkout: git would speak of the one around it
        inside = copy / "build" / "unpacked"
        shutil.copytree(copy, inside, ignore=shutil.ignore_patterns(".git"))
        (copy / "新文件").unlink()
        for more in ({}, {"GIT_CEILING_DIRECTORIES": str(inside.parent)}):
            status, said = make("dist", cwd=inside, **more)
            self.assertNotEqual(status, 0)
            self.assertIn("只能在 git 检出的最上层文件夹里做", said)
        self.assertFalse(list(inside.rglob("*.tar*")))


if __name__ == "__main__":
    unittest.main()
