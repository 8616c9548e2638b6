#include "intake/private.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"

/*
 * Nothing is left out in silence: of every file and folder that no table and
 * no text was read from, one finding says so, and what to do.
 */

/* What to do about files that are never read, by their extension. */
static const struct {
	const char *extension, *why, *advice;
} kinds[] = {
	{ ".rar", "不能打开 .rar 压缩包，未读取", "请解压后再放" },
	{ ".7z", "不能打开 .7z 压缩包，未读取", "请解压后再放" },
	{ ".gz", "不能打开 .gz 压缩包，未读取", "请解压后再放" },
	{ ".tgz", "不能打开 .tgz 压缩包，未读取", "请解压后再放" },
	{ ".tar", "不能打开 .tar 压缩包，未读取", "请解压后再放" },
	{ ".wps", "是 WPS 文字的文档，不是表格，未读取",
	    "请用 WPS 把表格另存为 .xlsx 后再放" },
	{ ".doc", "是 Word 文档，不是表格，未读取",
	    "请把表格复制到 Excel 或 WPS 表格，另存为 .xlsx 后再放" },
	{ ".docx", "是 Word 文档，不是表格，未读取",
	    "请把表格复制到 Excel 或 WPS 表格，另存为 .xlsx 后再放" },
	{ ".pdf", "是 PDF 文件，不是表格，未读取",
	    "请放原来的电子表格，不要转成 PDF" },
	{ ".xlsb", "是二进制的 Excel 工作簿（.xlsb），未读取",
	    "请用 Excel 另存为 .xlsx 后再放" },
};

/* Whose it is, and whether it lies above the studios. */
struct owner {
	const struct folder *fo;	/* NULL: nobody's */
	const char *studio;
	bool root;
};

static void
tell(struct intake *in, enum finding_code code, const struct owner *o,
    const struct tree_node *n, const struct form *form, const char *detail,
    const char *advice)
{
	const char *file = node_shown(&in->cells, n);

	if (form != NULL)
		log_form(in, file, NULL, form);
	log_finding(in, code, &(struct finding){ .studio = o->studio,
	    .file = file, .detail = detail, .advice = advice });
	arena_reset(&in->cells);
}

/* The table that the file would be by its name, here or in the other place. */
static const struct form *
meant(struct intake *in, const struct owner *o, const struct tree_node *n,
    bool root, struct file_name *name)
{
	const char *stem = file_stem(&in->each, n->name);
	const char *dot = strrchr(n->name, '.');

	if (file_type(n->name) == FILE_UNKNOWN && n->kind == NODE_FILE &&
	    dot != NULL && dot > n->name)
		stem = arena_strndup(&in->each, n->name,
		    (size_t)(dot - n->name));	/* 成员.jpg */
	file_name_read(in, &in->each, stem, root, o->studio,
	    o->fo != NULL ? o->fo->title : NULL, name);
	return name->form;
}

/* Whether some table of the studio's is in no file, so that it may be here. */
static bool
lacks_table(struct intake *in, const struct folder *fo)
{
	for (size_t i = 0; i < in->scheme->nforms; i++)
		if (!in->tables[i].in_root &&
		    strcmp(in->scheme->forms[i].name, TABLE_EXPERT) != 0 &&
		    !sources_give(in, fo, &in->scheme->forms[i]))
			return true;
	return false;
}

/* An archive that is not opened: all that a school sent, or what it lacks. */
static bool
may_hold_tables(struct intake *in, const struct owner *o,
    const struct tree_node *n)
{
	/* What proves something is sent beside the forms by nearly everybody. */
	static const char *const proofs[] = { "照片", "图片", "视频", "佐证",
	    "证明", "证书" };

	if (o->root || o->fo == NULL || o->fo->identity == NULL)
		return true;
	for (size_t i = 0; i < sizeof(proofs) / sizeof(*proofs); i++)
		if (strstr(n->name, proofs[i]) != NULL)
			return false;
	return lacks_table(in, o->fo);
}

/* Whether a table, or one expert's, was given in some file. */
static bool
is_given(struct intake *in, const struct folder *fo, const struct file_name *name)
{
	for (size_t i = 0; i < fo->nsources; i++)
		if (fo->sources[i].form == name->form &&
		    strcmp(fo->sources[i].part, name->part) == 0)
			return true;
	return strcmp(name->form->name, TABLE_EXPERT) != 0 &&
	    sources_give(in, fo, name->form);
}

/*
 * The table that a file which is none was sent in place of.  Beside the table
 * it is a print of it, signed and sealed; 获奖-证书 proves what a table says.
 */
static const struct form *
stands_for(struct intake *in, const struct owner *o,
    const struct file_name *name)
{
	const struct folder *fo = o->fo != NULL ? o->fo : &in->batch->root;

	if (name->form == NULL || is_given(in, fo, name) ||
	    (*name->part != '\0' &&
	    strcmp(name->form->name, TABLE_EXPERT) != 0))
		return NULL;
	return name->form;
}

/* A file whose extension promises nothing that could be read. */
static bool
tell_kind(struct intake *in, const struct owner *o, const struct tree_node *n,
    const struct file_name *name)
{
	const struct form *form = stands_for(in, o, name);
	const char *dot = strrchr(n->name, '.');
	bool packed = file_type(n->name) == FILE_PACKED;

	for (size_t i = 0; dot != NULL &&
	    i < sizeof(kinds) / sizeof(*kinds); i++) {
		bool holds = packed || strcmp(kinds[i].extension, ".xlsb") == 0;

		if (strcasecmp(dot, kinds[i].extension) != 0)
			continue;
		if (form != NULL || (holds && name->form == NULL &&
		    may_hold_tables(in, o, n)))
			tell(in, packed ? FINDING_ARCHIVE_REFUSED :
			    FINDING_FILE_NOT_TEXT, o, n, form, kinds[i].why,
			    kinds[i].advice);
		else
			tell(in, FINDING_FILE_NAME_UNKNOWN, o, n, NULL, NULL,
			    arena_printf(&in->each, "如有表单数据，%s；"
			    "佐证材料可忽略本条", kinds[i].advice));
		return true;
	}
	return false;
}

/* Whether two files are the same; those over 1 GiB are not compared. */
static bool
is_same(struct intake *in, const struct tree_node *const files[2])
{
	struct arena scratch = { 0 };
	struct err why;
	char *data[2];
	size_t len[2];
	bool same = true, too_large = false;

	for (size_t i = 0; i < 2 && same; i++) {
		same = file_read(&scratch, node_path(&scratch,
		    in->reader.batch, files[i]), SHEET_MAX_UNPACKED, &data[i],
		    &len[i], &too_large, &why) == 0;
		if (!same && !too_large)
			log_refusal(in, &why);
	}
	same = same && len[0] == len[1] &&
	    memcmp(data[0], data[1], len[0]) == 0;
	arena_free(&scratch);
	return same;
}

/* A copy of an archive that was read. */
static void
tell_copy(struct intake *in, const struct owner *o, const struct tree_node *n)
{
	const struct tree_node *const files[2] = { n, n->copy_of };

	tell(in, is_same(in, files) ? FINDING_FILE_COPY :
	    FINDING_FILE_COPY_DIFFERS, o, n, NULL, NULL, NULL);
}

static bool
has_garbled(const struct tree_node *folder)
{
	for (size_t i = 0; i < folder->nchildren; i++)
		if (folder->children[i]->garbled)
			return true;
	return false;
}

static void
tell_archive(struct intake *in, const struct owner *o, const struct tree_node *n)
{
	if (n->refused == NULL && has_garbled(n))
		tell(in, FINDING_FILE_NAME_NOT_TEXT, o, n, NULL,
		    "压缩包里的文件名是乱码，未读取",
		    "请解压后改正文件名再放");
	else if (n->refused == NULL)
		tell(in, FINDING_FILE_NAME_UNKNOWN, o, n, NULL,
		    n->ntables > 0 ? "压缩包里的表在别处已有，没有读取" :
		    "压缩包里没有按表名命名的文件，未读取", NULL);
	else
		tell(in, n->status == SHEET_ENCRYPTED ? FINDING_FILE_ENCRYPTED :
		    FINDING_ARCHIVE_REFUSED, o, n, NULL, n->refused,
		    n->status == SHEET_SPREADSHEET ? "扩展名被改成了 .zip，"
		    "请改回 .xlsx 后再放" : NULL);
}

/* A workbook that no name of a sheet could be read from. */
static bool
tell_book(struct intake *in, const struct owner *o, const struct tree_node *n)
{
	static const enum finding_code codes[SHEET_STATUSES] = {
		[SHEET_TOO_LARGE] = FINDING_FILE_TOO_LARGE,
		[SHEET_BROKEN] = FINDING_FILE_BROKEN,
		[SHEET_ENCRYPTED] = FINDING_FILE_ENCRYPTED,
		[SHEET_ARCHIVE] = FINDING_ARCHIVE_REFUSED,
	};
	bool packed = n->status == SHEET_ARCHIVE;

	if (!n->peeked || codes[n->status] == 0 || (o->fo != NULL &&
	    o->fo->identity != NULL && !lacks_table(in, o->fo)))
		return false;
	tell(in, codes[n->status], o, n, NULL, packed ?
	    "实际是压缩包，不是表格，未读取" : NULL, packed ?
	    "请解压后再放" : NULL);
	return true;
}

/* The longest name of a table that stands in a file's name, or "". */
static const char *
name_inside(const struct intake *in, bool root, const char *name)
{
	const char *like = "";

	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];
		const char *table = !root && strcmp(f->name, TABLE_STUDIO) == 0 ?
		    FILE_STUDIO : f->name;

		for (size_t k = 0; k <= f->naliases; k++) {
			if (strlen(table) > strlen(like) &&
			    strstr(name, table) != NULL)
				like = table;
			if (k < f->naliases)
				table = f->aliases[k];
		}
	}
	return like;
}

/* A file of a kind that is read: its name may have a table's name in it. */
static void
tell_unknown(struct intake *in, const struct owner *o, const struct tree_node *n)
{
	const char *like = name_inside(in, o->root, text_nfkc(&in->each,
	    n->name));
	enum file_type type = file_type(n->name);

	if (*like == '\0' || (type != FILE_TEXT && type != FILE_BOOK))
		tell(in, FINDING_FILE_NAME_UNKNOWN, o, n, NULL, NULL, NULL);
	else
		tell(in, FINDING_FILE_NAME_UNKNOWN, o, n, NULL,
		    arena_printf(&in->each, "文件名中有“%s”，但不是表名，未读取",
		    like), arena_printf(&in->each, "如为这张表，请改名为"
		    "“%s%s%s”；佐证材料可忽略本条", like,
		    strcmp(like, TABLE_EXPERT) == 0 ? "-专家姓名" : "",
		    strrchr(n->name, '.')));
}

/* A file of a kind that is read, or of no kind that is known. */
static void
tell_name(struct intake *in, const struct owner *o, const struct tree_node *n)
{
	struct file_name name, other;
	const struct form *form = meant(in, o, n, o->root, &name);

	if (tell_kind(in, o, n, &name) || tell_book(in, o, n))
		return;
	if (form != NULL && n->kind == NODE_OTHER)
		tell(in, FINDING_FILE_LINK, o, n, form,
		    "是管道或设备，不是普通文件，未读取", "请放入文件本身");
	else if (form == NULL && n->role != ROLE_NONE &&
	    meant(in, o, n, !o->root, &other) != NULL)
		tell(in, FINDING_FILE_MISPLACED, o, n, NULL, o->root ?
		    "“" FILE_STUDIO "”应放在工作室自己的文件夹里，未读取" :
		    "“" TABLE_STUDIO "”汇总表应放在根目录，未读取", NULL);
	else if (form != NULL && n->role != ROLE_NONE)
		tell(in, FINDING_FILE_MISPLACED, o, n,
		    stands_for(in, o, &name), "这张表有几份，放在不同的文件夹里，未读取",
		    "请只留一份，放在工作室自己的文件夹里");
	else if (n->like != NULL)
		tell(in, FINDING_FILE_NAME_UNKNOWN, o, n, n->like,
		    arena_printf(&in->each, "像是“%s”，但这样的文件有几份，未读取",
		    n->like->name), arena_printf(&in->each, "请只留一份，改名为"
		    "“%s%s”", n->like->name, strrchr(n->name, '.')));
	else if (n->role == ROLE_NONE && *name.part == '\0' &&
	    stands_for(in, o, &name) != NULL)
		tell(in, FINDING_FILE_NOT_TEXT, o, n, form, "不是电子表格，未读取",
		    "请放电子表格（.xlsx 或 .csv）");
	else if (name.several != NULL)
		tell(in, FINDING_FILE_NAME_UNKNOWN, o, n, NULL,
		    arena_printf(&in->each, "文件名像是几张表（%s），未读取",
		    name.several), NULL);
	else
		tell_unknown(in, o, n);
}

static void
tell_one(struct intake *in, const struct owner *o, const struct tree_node *n)
{
	struct file_name name;

	if (n->garbled)
		tell(in, FINDING_FILE_NAME_NOT_TEXT, o, n, NULL, NULL, NULL);
	else if (n->kind == NODE_LINK)
		tell(in, FINDING_FILE_LINK, o, n, meant(in, o, n, o->root,
		    &name), NULL, NULL);
	else if (n->inside)
		tell(in, FINDING_ARCHIVE_INSIDE, o, n, NULL, NULL, NULL);
	else if (n->kind == NODE_ARCHIVE && n->copy_of != NULL)
		tell_copy(in, o, n);
	else if (n->kind == NODE_ARCHIVE)
		tell_archive(in, o, n);
	else if (n->kind == NODE_FOLDER)
		tell(in, FINDING_FOLDER_UNKNOWN, o, n, meant(in, o, n,
		    o->root, &name), NULL, NULL);
	else
		tell_name(in, o, n);
	arena_reset(&in->each);
}

/* Whether a table is there that several folders have, so that none was read. */
static bool
has_several(const struct tree_node *folder)
{
	for (size_t i = 0; i < folder->nchildren; i++) {
		const struct tree_node *n = folder->children[i];

		if (node_is_folder(n) ? has_several(n) :
		    n->several && !n->used)
			return true;
	}
	return false;
}

/* A name that holds what no text may. */
static void
tell_lost(struct intake *in, const struct owner *o, const struct tree_node *n)
{
	if (n->used && strstr(n->name, "�") != NULL)
		tell(in, FINDING_BYTE_BROKEN, o, n, NULL, "文件或文件夹的名称里"
		    "有不成字的字符，以“�”代替", "请改名，去掉这个字符");
}

/* A folder that something was read from: what else is in it. */
static void
tell_inside(struct intake *in, const struct owner *o, struct tree_node *folder)
{
	for (size_t i = 0; i < folder->nchildren && !in->failed; i++) {
		struct tree_node *n = folder->children[i];

		if (n->taken && node_is_folder(n) && n != folder)
			continue;	/* another studio's */
		tell_lost(in, o, n);
		if (node_is_folder(n) && (n->used || has_several(n)))
			tell_inside(in, o, n);
		else if (!n->used)
			tell_one(in, o, n);
	}
}

/* What a school may have sent as all it has, and cannot be read. */
static bool
may_be_studio(const struct tree_node *n)
{
	if (n->garbled || n->inside || n->kind != NODE_FILE)
		return false;
	return file_type(n->name) == FILE_PACKED ||
	    (n->peeked && n->role == ROLE_NONE && (n->status == SHEET_BROKEN ||
	    n->status == SHEET_ENCRYPTED));
}

static void
tell_above(struct intake *in, struct tree_node *folder)
{
	static const struct owner nobody = { .root = true };

	for (size_t i = 0; i < folder->nchildren && !in->failed; i++) {
		struct tree_node *n = folder->children[i];

		if (!n->taken || !node_is_folder(n))
			tell_lost(in, &nobody, n);
		if (n->passed)
			tell_above(in, n);
		else if (node_is_expert_folder(n))
			tell_inside(in, &nobody, n);
		else if (!n->used && !n->taken)
			tell_one(in, may_be_studio(n) ? &(struct owner){
			    .root = true, .studio = file_name_number(
			    &in->studio, n->name) } : &nobody, n);
	}
}

void
unread_tell(struct intake *in, struct batch *b)
{
	for (size_t i = 0; i < b->nfolders && !in->failed; i++) {
		const struct folder *fo = &b->folders[i];
		const struct owner o = { .fo = fo, .studio = fo->code };

		if (fo->top == NULL || fo->passed_over)
			continue;
		if (fo->top->refused != NULL)
			tell_archive(in, &o, fo->top);
		tell_lost(in, &o, fo->top);
		tell_inside(in, &o, fo->top);
	}
	if (b->tree->passed)
		tell_above(in, b->tree);
}
