#include "command/new.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "command/command.h"
#include "xlsx/xlsx.h"

/* A new scheme in the current folder: from another one, or from the first. */

#define SCHEMES		"rubrics"
#define TEMPLATES	"templates"
#define STARTER		"default/新方案"	/* below a folder of templates */
#define FORMS		"空白表格"
#define NAME_BYTES	100
/*
 * In templates/NAME while rubrics/NAME is not there yet: a run that was killed
 * between the two has left it, and the next one takes it away.
 */
#define HALF	".新建中"

struct making {
	struct options *o;
	struct arena *arena;
	const char *name, *from;	/* the new one; the path of the old */
	const char *path, *part;	/* where it comes, where it is made */
	const char *templates, *templates_part;
	bool has_templates;
	struct new_points points;
	struct scheme_notes notes;
	struct scheme scheme;	/* the new one, as it is read */
	struct err *err;
};

/* ---- its name -------------------------------------------------------------------- */

/* NAME, also written rubrics/NAME; NULL, and err says why it is none. */
static const char *
take_name(struct making *m)
{
	const char *name = m->o->input != NULL ? m->o->input : "";

	name = typed_unquote(m->arena, name);
	if (strncmp(name, SCHEMES "/", strlen(SCHEMES "/")) == 0)
		name += strlen(SCHEMES "/");
	if (*name == '\0') {
		(void)err_set(m->err, "请写新方案的名字，例如 pinggu new 评估2026");
		return NULL;
	}
	if (!text_valid(name, strlen(name)) || *name == '.' || *name == '~' ||
	    *name == '-' || strcmp(text_filename(m->arena, name, NAME_BYTES),
	    name) != 0 || strcmp(name, "default") == 0) {
		(void)err_set(m->err, "“%s”不能作方案的名字；请用汉字、字母和数字，"
		    "不要有 / \\ : * ? \" < > |，不要以 . - ~ 开头", name);
		return NULL;
	}
	if (scheme_book_stem(m->arena, name) != NULL) {
		(void)err_set(m->err, "新方案是一个文件夹，名字不要以 "
		    SCHEME_BOOK_END " 结尾");
		return NULL;
	}
	return name;
}

static int
refuse_existing(struct making *m)
{
	const char *const paths[] = { m->path, m->templates,
		arena_printf(m->arena, "%s" SCHEME_BOOK_END, m->path) };
	enum file_kind kind;
	const char *other;

	if (!path_exists(m->path) && path_exists(path_join(m->arena,
	    m->templates, HALF)) && dir_remove(m->templates, m->err) == -1)
		return -1;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		if (path_kind(paths[i], &kind) == 0)
			return err_set(m->err, "%s 已经有了，没有改动；请换一个名字",
			    paths[i]);
	other = scheme_find(m->arena, m->name, NULL);
	if (other != NULL)
		return err_set(m->err, "已有叫“%s”的方案（%s）；请换一个名字",
		    m->name, other);
	return 0;
}

/* ---- what it is made of ------------------------------------------------------------ */

static int
find_source(struct making *m)
{
	const char **folders = scheme_search_path(m->arena, TEMPLATES);

	if (m->o->from != NULL) {
		m->from = command_scheme(m->o, m->o->from, m->err);
		return m->from != NULL ? 0 : -1;
	}
	for (size_t i = 0; folders[i] != NULL && m->from == NULL; i++) {
		const char *path = path_join(m->arena, folders[i], STARTER);

		if (path_is_dir(path))
			m->from = path;
	}
	return m->from != NULL ? 0 : err_set(m->err, "没有找到 " TEMPLATES "/"
	    STARTER "；请用 --from 写一个现有的方案");
}

static int
write_tables(struct making *m)
{
	struct scheme_changes changes = {
		.title = m->o->from == NULL ? m->name : NULL };

	if (m->o->points != NULL)
		new_points_changes(m->arena, &m->points, &changes);
	if (dir_make(SCHEMES, m->err) == -1 ||
	    dir_remove(m->part, m->err) == -1 ||
	    dir_make(m->part, m->err) == -1)
		return -1;
	return scheme_copy(m->arena, m->from, m->part, &changes, &m->notes,
	    m->err);
}

/* What is written must be a scheme without a fault. */
static int
check_result(struct making *m)
{
	const struct lint *l;

	if (scheme_read(&m->scheme, m->part, m->err) == -1 ||
	    scheme_check(&m->scheme, m->err) == -1)
		return -1;
	if (m->scheme.nlints == 0)
		return 0;
	l = m->scheme.lints;
	return err_set(m->err, "照 %s 建不成：%s%s：%s%s", m->from, l->file,
	    l->line == 0 ? "" : arena_printf(m->arena, " 第 %zu 行", l->line),
	    l->text, m->o->points != NULL ? "；请去掉 --points 先建，再改 指标.csv"
	    : "；请先用 pinggu lint 检查并改正它");
}

static int
write_forms(struct making *m)
{
	const char *folder = path_join(m->arena, m->part, FORMS);
	const char *scratch = path_join(m->arena, m->part, "tmp");
	bool experts = scheme_form(&m->scheme, TABLE_EXPERT) != NULL;

	if (dir_make(folder, m->err) == -1 || dir_make(scratch, m->err) == -1 ||
	    forms_write(&m->scheme, false, path_join(m->arena, folder,
	    "填报表.xlsx"), scratch, m->err) == -1)
		return -1;
	if (experts && forms_write(&m->scheme, true, path_join(m->arena,
	    folder, "评审表.xlsx"), scratch, m->err) == -1)
		return -1;
	return dir_remove(scratch, m->err);
}

/* Those of a scheme that is copied; the others are the default ones. */
static int
write_templates(struct making *m)
{
	const char *base = path_base(m->from);
	const char *stem = scheme_book_stem(m->arena, base);

	if (m->o->from == NULL)
		return 0;
	if (path_is_dir(TEMPLATES) && dir_remove(m->templates_part,
	    m->err) == -1)
		return -1;
	if (new_templates_write(m->arena, stem != NULL ? stem : base,
	    m->templates_part, &m->has_templates, m->err) == -1)
		return -1;
	return m->has_templates ? dir_make(path_join(m->arena,
	    m->templates_part, HALF), m->err) : 0;
}

static int
move(const char *from, const char *to, struct err *err)
{
	return rename(from, to) == 0 ? 0 : err_errno(err, errno,
	    "无法建立 %s", to);
}

/* All of it is there now, or nothing. */
static int
put_in_place(struct making *m)
{
	if (progress_stopped())
		return err_interrupted(m->err);
	if (err_refused(m->err))
		return -1;
	if (m->has_templates &&
	    move(m->templates_part, m->templates, m->err) == -1)
		return -1;
	if (move(m->part, m->path, m->err) == 0) {
		if (m->has_templates)	/* it is empty, and of no matter now */
			(void)rmdir(path_join(m->arena, m->templates, HALF));
		m->o->stands = m->path;
		return 0;
	}
	if (m->has_templates)
		(void)rename(m->templates, m->templates_part);
	return -1;
}

/* What a run that failed has left; what it cannot remove is no new failure. */
static void
clean_up(struct making *m)
{
	enum file_kind kind;

	if (path_kind(m->part, &kind) == 0)
		(void)dir_remove(m->part, NULL);
	if (path_kind(m->templates_part, &kind) == 0)
		(void)dir_remove(m->templates_part, NULL);
	(void)rmdir(SCHEMES);	/* only where it is empty */
	(void)rmdir(TEMPLATES);
}

/* ---- telling ------------------------------------------------------------------- */

static void
tell_notes(const struct scheme_notes *notes)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < notes->n; i++)
		(void)printf("          %s\n", text_visible(&a,
		    notes->list[i]));
	arena_free(&a);
}

static void
tell(struct making *m)
{
	char sum[TEXT_NUMBER];

	(void)printf("方案      %s/\n", m->path);
	if (m->o->points != NULL)
		(void)printf("评估点    %zu 个，共 %s 分\n", m->points.n,
		    text_number(sum, (double)m->points.sum / 100));
	tell_notes(&m->points.notes);
	tell_notes(&m->notes);
	(void)printf("空白表    %s/" FORMS "/\n", m->path);
	if (m->has_templates)
		(void)printf("模板      %s/\n", m->templates);
	(void)printf("下一步：\n"
	    "  1. 用 Excel 或 WPS 改 %s 里的 方案.csv、表单.csv 等，见其中的 说明.md\n"
	    "  2. 检查：pinggu lint %s\n"
	    "  3. 把空白表发给学校和专家，收齐后放在一个文件夹里，一个工作室一个"
	    "文件夹\n"
	    "  4. 出结果：pinggu report -s %s 收到的材料 -o 结果\n", m->path,
	    m->name, m->name);
}

static int
make(struct making *m)
{
	m->name = take_name(m);
	if (m->name == NULL)
		return -1;
	m->path = path_join(m->arena, SCHEMES, m->name);
	m->part = arena_printf(m->arena, SCHEMES "/.%s.part", m->name);
	m->templates = path_join(m->arena, TEMPLATES, m->name);
	m->templates_part = arena_printf(m->arena, TEMPLATES "/.%s.part",
	    m->name);
	if (refuse_existing(m) == -1 || find_source(m) == -1)
		return -1;
	if (m->o->points != NULL && new_points_read(m->arena, m->o->points,
	    &m->points, m->err) == -1)
		return -1;
	if (write_tables(m) == 0 && check_result(m) == 0 &&
	    write_forms(m) == 0 && write_templates(m) == 0 &&
	    put_in_place(m) == 0)
		return 0;
	clean_up(m);
	return -1;
}

static int
command_new(struct options *o)
{
	struct err err = { 0 };
	struct making m = { .o = o, .arena = &o->arena, .err = &err };
	int rc;

	progress_catch_signals();
	rc = make(&m);
	if (rc == 0) {
		mem_when_exhausted("pinggu: 内存不足；方案已经写好\n",
		    STATUS_DONE);
		tell(&m);
	}
	scheme_free(&m.scheme);
	return rc == 0 ? STATUS_DONE : command_failed(&err);
}

const struct command new_command = {
	.name = "new",
	.usage = "new 名字",
	.help = "在当前文件夹的 rubrics 里建一个新方案，连同发给学校的空白表",
	.options = (const enum option_id[]){ OPTION_FROM, OPTION_POINTS,
	    OPTION_QUIET, OPTION_END },
	.input = true,
	.run = command_new
};
