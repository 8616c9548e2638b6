#include "intake/private.h"

#include <string.h>

/* Oddities that the reader of sheets met. */
static void
tell_oddities(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	static const enum finding_code codes[] = {
		[SHEET_CELL_TOO_LONG] = FINDING_CELL_TOO_LONG,
		[SHEET_QUOTE_OPEN] = FINDING_QUOTE_OPEN,
		[SHEET_ROW_TOO_WIDE] = FINDING_ROW_TOO_WIDE,
		[SHEET_QUOTE_SWALLOWS] = FINDING_QUOTE_SWALLOWS,
		[SHEET_BYTE_BROKEN] = FINDING_BYTE_BROKEN,
		[SHEET_TEXT_MOJIBAKE] = FINDING_TEXT_MOJIBAKE,
		[SHEET_ROW_HIDDEN] = FINDING_ROW_HIDDEN,
	};

	for (size_t i = 0; i < s->noddities; i++) {
		const struct sheet_oddity *o = &s->oddities[i];

		log_finding(in, codes[o->kind], &(struct finding){
		    .studio = fo->code, .file = src->shown,
		    .sheet = src->sheet, .line = o->line, .row = o->row,
		    .column = o->column });
	}
}

static void
tell_status(struct intake *in, const struct folder *fo,
    const struct source *src, enum sheet_status status, size_t bad_line)
{
	static const enum finding_code codes[] = {
		[SHEET_EMPTY] = FINDING_FILE_EMPTY,
		[SHEET_NOT_TEXT] = FINDING_FILE_NOT_TEXT,
		[SHEET_TOO_LARGE] = FINDING_FILE_TOO_LARGE,
		[SHEET_TOO_MANY_ROWS] = FINDING_FILE_TOO_MANY_ROWS,
		[SHEET_BROKEN] = FINDING_FILE_BROKEN,
		[SHEET_ENCRYPTED] = FINDING_FILE_ENCRYPTED,
		[SHEET_ARCHIVE] = FINDING_ARCHIVE_REFUSED,
		[SHEET_DOCUMENT] = FINDING_FILE_NOT_TEXT,
		[SHEET_NO_TABLE] = FINDING_HEADER_MISSING,
	};
	static const struct { const char *detail, *advice; } words[] = {
		[SHEET_ARCHIVE] = { "实际是压缩包，不是表格，未读取",
		    "请解压后再放" },
		[SHEET_DOCUMENT] = { "是文档（Word、PDF 等）或图片，不是表格，"
		    "未读取", "请放入表格本身：用 WPS 或 Excel 另存为 .xlsx；"
		    "不要放扫描件或照片" },
		[SHEET_NO_TABLE] = { "是网页，里面没有表格，未读取",
		    "多为没有登录或下载未成功所致：请登录后重新导出，"
		    "或在浏览器里打开，把表格复制到电子表格" },
	};
	bool own = status < sizeof(words) / sizeof(*words);

	log_finding(in, codes[status], &(struct finding){
	    .studio = fo->code, .file = src->shown, .sheet = src->sheet,
	    .line = bad_line,
	    .detail = own ? words[status].detail : NULL,
	    .advice = own ? words[status].advice : NULL });
}

/* The file, from who reads ahead where somebody does. */
static const struct reading *
read_source(struct intake *in, const struct source *src,
    struct reading *here)
{
	const struct reading *ahead = in->prefetch == NULL ? NULL :
	    prefetch_take(in->prefetch, src);

	if (ahead != NULL)
		return ahead;
	here->unreadable = node_sheets(&in->reader, src->node, &in->file,
	    &here->file, &here->status, &here->why) == -1;
	return here;
}

static bool
may_go_on(struct intake *in)
{
	if (in->failed)
		return false;
	if (in->options->stop != NULL && in->options->stop()) {
		(void)err_interrupted(in->err);
		in->failed = true;
		return false;
	}
	if (in->options->tick != NULL && !in->mute)
		in->options->tick(++in->done, in->total);
	return true;
}

/* A text has one sheet, also where nothing of it is of use; or NULL. */
static const struct sheet *
text_of(const struct sheets *file)
{
	return file->kind == SHEETS_TEXT ? file->sheets : NULL;
}

void
source_record_file(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheets *file)
{
	struct sheet whole = { 0 };

	if (text_of(file) != NULL)
		whole = *text_of(file);
	if (whole.encoding == NULL)
		whole.encoding = "";
	whole.bytes = file->bytes;
	memcpy(whole.sha256, file->sha256, sizeof(whole.sha256));
	log_source(in, src, &whole, fo->code);
}

bool
source_open(struct intake *in, const struct folder *fo,
    const struct source *src, struct sheets *file)
{
	struct reading here;
	const struct reading *r;

	arena_reset(&in->file);
	arena_reset(&in->each);
	arena_reset(&in->cells);
	if (!may_go_on(in))
		return false;
	r = read_source(in, src, &here);
	*file = r->file;
	if (r->unreadable) {
		log_refusal(in, &r->why);
		return false;
	}
	if (r->status == SHEET_OK && file->nsheets > 0)
		return !in->failed;
	source_record_file(in, fo, src, file);
	if (text_of(file) != NULL)
		tell_oddities(in, fo, src, text_of(file));
	tell_status(in, fo, src, r->status, text_of(file) != NULL ?
	    text_of(file)->bad_line : 0);
	return false;
}

void
source_record(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	log_source(in, src, s, fo->code);
	tell_oddities(in, fo, src, s);
}
