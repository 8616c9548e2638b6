"""A scheme of a few lines and a batch for it, both invented where they are
used: what the scheme format can say is tried on schemes that say nothing else.

    s = Little(scheme={"指标": "编号,一级指标,评估点,分值\nA,甲,一,10\n"},
               batch={"S1": {"评审": "专家,评估点,得分\n赵,A,8\n"}})
    s.report()
    s.rows("SELECT 总分 FROM 汇总")
"""
import world

PLAN = "项目,内容\n名称,试行办法\n发文单位,示例单位\n"
FORMS = """表,方向,字段,类型,必填,取值,单位,敏感,重复
工作室,竖,编号,文本,,,,,
工作室,竖,名称,文本,是,,,,
"""
SCORES = """评审,横,专家,人名,,,,,
评审,横,评估点,文本,是,,,,
评审,横,得分,小数,,,,,
评审,横,意见,文本,,,,,
"""


class Little:
    """A scheme and a batch in a folder of their own."""

    def __init__(self, scheme=None, batch=None, plan="", forms=SCORES):
        """scheme: file (without .csv) -> its text; plan, forms: rows more of
        方案.csv and 表单.csv; batch: 编号 -> file -> text, "" for the root's."""
        self.dir = world.scratch()
        self.out = self.dir / "out"
        self.folder = self.dir / "rubrics" / "little"
        self.batch = self.dir / "batch"
        self.batch.mkdir()
        for name, text in {"方案": PLAN + plan, "表单": FORMS + forms,
                           **(scheme or {})}.items():
            self.write(self.folder / f"{name}.csv", text)
        for code, files in (batch or {}).items():
            if code:
                files = {"基本信息": f"项目,内容\n编号,{code}\n名称,{code}室\n",
                         **files}
            for name, text in files.items():
                self.write(self.batch / code / f"{name}.csv", text)

    @staticmethod
    def write(path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def lint(self):
        """(exit status, what it said), the folder's path left out."""
        done = world.run("lint", "little", cwd=self.dir)
        return done.status, (done.out + done.err).replace(
            str(self.folder) + "/", "").replace("rubrics/little/", "")

    def report(self, *args):
        """One run over the batch; its result is in self.out."""
        return world.run("report", "-s", "little", "batch", "-o", "out",
                         "--force", *args, cwd=self.dir)

    def rows(self, sql, *values):
        return world.rows(self.out, sql, *values)

    def findings(self):
        """(工作室, 代码) of each, in order."""
        return self.rows("SELECT 工作室, 代码 FROM 问题 ORDER BY 序")
