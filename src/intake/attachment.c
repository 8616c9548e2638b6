#include "intake/private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/*
 * Fields of the type 文件: a cell names a text file, which stands beside the
 * table or in a folder below; its characters are counted.  What a table in
 * the batch's root names may also stand in the studio's folder.
 */
struct attachment {
	const struct source *table;	/* whose cell names it */
	const struct field *field;
	const struct cell *cell;
	const struct field *stated;	/* says how many characters, or NULL */
	const char *number;		/* what that says, or NULL */
	struct finding at;		/* the cell */
};

/*
 * The name as a path below the table's folder, empty parts and . dropped,
 * or NULL when it leaves that.  People on Windows write \ for /.
 */
static const char *
below(struct arena *a, const char *name)
{
	struct buf b = { 0 };
	const char *out = NULL;
	size_t n;

	if (*name == '/' || *name == '\\' ||
	    (isalpha((unsigned char)*name) && name[1] == ':'))
		return NULL;
	for (; *name != '\0'; name += n) {
		n = strspn(name, "/\\");
		if (n > 0)
			continue;
		n = strcspn(name, "/\\");
		if (n == 2 && strncmp(name, "..", n) == 0)
			goto out;
		if (n == 1 && *name == '.')
			continue;
		if (b.len > 0)
			buf_addc(&b, '/');
		buf_add(&b, name, n);
	}
	if (b.len > 0)
		out = arena_strdup(a, buf_str(&b));
out:
	buf_free(&b);
	return out;
}

/* Nothing is counted: what the form states holds, if it says anything. */
static void
tell_unused(struct intake *in, const struct attachment *t,
    enum finding_code code, const char *why)
{
	struct finding f = t->at;
	bool shown = t->number != NULL && !log_hides(in, t->stated);

	if (why == NULL)
		why = finding_text(code);
	else
		why = arena_printf(&in->cells, "所写的文件%s，未读取", why);
	f.detail = shown ? arena_printf(&in->cells,
	    "%s，字符数以填报的“%s”%s为准", why, t->stated->name, t->number) :
	    arena_printf(&in->cells, "%s，字符数%s", why, t->number != NULL ?
	    "以填报的为准" : "按空处理");
	log_finding(in, code, &f);
}

static const char *
status_text(enum sheet_status status)
{
	switch (status) {
	case SHEET_SPREADSHEET:
	case SHEET_BROKEN:
	case SHEET_ENCRYPTED:
	case SHEET_ARCHIVE:
	case SHEET_DOCUMENT:
	case SHEET_NO_TABLE:
		return "是 Word、WPS 或电子表格的文档，不是纯文本";
	case SHEET_TOO_LARGE:
		return "超过 64 MiB";
	case SHEET_OK:
	case SHEET_EMPTY:
	case SHEET_NOT_TEXT:
	case SHEET_TOO_MANY_ROWS:
	case SHEET_STATUSES:
		break;
	}
	return "不是文本，或文字编码无法识别";
}

/*
 * Where the text is: beside the table or below, or else in a folder of the
 * studio's; NULL when it is nowhere.
 */
static struct tree_node *
look(struct intake *in, const struct attachment *t, const char *path)
{
	const struct folder *fo = t->at.studio == NULL ? NULL :
	    batch_folder(in->batch, t->at.studio);
	struct tree_node *places[] = { t->table->node->parent,
	    fo != NULL ? fo->home : NULL, fo != NULL ? fo->top : NULL,
	    fo != NULL ? fo->extra : NULL,
	    /* beside a workbook that is the whole batch */
	    fo != NULL ? node_find(in, fo->home, fo->code) : NULL };
	struct tree_node *n = NULL;

	for (size_t i = 0; i < sizeof(places) / sizeof(*places) && n == NULL;
	    i++)
		if (places[i] != NULL && node_is_folder(places[i]))
			n = node_find(in, places[i], path);
	/* 班01-案例.txt beside 班01-案例.csv */
	for (const char *mark = "-_ "; n == NULL && *mark != '\0' &&
	    t->table->node->owner != NULL; mark++)
		n = node_find(in, places[0], arena_printf(&in->cells,
		    "%s%c%s", t->table->node->owner, *mark, path));
	return n;
}

/* The text's file, or NULL (told). */
static struct tree_node *
find_text(struct intake *in, const struct attachment *t)
{
	const char *path = below(&in->cells, t->cell->value);
	struct tree_node *n;

	if (path == NULL) {
		tell_unused(in, t, FINDING_TEXT_FILE_OUTSIDE, NULL);
		return NULL;
	}
	n = look(in, t, path);
	if (n != NULL && n->kind == NODE_FILE)
		return n;
	tell_unused(in, t, n == NULL ? FINDING_TEXT_FILE_MISSING :
	    FINDING_TEXT_FILE_UNREADABLE, n == NULL ? NULL :
	    n->kind == NODE_LINK ? "是链接，不是文件本身" : "不是普通文件");
	return NULL;
}

/* Broken places, which is all that can be odd in a text. */
static void
tell_broken(struct intake *in, const struct attachment *t,
    const struct source *src, const struct sheet *s)
{
	for (size_t i = 0; i < s->noddities; i++)
		log_finding(in, FINDING_BYTE_BROKEN, &(struct finding){
		    .studio = t->at.studio, .file = src->shown,
		    .line = s->oddities[i].line });
}

/* The text the cell names, in the arena, or NULL (told). */
static char *
open_text(struct intake *in, const struct attachment *t)
{
	struct arena *a = &in->cells;
	struct tree_node *n = find_text(in, t);
	struct source src = { .node = n, .part = "" };
	enum sheet_status status;
	struct sheet s = { .encoding = "" };
	struct err err;
	char *data, *text = NULL;
	size_t len;

	if (n == NULL)
		return NULL;
	node_use(n);
	src.shown = node_shown(a, n);
	log_form(in, src.shown, NULL, t->table->form);
	if (node_bytes(&in->reader, n, a, &data, &len, &status, &err) == -1) {
		log_refusal(in, &err);
		return NULL;
	}
	if (data != NULL)
		sheet_parse_text(a, data, len, &s, &text, &status);
	if (text == NULL)
		tell_unused(in, t, FINDING_TEXT_FILE_UNREADABLE,
		    status_text(status));
	else if (text_blank(text))
		log_finding(in, FINDING_FILE_EMPTY, &(struct finding){
		    .studio = t->at.studio, .file = src.shown });
	tell_broken(in, t, &src, &s);
	log_source(in, &src, &s, t->at.studio);
	return text;
}

/* Unicode white space and the BOM are no characters of a text. */
static long long
count(const char *text)
{
	long long n = 0;

	while (*text != '\0') {
		uint32_t ch = text_next(&text);

		n += !text_is_white(ch) && ch != 0xfeff;
	}
	return n;
}

static void
read_text(struct intake *in, const struct form *f, const struct attachment *t,
    struct cell *c)
{
	const char *text = open_text(in, t);
	struct finding at = t->at;
	const struct cell *number;
	long long n;

	if (text == NULL)
		return;
	n = count(text);
	c->count = arena_printf(&in->cells, "%lld", n);
	if (t->number == NULL || strtoll(t->number, NULL, 10) == n)
		return;
	number = c + (t->stated - f->fields) - (t->field - f->fields);
	at.line = number->line;
	at.row = number->row;
	at.column = number->column;
	at.field = t->stated->name;
	at.value = log_value(in, t->stated, t->number);
	if (!log_hides(in, t->stated))
		at.detail = arena_printf(&in->cells, "填报的%s是%s，文件中有"
		    "%lld个字符（不含空白），以文件为准", t->stated->name,
		    t->number, n);
	log_finding(in, FINDING_TEXT_LENGTH_DIFFERS, &at);
}

void
row_attachments(struct intake *in, const struct source *src, struct row *row,
    const char *studio)
{
	const struct form *f = src->form;

	for (size_t i = 0; in->has_attachments && !in->mute && i < f->nfields;
	    i++) {
		struct cell *c = &row->cells[i];
		struct attachment t = { .table = src, .field = &f->fields[i],
		    .cell = c, .stated = form_stated(f, &f->fields[i]) };

		if (!field_types[t.field->type].file)
			continue;
		if (t.stated != NULL)
			t.number = row->cells[t.stated - f->fields].value;
		t.at = (struct finding){ .studio = studio, .file = row->file, .sheet = row->sheet,
		    .line = c->line, .row = c->row, .column = c->column,
		    .field = t.field->name,
		    .value = log_value(in, t.field, c->value) };
		c->count = t.number;
		if (c->value != NULL)
			read_text(in, f, &t, c);
	}
}
