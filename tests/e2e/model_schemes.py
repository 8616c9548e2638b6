"""Invents schemes and batches for the model: everything that the scheme format
can say of scores, in small.  One seed, one scheme."""
import csv
import io
import random
from fractions import Fraction

EXPERTS = [["甲", "乙", "丙", "丁", "戊", "己", "庚"],
           ["一", "三", "九", "十", "十一", "二十", "二十二"],
           ["专家1", "专家2", "专家9", "专家10", "专家11", "专家20", "专家100"]]
ROLES = ["组长", "同行", "家长"]
HUNDREDTH = Fraction(1, 100)


def rounded(x, unit=Fraction(1, 100)):
    """To a hundredth, a half away from 0."""
    if x is None:
        return None
    n, half = abs(x) / unit, Fraction(1, 2)
    n = int(n + half)
    return (n if x >= 0 else -n) * unit


def text(x):
    """A number as people write it, nothing for None."""
    if x is None or isinstance(x, str):
        return x or ""
    x = Fraction(x)
    return f"{float(x):.3f}".rstrip("0").rstrip(".")


def field(name, default=None):
    return lambda studio: studio.get(name, default)


def over(name, n):
    """A condition on a studio's number, empty is no."""
    return (f"工作室.{name} >= {n}",
            lambda st: st.get(name) is not None and st[name] >= n)


def auto(r, most):
    """(SQL, what it comes to) of a point that is computed."""
    k = r.choice([3, 7, 11, 13])

    def number(f):
        return lambda st: None if st.get("数") is None else f(int(st["数"]))
    return r.choice([
        ("工作室.数", number(lambda n: n)),
        ("coalesce(工作室.数, 0)",
         lambda st: int(st["数"]) if st.get("数") is not None else 0),
        (f"100.0 * 工作室.数 / {k}", number(lambda n: 100.0 * n / k)),
        (f"工作室.数 / {k}.0", number(lambda n: n / float(k))),
        (f":分值 * 工作室.数 / {k}",
         number(lambda n: float(most) * n / k)),
        ("0.1 * 工作室.数", number(lambda n: 0.1 * n)),
        ("CASE 工作室.数 WHEN 3 THEN '3' WHEN 4 THEN 9e999 ELSE 1 END",
         lambda st: {3: "3", 4: float("inf")}.get(st.get("数"), 1)),
        ("(SELECT count(*) FROM 评审 AS e WHERE e.工作室 = 工作室.编号) / 7.0",
         lambda st: len(st["rows"]) / 7.0),
        ("CASE WHEN 工作室.数 < 3 THEN '无' ELSE 2.5 END",
         lambda st: 2.5 if st.get("数") is None or st["数"] >= 3 else "无"),
    ])


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.experts = self.r.choice(EXPERTS)
        self.s = {}

    def few(self, chance):
        return self.r.random() < chance

    def score(self, low, high):
        """A number between, by steps of the scheme."""
        step = self.s["step"]
        if self.s["coarse"]:
            step = max(step, (high - low) / 2 // step * step)
        low, high = -(-low // step), high // step
        return self.r.randint(int(low), int(max(low, high))) * step

    # ---- the scheme ---------------------------------------------------------------

    def scheme(self):
        r, s = self.r, self.s
        s["step"] = r.choice([HUNDREDTH] * 3 + [Fraction(1, 2), Fraction(1, 10)])
        s["coarse"] = self.few(.4)
        s["prorate"] = self.few(.5)
        s["groups"] = self.few(.5)
        s["self"] = self.few(.5)
        s["letters"] = {}
        self.points()
        self.panel()
        self.weigh()
        self.conditions()
        s["full"] = self.full()
        self.grades()
        return s

    def points(self):
        r, s = self.r, self.s
        s["points"], s["caps"], s["weights"] = [], {}, {}
        hows = r.choice([["得分"], ["得分", "扣分"], ["得分", "等第"],
                         ["得分", "扣分", "等第"], ["扣分", "得分", "得分"]])
        for i in range(r.randint(1, 3)):
            part = f"部分{i + 1}"
            group = None
            for k in range(r.randint(1, 4)):
                p = {"code": f"P{i + 1}.{k + 1}", "part": part,
                     "how": r.choice(hows), "bonus": False, "auto": None,
                     "group": None, "applies": None, "letters": ""}
                p["most"] = Fraction(r.choice([1, 2, 5, 10, 15, 20])) + \
                    (r.choice([s["step"], Fraction(1, 2)])
                     if self.few(.1) else 0)
                p["low"], p["high"] = Fraction(0), p["most"]
                self.bounds(p)
                if self.few(.12):
                    p["bonus"] = True
                if self.few(.2):
                    p["applies"] = r.choice([
                        over("星", 2), over("星", 3), over("数", 5),
                        ("0", lambda st: False)])
                if self.few(.15):
                    p["auto"] = auto(r, p["most"])
                if p["how"] == "等第" and self.few(.5):
                    p["letters"] = r.choice("AB")
                s["points"].append(p)
            mine = [p for p in s["points"] if p["part"] == part]
            self.group(mine, f"组{i + 1}")
        if all(p["bonus"] or p["most"] == 0 for p in s["points"]):
            p = s["points"][0]
            p.update(bonus=False, most=Fraction(10), low=Fraction(0),
                     high=Fraction(10), how="得分", group=None, letters="")
            s["caps"] = {g: c for g, c in s["caps"].items() if sum(
                q["group"] == g for q in s["points"]) > 0}
        if any(p["how"] == "等第" for p in s["points"]):
            for kind in ("", "A", "B"):
                self.letters(kind)

    def letters(self, kind):
        """Shares of a kind; '' is for points without one: all rows."""
        r, s = self.r, self.s
        used = {p["letters"] for p in s["points"] if p["how"] == "等第"}
        if kind and kind not in used:
            return
        if not kind and "" not in used:
            return
        if not kind and used != {""}:
            for p in s["points"]:
                if p["how"] == "等第" and p["letters"] == "":
                    p["letters"] = sorted(used - {""})[0]
            return
        for word, low, high in (("优", 900, 1000), ("良", 700, 899),
                                ("差", 0, 600)):
            share = Fraction(r.choice([low, high, r.randint(low, high)]), 1000)
            s["letters"][kind, word + kind] = share

    def bounds(self, p):
        r = self.r
        if self.few(.75):
            return
        if p["how"] == "扣分":
            kind = r.choice(["floor", "none", "minus", "free"])
            if kind == "floor":
                p["low"] = -Fraction(r.choice([1, 2, 5]))
            elif kind == "none":
                p["low"] = None
            else:
                p["most"], p["high"] = Fraction(0), Fraction(0)
                p["low"] = -Fraction(10) if kind == "minus" else None
        elif p["how"] == "得分":
            kind = r.choice(["low", "high", "free"])
            if kind == "low":
                p["low"] = r.choice([None, Fraction(-3), Fraction(1, 2)])
            elif kind == "high":
                p["high"] = p["most"] + r.choice([1, 3])
            else:
                p["high"] = None

    def group(self, points, name):
        r = self.r
        if not self.few(.35):
            return
        kind = self.few(.2)
        mine = [p for p in points if p["bonus"] == kind]
        if len(mine) < 2:
            return
        mine = r.sample(mine, r.randint(2, len(mine)))
        for p in mine:
            p["group"] = name
        most = sum(p["most"] for p in mine)
        low = min([p["low"] is None for p in mine])
        cap = [None, None]
        if self.few(.8) or most == 0:
            cap[1] = max(Fraction(1), rounded(most * r.choice(
                [Fraction(1, 2), Fraction(2, 3)]))) if most else Fraction(0)
        if most == 0 or self.few(.25):
            cap[0] = -Fraction(r.choice([4, 6]))
        if cap == [None, None]:
            cap[0] = Fraction(1)
        self.s["caps"][name] = tuple(cap)

    def panel(self):
        r, s = self.r, self.s
        hows = {p["how"] for p in s["points"]}
        s["method"] = r.choice(["平均", "去极值平均", "去极值平均", "中位数"])
        s["whole"] = s["method"] == "去极值平均" and self.few(.4)
        s["start"] = r.choice([3, 4, 5])
        s["order of experts"] = r.sample(self.experts, r.randint(1, 5)) \
            if self.few(.3) else []
        s["fields"] = ["专家", "评估点"]
        if hows - {"等第"}:
            s["fields"].append("得分")
        if "扣分" in hows and self.few(.7):
            s["fields"].append("扣分")
            if hows <= {"扣分", "等第"}:
                s["fields"].remove("得分")
        if "等第" in hows:
            s["fields"].append("结论")
        s["roles"], s["duties"] = [], []
        roles = self.few(.3)
        if roles or self.few(.1):
            s["fields"].append("角色")
        if roles:
            s["roles"] = [(x, Fraction(r.choice([1, 2, 3, 5]), r.choice(
                [1, 10]))) for x in r.sample(ROLES, r.randint(2, 3))]
        if self.few(.25):
            s["fields"].append("轮次")
        if self.few(.25) and not s["whole"]:
            self.duties(roles)

    def duties(self, roles):
        r, s = self.r, self.s
        codes = [p["code"] for p in s["points"]]
        parts = sorted({p["part"] for p in s["points"]})
        for _ in range(r.randint(1, 2)):
            row = {"points": [r.choice(parts)] if self.few(.5) else
                   r.sample(codes, min(len(codes), r.randint(1, 2)))}
            if roles and self.few(.6):
                row["角色"] = r.choice(s["roles"])[0]
            else:
                row["专家"] = r.choice(self.experts)
                if roles and self.few(.3):
                    row["角色"] = r.choice(s["roles"])[0]
            s["duties"].append(row)

    def weigh(self):
        r, s = self.r, self.s
        if not self.few(.4):
            return
        for part in dict.fromkeys(p["part"] for p in s["points"]):
            most = sum(p["most"] for p in s["points"]
                       if p["part"] == part and not p["bonus"])
            caps = {p["group"] for p in s["points"] if p["part"] == part}
            if most > 0 and self.few(.8) and not any(
                    c in s["caps"] and s["caps"][c][1] == 0 for c in caps):
                s["weights"][part] = Fraction(r.choice([10, 20, 25, 40, 50]))

    def conditions(self):
        r, s = self.r, self.s
        needs = [p for p in s["points"] if not p["auto"] and not p["bonus"]]
        s["assessed"] = None
        if (needs and all(p["how"] == "扣分" for p in needs)) or self.few(.15):
            s["assessed"] = r.choice([
                ("1", lambda st: True),
                ("工作室.星 IS NOT NULL",
                 lambda st: st.studio.get("星") is not None),
                ("(SELECT count(DISTINCT v.专家) FROM 有效评分 AS v WHERE v.工作室"
                 " = 工作室.编号) >= 2",
                 lambda st: len({w for v in st.values.values()
                                 for w in v}) >= 2),
                over("数", 2)[:1] + (lambda st: over("数", 2)[1](st.studio),)])
        s["gate"] = r.choice([2, 4]) if self.few(.4) else None
        s["may repeat"] = self.few(.1)
        s["ranked"] = None
        if self.few(.3):
            s["ranked"] = r.choice([
                over("数", 2)[:1] + (lambda st: over("数", 2)[1](st.studio),),
                ("(SELECT t.资格 FROM 汇总 AS t WHERE t.工作室 = 工作室.编号)"
                 " = '符合'", lambda st: st.eligible),
                ("工作室.星 IS NOT 1", lambda st: st.studio.get("星") != 1),
                ("(SELECT t.总分 FROM 汇总 AS t WHERE t.工作室 = 工作室.编号)"
                 " >= 5", lambda st: float(rounded(st.total)) >= 5)])
        s["order"] = []
        part = s["points"][0]["part"]

        def got(st):
            return rounded(st.parts[part][1])
        choices = [("工作室.数", lambda st: st.studio.get("数")),
                   ("(SELECT p.得分 FROM 小计 AS p WHERE p.工作室 = 工作室.编号"
                    f" AND p.一级指标 = '{part}')", got),
                   ("工作室.星", lambda st: st.studio.get("星"))]
        if self.few(.4):
            s["order"] = [(sql, f, self.few(.5)) for sql, f in
                          r.sample(choices, r.randint(1, 2))]

    def full(self):
        """满分 of the scheme."""
        s = self.s
        total = Fraction(0)
        for part in dict.fromkeys(p["part"] for p in s["points"]):
            if part in s["weights"]:
                total += s["weights"][part]
                continue
            groups = {}
            for p in s["points"]:
                if p["part"] == part and not p["bonus"]:
                    groups.setdefault(p["group"] or (p["code"],), []).append(
                        p)
            for name, points in groups.items():
                cap = s["caps"].get(name, (None, None))[1]
                if cap is None:
                    total += sum(p["most"] for p in points)
                else:
                    total += min([cap] if any(
                        p["high"] is None for p in points) else [cap, sum(
                            max(p["most"], p["high"]) for p in points)])
        return total

    def grades(self):
        r, s = self.r, self.s
        s["grades"] = []
        if not self.few(.7):
            return
        share = Fraction(9, 10)
        for i in range(r.randint(1, 4)):
            row = {"grade": "一二三四"[i] + "等", "low": None, "group": None,
                   "quota": None, "if": None}
            row["low"] = rounded(self.full() * share)
            if self.few(.3):
                row["low"] = None
            if row["low"] is None or self.few(.4):
                row["quota"] = r.choice([(1, False), (2, False), (30, True),
                                         (50, True), (20, True)])
            if s["groups"] and self.few(.25):
                row["group"] = r.choice(["东", "西"])
            if self.few(.3):
                sql, f = over("星", 2)
                code = r.choice(s["points"])["code"]
                row["if"] = r.choice([
                    ("(SELECT t.资格 FROM 汇总 AS t WHERE t.工作室 ="
                     " 工作室.编号) = '符合'", lambda st, rank: st.eligible),
                    ("(SELECT d.最终 FROM 得分 AS d WHERE d.工作室 ="
                     f" 工作室.编号 AND d.评估点 = '{code}') >= 1",
                     lambda st, rank, c=code: st.final[c] is not None and
                     rounded(st.final[c]) >= 1),
                    (sql, lambda st, rank, f=f: f(st.studio)),
                    ("(SELECT t.名次 FROM 汇总 AS t WHERE t.工作室 ="
                     " 工作室.编号) <= 3",
                     lambda st, rank: rank is not None and rank <= 3)])
            s["grades"].append(row)
            share -= Fraction(r.choice([10, 20, 25]), 100)

    # ---- the batch ---------------------------------------------------------------

    def batch(self):
        r = self.r
        panel = r.sample(self.experts, r.randint(1, len(self.experts)))
        roles = {w: r.choice(self.s["roles"])[0] if self.s["roles"] else
                 r.choice(ROLES) for w in self.experts}
        studios, last = {}, None
        for i in range(r.randint(2, 7)):
            st = {"星": r.choice([1, 2, 3, 3, None]),
                  "数": r.choice([None, 0, 1, 2, 3, 4, 7, 9, -1]),
                  "组": r.choice(["东", "西", "西", None])}
            if self.s["self"] and self.few(.8):
                st["自评"] = [self.row(p) for p in self.s["points"]
                            if self.few(.9)]
                if st["自评"] and self.few(.2):
                    p = r.choice(self.s["points"])
                    st["自评"].append(self.row(p))
            if last is not None and self.few(.35):     # equals
                st["评审"] = [dict(row) for row in last]
                if self.few(.5):
                    st.update({k: studios[f"S{i}"][k] for k in
                               ("星", "数", "组")})
            elif self.few(.9):
                st["评审"] = last = self.scores(panel, roles)
            st["rows"] = []
            for row in st.get("评审") or []:
                if row not in st["rows"] or self.s["may repeat"]:
                    st["rows"].append(row)
            studios[f"S{i + 1}"] = st
        return studios

    def scores(self, panel, roles):
        r, rows = self.r, []
        for who in panel:
            if self.few(.1):
                continue
            for p in self.s["points"]:
                for n in (range(r.randint(1, 3)) if "轮次" in self.s["fields"]
                          else [0]):
                    if self.few(.08) or (p["how"] == "扣分" and self.few(.4)):
                        continue
                    row = {"专家": who, **self.row(p)}
                    if "角色" in self.s["fields"]:
                        row["角色"] = roles[who]
                        if self.s["roles"] and self.few(.02):
                            row["角色"] = "路人"
                    if "轮次" in self.s["fields"]:
                        row["轮次"] = n + 1
                    rows.append(row)
                    if self.few(.02):
                        row.update(dict.fromkeys(("得分", "扣分", "结论")))
                    if self.few(.04):
                        rows.append(dict(row))
                    elif self.few(.04) or (p["how"] == "扣分" and
                                           self.few(.15)):
                        rows.append({**row, **self.row(p)})
        if self.few(.1):
            r.shuffle(rows)
        return rows

    def row(self, p):
        """What somebody writes of a point, mostly right."""
        r, s = self.r, self.s
        row = {"评估点": p["code"] if not self.few(.01) else "P9"}
        name = "结论" if p["how"] == "等第" else "扣分" \
            if p["how"] == "扣分" and "扣分" in s["fields"] else "得分"
        wrong = self.few(.04)
        if p["how"] == "等第":
            words = [w for kind, w in s["letters"] if kind == p["letters"]]
            row[name] = "可" if wrong else r.choice(words)
        elif p["how"] == "扣分":
            most = p["most"] - (p["low"] if p["low"] is not None else -5)
            row[name] = r.choice([Fraction(-1), s["step"] / 2]) if wrong \
                else self.score(0, most * r.choice([Fraction(1, 2), 1]))
        else:
            low = p["low"] if p["low"] is not None else Fraction(-5)
            high = p["high"] if p["high"] is not None else p["most"] + 2
            bad = [s["step"] / 2 + low] if s["step"] > HUNDREDTH else []
            bad += [p["low"] - 1] if p["low"] is not None else []
            bad += [p["high"] + 1] if p["high"] is not None else []
            row[name] = r.choice(bad) if wrong and bad else self.score(
                max(low, high * r.choice([0, Fraction(1, 2)])), high)
        if self.few(.02) and name != "扣分" and "扣分" in s["fields"]:
            row["扣分"] = r.choice([0, 1])
        elif self.few(.02):
            row[r.choice([f for f in ("得分", "扣分", "结论")
                          if f in s["fields"]])] = row.pop(name)
            row = {k: v for k, v in row.items() if k in ("评估点",) or
                   (k == "结论") == isinstance(v, str)}
        return row


def made(seed):
    """(scheme, batch) of a seed."""
    maker = Maker(seed)
    return maker.scheme(), maker.batch()


# ---- as files --------------------------------------------------------------------

def table(head, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [text(cell) for cell in row] for row in [head, *rows])
    return out.getvalue()


def limit(x):
    return "无" if x is None else text(x)


def plan(s):
    rows = [("满分", text(s["full"])), ("专家汇总", s["method"])]
    if s["method"] == "去极值平均":
        rows += [("去极值起", text(s["start"]))]
        rows += [("去极值范围", "总分")] if s["whole"] else []
    if s["step"] != HUNDREDTH:
        rows.append(("步长", text(s["step"])))
    rows.append(("不适用计分", "按比例折算" if s["prorate"] else "计零"))
    if s["groups"]:
        rows.append(("分组字段", "组"))
    if s["assessed"]:
        rows.append(("评定条件", s["assessed"][0]))
    if s["ranked"]:
        rows.append(("排名条件", s["ranked"][0]))
    if s["order"]:
        rows.append(("同分次序", "; ".join(
            f"{sql} {'降序' if down else '升序'}" for sql, _, down in s["order"])))
    return table(rows[0], rows[1:])


def forms(s):
    rows = [("工作室", "竖", "星", "整数"), ("工作室", "竖", "数", "整数"),
            ("工作室", "竖", "组", "文本")]
    kinds = {"专家": "人名", "评估点": "文本", "得分": "小数", "扣分": "小数",
             "结论": "文本", "角色": "文本", "轮次": "整数"}
    key = ["专家", "评估点", "轮次"] if "轮次" in s["fields"] else []
    out = [(t, way, f, kind, "", "", "", "", "")
           for t, way, f, kind in rows]
    if s["self"]:
        out += [("自评", "横", f, kinds[f], "", "", "", "",
                 "错误" if f == "评估点" else "") for f in s["fields"]
                if f in ("评估点", "得分", "扣分", "结论")]
    out += [("评审", "横", f, kinds[f], "", "", "", "",
             "错误" if f in key else "") for f in s["fields"]]
    return "".join(",".join(row) + "\n" for row in out)


def files(s):
    """The scheme's files, for little.Little."""
    made = {"指标": table(
        ["编号", "一级指标", "评估点", "分值", "计分方式", "等第组", "下限", "上限",
         "上限组", "附加", "适用", "自动"],
        [[p["code"], p["part"], p["code"] + "点", p["most"], p["how"],
          p["letters"], limit(p["low"]), limit(p["high"]), p["group"],
          "是" if p["bonus"] else "", p["applies"] and p["applies"][0],
          p["auto"] and p["auto"][0]] for p in s["points"]])}
    if s["caps"]:
        made["上限"] = table(["组", "下限", "上限"], [
            (name, low, high) for name, (low, high) in s["caps"].items()])
    if s["weights"]:
        made["权重"] = table(["一级指标", "权重"], s["weights"].items())
    if s["letters"]:
        made["参照/等第"] = table(["等第", "系数", "组"], [
            (word, share, kind) for (kind, word), share in s["letters"].items()])
    if s["order of experts"]:
        made["参照/专家"] = table(["姓名"], [[w] for w in s["order of experts"]])
    if s["gate"]:
        made["规则"] = table(["编号", "名称", "测量", "下限", "级别"], [
            ["R1", "数", "工作室.数", s["gate"], "必备"]])
    if s["may repeat"]:
        made["表"] = table(["表", "允许重复"], [["评审", "是"]])
    if s["roles"]:
        made["参照/评审角色"] = table(["角色", "权重"], s["roles"])
    if s["duties"]:
        names = [k for k in ("专家", "角色") if any(d.get(k) for d in s["duties"])]
        made["参照/评审分工"] = table(names + ["评估点"], [
            [d.get(k) for k in names] + ["、".join(d["points"])]
            for d in s["duties"]])
    if s["grades"]:
        made["等级"] = table(["等级", "下限", "条件", "组别", "名额"], [
            (g["grade"], g["low"], g["if"] and g["if"][0], g["group"],
             g["quota"] and f"{g['quota'][0]}{'%' if g['quota'][1] else ''}")
            for g in s["grades"]])
    return made


def batch_files(s, batch):
    made = {}
    for code, st in batch.items():
        named = "".join(f"{f},{text(st[f])}\n" for f in ("星", "数", "组"))
        made[code] = {"基本信息": f"项目,内容\n编号,{code}\n名称,{code}室\n" + named}
        for name in ("自评", "评审"):
            if st.get(name) is not None:
                heads = [f for f in s["fields"] if name == "评审" or f in (
                    "评估点", "得分", "扣分", "结论")]
                made[code][name] = table(heads, [
                    [row.get(f) for f in heads] for row in st[name]])
    return made
