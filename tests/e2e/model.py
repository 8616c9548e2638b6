"""What the scheme format says scores come to, computed a second time.

Written from the manual in exact fractions, and from nothing of the program: a
scheme and its batch are dicts (model_schemes.py invents them), the answer is
what the result tables must hold.  Where the two differ one of them, or the
manual, is wrong.

    cd tests/e2e; python3 -m model --seeds 1000 [--from 0] [--keep DIR] [--books]
"""
import argparse
import collections
import functools
import math
import re
import shutil
from fractions import Fraction

import little
import model_schemes as schemes
import test_workbook
import world
from model_schemes import rounded

ASSESSED = "待评审"
UNKNOWN = "待核实"


def computed(value, low, high):
    """The exact number that a double stands for, None where it is none.  A
    text of digits is one; beyond all numbers there is still a bound."""
    if isinstance(value, str) and re.fullmatch("[0-9]+", value):
        value = int(value)
    if not isinstance(value, (int, float)):
        return None
    if math.isinf(value):
        bound = high if value > 0 else low
        return None if bound is None else bound + (1 if value > 0 else -1)
    near = Fraction(value).limit_denominator(100000)
    return near if float(near) == value else Fraction(value)


def held(x, low, high):
    if high is not None and x > high:
        x = high
    return low if low is not None and x < low else x


def median(values):
    values, n = sorted(values), len(values)
    return (values[(n - 1) // 2] + values[n // 2]) / 2


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def counted(name):
    """How people count: 甲乙丙, 一二三, 1 2 10."""
    stems, digits = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九"
    if name in stems:
        return stems.index(name)
    if re.search("[0-9]", name):
        return int(re.sub("[^0-9]", "", name))
    tens, ten, ones = name.rpartition("十")
    return (10 * (digits.index(tens) + 1 if tens else 1) if ten else 0) + (
        digits.index(ones) + 1 if ones else 0)


class Studio:
    """One studio under a scheme: from rows to a total."""

    def __init__(self, scheme, studio):
        self.s, self.studio = scheme, studio
        self.points = {p["code"]: p for p in scheme["points"]}
        self.found = collections.Counter()
        self.selves = {}
        self.values = {}            # point -> {expert: value}
        self.role = {}              # expert -> role
        self.rows = collections.defaultdict(dict)
        self.scored = set()         # points with a row that counts
        self.read_selves()
        self.read_experts()
        self.judge()
        self.sum_up()

    def find(self, code, n=1):
        self.found[code] += n

    # ---- what is written --------------------------------------------------------

    def fields(self, point):
        """The field that a point is scored in."""
        how = point["how"]
        if how == "等第":
            return "结论"
        return "扣分" if how == "扣分" and "扣分" in self.s["fields"] else "得分"

    def value_of(self, row, point):
        """(what the row says for its point, the code why it does not count)."""
        field = self.fields(point)
        given = row.get(field)
        if given is None:
            used = {"扣分"} | {self.fields(p) for p in self.s["points"]}
            others = [f for f in ("得分", "扣分", "结论")
                      if f in used and row.get(f) is not None]
            return None, "SCORE_MISPLACED" if others else None
        if field != "扣分" and row.get("扣分") and not point["auto"]:
            self.find("SCORE_MISPLACED")    # beside what counts
        if point["how"] == "等第":
            share = self.s["letters"].get((point["letters"], given))
            if share is None:
                return None, "WORD_UNKNOWN"
            return point["most"] * share, None
        if point["how"] == "扣分":
            if given < 0:
                return None, "SCORE_NEGATIVE"
        elif point["low"] is not None and given < point["low"]:
            return None, "SCORE_NEGATIVE"
        elif point["high"] is not None and given > point["high"]:
            return None, "SCORE_ABOVE_MAX"
        if given % self.s["step"] != 0:
            return None, "SCORE_TOO_FINE"
        return given, None

    def once(self, rows, key=None, may_repeat=False):
        """The rows without those that say the same again, or contradict."""
        seen, keys = [], set()
        for row in rows:
            if row in seen and not may_repeat:
                self.find("ROW_REPEATED")
                continue
            seen.append(row)
            if key and all(row.get(k) is not None for k in key):
                mark = tuple(row[k] for k in key)
                if mark in keys:
                    self.find("KEY_REPEATED")
                    continue
                keys.add(mark)
            yield row

    def read_selves(self):
        rows = self.studio.get("自评")
        if not self.s["self"] or rows is None:
            return
        off = collections.defaultdict(Fraction)
        for row in self.once(rows, ["评估点"]):
            point = self.points.get(row["评估点"])
            if point is None:
                self.find("POINT_UNKNOWN")
                continue
            value, bad = self.value_of(row, point)
            if bad:
                self.find(bad)
            if value is None:
                continue
            if point["how"] == "扣分":
                off[point["code"]] += value
            else:
                self.selves[point["code"]] = rounded(value)
        if rows:
            for p in self.s["points"]:
                if p["how"] == "扣分" and (p["code"] in off or
                                         self.asked(p)):
                    self.selves[p["code"]] = held(p["most"] - off[p["code"]],
                                                  p["low"], p["high"])

    def may(self, expert, role, point):
        """Whether 评审分工 lets him score the point."""
        named = [d for d in self.s["duties"]
                 if point["code"] in d["points"] or point["part"] in d["points"]]
        return not named or any(d.get("专家") in (None, expert) and
                                d.get("角色") in (None, role) for d in named)

    def read_experts(self):
        taken = {}                  # (point, expert, round) -> value
        off = collections.defaultdict(Fraction)
        valid = set()               # (expert, round) with a row that counts
        strangers = set()
        silent = {row["专家"]: [] for row in self.studio.get("评审") or []}
        for row in self.once(self.studio.get("评审") or [],
                             may_repeat=self.s["may repeat"]):
            who, role = row["专家"], row.get("角色")
            says = any(row.get(f) is not None for f in ("得分", "扣分", "结论"))
            silent[who].append(not says)
            if self.s["roles"] and role not in dict(self.s["roles"]):
                self.find("ROLE_UNKNOWN", says)
                continue
            point = self.points.get(row["评估点"])
            if point is None:
                self.find("POINT_UNKNOWN")
                continue
            if not self.may(who, role, point):
                strangers |= {who} if says else set()
                continue
            value, bad = self.value_of(row, point)
            if bad:
                self.find(bad)
            if value is None:
                continue
            at = (point["code"], who, row.get("轮次"))
            if point["how"] == "扣分":
                off[at] += value
            elif at in taken:
                self.find("SCORE_REPEATED")
                continue
            else:
                taken[at] = value
                if point["how"] == "得分" and point["high"] is None and \
                        value > point["most"]:
                    self.find("SCORE_ABOVE_WEIGHT")
            self.role[who] = role
            self.scored.add(point["code"])
            valid.add((who, row.get("轮次")))
        self.find("SCORE_NOT_YOURS", len(strangers))
        if any(p["how"] == "扣分" for p in self.s["points"]):
            self.find("EXPERT_BLANK", sum(map(all, silent.values())))
        zeros = set()               # nothing taken off, without a word
        for p in self.s["points"]:
            if p["how"] == "扣分":
                for who, round_ in valid:
                    if self.may(who, self.role[who], p) and (
                            self.asked(p) or p["code"] in self.scored):
                        at = (p["code"], who, round_)
                        if at not in off:
                            zeros.add(at)
                        taken[at] = held(p["most"] - off.get(at, 0), p["low"],
                                         p["high"])
        self.written = set(taken) - zeros
        self.taken = taken
        several = collections.defaultdict(list)
        for (code, who, _), value in taken.items():
            several[code, who].append(value)
        for (code, who), values in several.items():
            self.values.setdefault(code, {})[who] = mean(values)
        self.valid = bool(valid)
        gate = self.s["gate"]
        self.eligible = not gate or (self.studio.get("数") is not None and
                                     self.studio["数"] >= gate)

    # ---- what experts come to ---------------------------------------------------

    def asked(self, p):
        """Whether the point's condition holds."""
        return not p["applies"] or bool(p["applies"][1](self.studio))

    def judge(self):
        s = self.s
        self.auto, self.broken, self.applies = {}, set(), {}
        needs = [p for p in s["points"] if not p["bonus"] and not p["auto"]]
        if s["assessed"]:
            self.judged = s["assessed"][1](self)
            if self.valid and not self.judged:
                self.found["SCORED_NOT_ASSESSED"] += 1
        else:
            self.judged = self.valid or not needs
        for p in s["points"]:
            code = p["code"]
            self.applies[code] = self.asked(p) or code in self.scored
            if not p["auto"] or not self.applies[code]:
                continue
            value = computed(p["auto"][1](self.studio), p["low"], p["high"])
            if value is None:
                self.broken.add(code)
                self.find("POINT_NOT_COMPUTED")
                continue
            self.auto[code] = held(value, p["low"], p["high"])
            if self.auto[code] != value:
                self.find("COMPUTED_OUT_OF_RANGE")
            for at, given in self.taken.items():
                if "评审" in p["auto"][0]:
                    break           # of what they wrote: nothing to differ
                if at[0] == code and at in self.written and \
                        rounded(given) != rounded(self.auto[code]):
                    self.find("SCORE_DIFFERS_FROM_COMPUTED")
        self.out = self.left_out()
        self.final = {p["code"]: self.final_of(p) for p in s["points"]}
        self.missing_roles()

    def counts(self, code):
        """Whether the point stands in sums and maxima."""
        return self.applies[code] or not self.s["prorate"]

    def left_out(self):
        """Experts whose marks count nowhere (去极值范围 总分)."""
        s, out = self.s, set()
        if s["method"] != "去极值平均" or not s["whole"]:
            return out
        asked = [p["code"] for p in s["points"] if not p["bonus"] and
                 not p["auto"] and self.applies[p["code"]]]
        everyone = {w for v in self.values.values() for w in v}
        whole = {w for w in everyone
                 if all(w in self.values.get(c, {}) for c in asked)}
        self.find("EXPERT_INCOMPLETE", len(everyone - whole))
        role_of = self.role if s["roles"] else {}
        for role in {role_of.get(w) for w in everyone}:
            order = s["order of experts"]
            panel = sorted((w for w in whole if role_of.get(w) == role),
                           key=lambda w: (order.index(w) if w in order else
                                          len(order), counted(w)))
            if len(panel) < s["start"]:
                continue
            totals = {w: sum((self.values[c][w] for c in asked), Fraction(0))
                      for w in panel}
            best = max(panel, key=totals.get)
            panel.remove(best)
            out |= {best, min(panel, key=totals.get)}
        return out

    def reduce(self, values):
        s = self.s
        if s["method"] == "中位数":
            return median(values)
        if s["method"] == "去极值平均" and not s["whole"] and \
                len(values) >= s["start"]:
            values = sorted(values)[1:-1]
        return mean(values)

    def mean_of(self, code):
        """What the experts come to on a point, None: nobody scored it."""
        values = {w: x for w, x in self.values.get(code, {}).items()
                  if w not in self.out}
        if not values:
            return None
        if not self.s["roles"]:
            return self.reduce(list(values.values()))
        total = weight = Fraction(0)
        for role, share in self.s["roles"]:
            mine = [x for w, x in values.items() if self.role[w] == role]
            if mine:
                total += share * self.reduce(mine)
                weight += share
        return total / weight

    def missing_roles(self):
        if not self.s["roles"]:
            return
        missing = set()
        for p in self.s["points"]:
            values = set(self.values.get(p["code"], {})) - self.out
            if not values or p["auto"]:
                continue
            for role, _ in self.s["roles"]:
                named = [d for d in self.s["duties"] if p["code"] in d["points"]
                         or p["part"] in d["points"]]
                asked = not named or any(
                    d.get("角色") == role for d in named if not d.get("专家"))
                if asked and not any(self.role[w] == role for w in values):
                    missing.add(role)
        self.find("ROLE_MISSING", len(missing))

    def final_of(self, p):
        code = p["code"]
        if not self.judged or code in self.broken:
            return None
        if code in self.auto:
            return self.auto[code]
        if not self.applies[code]:
            return None if self.s["prorate"] else Fraction(0)
        value = self.mean_of(code)
        if value is not None:
            return value
        if p["how"] == "扣分":
            if self.values and not p["bonus"]:
                self.find("POINT_NOT_SCORED")
            return held(p["most"], p["low"], p["high"])
        if not p["bonus"]:
            self.find("POINT_NOT_SCORED")
        return Fraction(0)

    # ---- from points to a total -------------------------------------------------

    def groups(self, part, bonus):
        """Points of a part that count together, alone where they have no
        上限组: (name, points)."""
        found = {}
        for p in self.s["points"]:
            if p["part"] == part and p["bonus"] == bonus:
                found.setdefault(p["group"] or (p["code"],), []).append(p)
        return list(found.items())

    def most(self, groups, every=False):
        """The maxima of groups, of what counts."""
        total = Fraction(0)
        for name, points in groups:
            left = [p for p in points if every or self.counts(p["code"])]
            high = self.s["caps"].get(name, (None, None))[1]
            if high is None or not left:
                total += sum(p["most"] for p in left)
            else:                   # or less where they cannot reach it
                total += min([high] + [
                    sum(max(p["most"], p["high"]) for p in left)]
                    if all(p["high"] is not None for p in left) else [high])
        return total

    def sum_group(self, name, points):
        values = [self.final[p["code"]] for p in points
                  if self.counts(p["code"])]
        if any(p["code"] in self.broken for p in points) or not self.judged:
            self.caps[name] = (None, None)
            return None
        if not values:
            self.caps[name] = (None, None)
            return Fraction(0)
        low, high = self.s["caps"].get(name, (None, None))
        total = held(sum(values, Fraction(0)), low, high)
        self.caps[name] = (sum(values, Fraction(0)), total)
        return total

    def sum_up(self):
        s = self.s
        parts = list(dict.fromkeys(p["part"] for p in s["points"]))
        self.caps, self.parts = {}, {}
        full = present = Fraction(0)
        sums = {}
        for part in parts:
            regular = self.groups(part, False)
            bonus = self.groups(part, True)
            sums[part] = [[self.sum_group(*g) for g in gs]
                          for gs in (regular, bonus)]
            most = self.most(regular)
            whole = self.most(regular, True)
            worth = s["weights"].get(part, whole)
            full += worth
            if s["weights"]:
                present += worth if most > 0 else 0
            else:
                present += most
            sums[part] += [most, worth, bool(regular), self.most(bonus)]
        scale = full / present if present > 0 else Fraction(1)
        for part, (regular, bonus, most, worth, has, extra) in sums.items():
            known = self.judged and None not in regular + bonus
            r, b = (sum(regular, Fraction(0)), sum(bonus, Fraction(0))) \
                if known else (None, None)
            counts = None
            if known:
                counts = r
                if s["weights"] and most > 0:
                    counts = r / most * worth
                counts = counts * scale + b
            self.parts[part] = (most if has else extra,
                                None if r is None else r + b, counts)
        counts = [c for _, _, c in self.parts.values()]
        self.total = sum(counts, Fraction(0)) if self.judged and \
            None not in counts else None
        self.caps = {k: v for k, v in self.caps.items()
                     if not isinstance(k, tuple)}


# ---- the studios among each other ------------------------------------------------

def rank(s, studios):
    """{code: (group, rank)}; who is not ranked has rank None."""
    groups = collections.defaultdict(list)
    ranks = {}
    for code, st in studios.items():
        ranks[code] = None
        if st.total is not None and (not s["ranked"] or
                                     s["ranked"][1](st)):
            groups[group_of(s, st)].append(code)
    for codes in groups.values():
        def compare(a, b):
            x, y = studios[a], studios[b]
            if x.total != y.total:
                return -1 if x.total > y.total else 1
            for _, value, down in s["order"]:
                u, v = value(x), value(y)
                if u == v:
                    continue
                if u is None or v is None:
                    return 1 if u is None else -1
                return -1 if (u > v) == down else 1
            return 0
        codes.sort(key=functools.cmp_to_key(compare))
        for i, code in enumerate(codes):
            ranks[code] = i + 1 if i == 0 or compare(codes[i - 1], code) != 0 \
                else ranks[codes[i - 1]]
    return ranks


def group_of(s, st):
    return st.studio.get("组") if s["groups"] else None


def grade(s, studios, ranks):
    """{code: grade}, and QUOTA_TIE where one is due."""
    grades = {}
    for group in {group_of(s, st) for st in studios.values()}:
        mine = {c: st for c, st in studios.items()
                if group_of(s, st) == group}
        n = sum(ranks[c] is not None for c in mine)
        left = []
        for row in s["grades"]:
            q = row["quota"]
            left.append(None if q is None else
                        n * q[0] // 100 if q[1] else q[0])
        todo = sorted(mine, key=lambda c: (ranks[c] is None, ranks[c] or 0))
        while todo:
            equal = [c for c in todo if ranks[c] is not None and
                     ranks[c] == ranks[todo[0]]] or [todo[0]]
            todo = [c for c in todo if c not in equal]
            for i, row in enumerate(s["grades"]):
                fits = [c for c in equal if c not in grades and
                        row_fits(s, row, studios[c], ranks[c])]
                if left[i] is not None and len(fits) > left[i]:
                    if left[i] > 0:
                        for c in fits:
                            studios[c].find("QUOTA_TIE")
                    left[i] = 0
                    continue
                if left[i] is not None:
                    left[i] -= len(fits)
                grades.update({c: row["grade"] for c in fits})
    for code, st in studios.items():
        if not s["grades"] and st.total is not None:
            grades[code] = None
        if not st.judged:
            grades[code] = ASSESSED
        elif st.total is None:
            grades[code] = UNKNOWN
    return grades


def row_fits(s, row, st, place):
    return (st.total is not None and
            (row["low"] is None or st.total >= row["low"]) and
            (row["group"] is None or row["group"] == group_of(s, st)) and
            (row["quota"] is None or place is not None) and
            (row["if"] is None or bool(row["if"][1](st, place))))


def shown(x):
    """As a result table has it."""
    return None if x is None else float(rounded(x))


def answer(s, batch):
    """What the tables must hold: {table: {key: values}}."""
    studios = {code: Studio(s, st) for code, st in batch.items()}
    ranks = rank(s, studios)
    grades = grade(s, studios, ranks)
    tables = {"得分": {}, "小计": {}, "上限组": {}, "汇总": {}, "问题": {}}
    for code, st in studios.items():
        for p in s["points"]:
            x = st.final[p["code"]]
            own = st.selves.get(p["code"])
            tables["得分"][code, p["code"]] = (
                shown(x), None if x is None else float(x), shown(own))
        for part, (most, got, counts) in st.parts.items():
            tables["小计"][code, part] = (
                shown(most), shown(got),
                shown(counts) if s["weights"] else None)
        for group, pair in st.caps.items():
            tables["上限组"][code, group] = tuple(map(shown, pair))
        tables["汇总"][code] = (
            shown(st.total), None if st.total is None else float(st.total),
            ranks[code], grades.get(code),
            shown(sum(st.selves.values(), Fraction(0))) if st.selves else None)
        for found, n in st.found.items():
            if n:
                tables["问题"][code, found] = (n,)
    return tables


# ---- against the program ---------------------------------------------------------

QUERIES = {
    "得分": ("SELECT 工作室, 评估点, 最终, 未舍入, 自评 FROM 得分", 2),
    "小计": ("SELECT 工作室, 一级指标, 满分, 得分, 折算 FROM 小计", 2),
    "上限组": ("SELECT 工作室, 组, 合计, 计入 FROM 上限组", 2),
    "汇总": ("SELECT 工作室, 总分, 未舍入, 名次, 等级, 自评总分 FROM 汇总", 1),
    "问题": ("SELECT 工作室, 代码, sum(次数) FROM 问题 WHERE 代码 NOT IN"
           " ('TABLE_MISSING', 'TABLE_EMPTY', 'SELF_POINTS_MISSING', 'R1')"
           " GROUP BY 1, 2", 2),
}


def ran(seed):
    """(what the model says, the little scheme once the program ran on it or
    None, what is wrong so far)."""
    s, batch = schemes.made(seed)
    one = little.Little(schemes.files(s), schemes.batch_files(s, batch),
                        schemes.plan(s), schemes.forms(s))
    status, said = one.lint()
    if status != 0:
        return None, one, ["lint: " + said]
    # 提示 of what chance left out: a grade that no invented studio got.
    told = [line for line in said.splitlines() if "提示" in line and
            "没有一个得到" not in line and "都是 0 分" not in line and
            "不合“排名条件”" not in line]
    done = one.report("-j", "1")
    if done.status not in (0, 1):
        return None, one, told + [f"report: {done}"]
    return answer(s, batch), one, told


def differences(want, one):
    """What the result tables of a run have otherwise, a line each."""
    lines = []
    for name, (sql, keys) in QUERIES.items():
        got = {row[:keys] if keys > 1 else row[0]: row[keys:]
               for row in one.rows(sql)}
        for key in sorted(set(got) | set(want[name])):
            a, b = got.get(key), want[name].get(key)
            if a != b:
                lines.append(f"{name} {key}: is {a}, should be {b}")
    return lines


def compare(seed):
    """(what differs, the little scheme, the model's answer)."""
    want, one, lines = ran(seed)
    return lines + (differences(want, one) if want else []), one, want


def recalculated(books, folder):
    """{name: workbook as LibreOffice computes it}, of {name: workbook}."""
    (folder / "in").mkdir()
    for name, book in books.items():
        shutil.copy(book, folder / "in" / f"{name}.xlsx")
    world.tool("soffice", "-env:UserInstallation=file://"
               f"{test_workbook.profile()}", "--headless", "--convert-to",
               "xlsx", "--outdir", folder,
               *(folder / "in" / f"{name}.xlsx" for name in books))
    return {name: folder / f"{name}.xlsx" for name in books}


def book_differences(want, book):
    """What ranks and totals come to in a workbook, where they differ."""
    right = {code: (row[0], row[2]) for code, row in want["汇总"].items()}
    if not any(rank for _, rank in right.values()):
        return []               # the sheet has no such columns
    try:
        got = test_workbook.table(book, "汇总与排名", "总分", "名次")
    except StopIteration:
        return ["汇总与排名 has no column 总分 or 名次"]
    return [f"汇总与排名 {code}: is {got.get(code)}, should be {row}"
            for code, row in right.items() if code not in got or not all(
                test_workbook.alike(a, b) for a, b in zip(got[code], row))]


def main():
    parser = argparse.ArgumentParser(description="Hunt for differences.")
    parser.add_argument("--seeds", type=int, default=300)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--keep", help="folder for schemes that differ")
    parser.add_argument("--books", action="store_true",
                        help="let LibreOffice compute the workbooks, too")
    args = parser.parse_args()
    wrong, books, answers = 0, {}, {}
    for seed in range(args.first, args.first + args.seeds):
        lines, one, answers[seed] = compare(seed)
        if args.books and answers[seed]:
            books[seed] = one.out / test_workbook.BOOK
        if lines:
            wrong += 1
            print(f"seed {seed}:", *lines[:8], sep="\n  ", flush=True)
        if lines and args.keep:
            shutil.copytree(one.dir, f"{args.keep}/{seed}", dirs_exist_ok=True)
        if not args.books:
            shutil.rmtree(one.dir)
    if books:
        for seed, book in recalculated(books, world.scratch()).items():
            lines = book_differences(answers[seed], book)
            if lines:
                wrong += 1
                print(f"workbook of seed {seed}:", *lines, sep="\n  ")
    print(f"{args.seeds} schemes, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
