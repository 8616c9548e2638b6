#include "intake/private.h"

#include <string.h>

#include "base/text.h"

#define LINE_MAX_BYTES 120	/* of a line that the finding shows */

/* A record as one reads it, its cells parted by ｜. */
static const char *
show_record(struct intake *in, const struct source *src,
    const struct sheet_record *r)
{
	struct buf b = { 0 };
	const char *text, *out;

	for (size_t i = 0; i < r->ncells && b.len <= LINE_MAX_BYTES; i++)
		buf_addf(&b, "%s%s", i > 0 ? "｜" : "",
		    text_nfkc(&in->cells, r->cells[i]));
	text = buf_str(&b);
	if (b.len > LINE_MAX_BYTES)
		text = arena_printf(&in->cells, "%s…",
		    text_cut(&in->cells, text, LINE_MAX_BYTES));
	out = arena_strdup(&in->cells, log_stray(in, src->form, text) != NULL ?
	    log_stray(in, src->form, text) : "");
	buf_free(&b);
	return out;
}

/* The likely cause, in the order in which they are tried; "" when unknown. */
static const char *
cause(struct intake *in, const struct source *src, const struct sheet *s)
{
	(void)in;
	(void)src;
	(void)s;
	return "";
}

void
header_missing(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	struct finding f = { .studio = fo->code, .file = src->shown,
	    .sheet = src->sheet };
	const char *why = cause(in, src, s);

	if (s->nrecords > 0)
		f.detail = arena_printf(&in->cells, "找不到表头，文件未读取%s。"
		    "读到的开头是“%s”%s%s%s", why,
		    show_record(in, src, &s->records[0]),
		    s->nrecords > 1 ? "、“" : "", s->nrecords > 1 ?
		    show_record(in, src, &s->records[1]) : "",
		    s->nrecords > 1 ? "”" : "");
	log_finding(in, FINDING_HEADER_MISSING, &f);
}
