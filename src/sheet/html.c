#include "sheet/html.h"

#include <limits.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "sheet/decode.h"
#include "sheet/grid.h"
#include "sheet/html_table.h"

/*
 * The parser is libxml2's, without its tree: it knows the entities, which end
 * tags may be left out, and what else of a page is broken.
 *
 * For an end tag that closes nothing it goes through all elements that are
 * open.  So that a page of nothing else does not hold us up, that is counted.
 */
#define MAX_STEPS	((size_t)1 << 30)
#define MAX_DEPTH	100000

struct html_page {
	htmlParserCtxtPtr parser;
	struct html_tables tables;
	size_t left_out;	/* elements whose text is none, that are open */
	size_t steps;
	size_t nnames, cap_names;	/* that Excel gave its sheets */
	const char **names;
};

enum html_tag {
	TAG_BLOCK, TAG_BREAK, TAG_CAPTION, TAG_CELL, TAG_LEFT_OUT, TAG_ROW,
	TAG_TABLE, TAG_OTHER
};

static enum html_tag
tag_of(const xmlChar *name)
{
	static const struct {
		const char *name;
		enum html_tag tag;
	} tags[] = {
		{ "td", TAG_CELL }, { "th", TAG_CELL }, { "tr", TAG_ROW },
		{ "table", TAG_TABLE }, { "br", TAG_BREAK },
		{ "caption", TAG_CAPTION }, { "p", TAG_BLOCK },
		{ "div", TAG_BLOCK }, { "li", TAG_BLOCK }, { "ul", TAG_BLOCK },
		{ "ol", TAG_BLOCK }, { "dd", TAG_BLOCK }, { "dt", TAG_BLOCK },
		{ "h1", TAG_BLOCK }, { "h2", TAG_BLOCK }, { "h3", TAG_BLOCK },
		{ "h4", TAG_BLOCK }, { "h5", TAG_BLOCK }, { "h6", TAG_BLOCK },
		{ "pre", TAG_BLOCK }, { "hr", TAG_BLOCK },
		{ "script", TAG_LEFT_OUT }, { "style", TAG_LEFT_OUT },
		{ "title", TAG_LEFT_OUT }, { "rt", TAG_LEFT_OUT },
		{ "rp", TAG_LEFT_OUT }, { "comment", TAG_LEFT_OUT },
		{ "template", TAG_LEFT_OUT }, { "noscript", TAG_LEFT_OUT },
	};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strcasecmp((const char *)name, tags[i].name) == 0)
			return tags[i].tag;
	return TAG_OTHER;
}

static const char *
attribute(const xmlChar *const *attributes, const char *name)
{
	for (; attributes != NULL && *attributes != NULL; attributes += 2)
		if (strcasecmp((const char *)attributes[0], name) == 0)
			return (const char *)attributes[1];
	return NULL;
}

/* The cells a cell spans; 1 where that is not said. */
static size_t
spanned(const xmlChar *const *attributes, const char *name)
{
	const char *value = attribute(attributes, name);
	char *end;
	long n;

	if (value == NULL)
		return 1;
	n = strtol(value, &end, 10);
	return end == value || n < 0 ? 1 : (size_t)n;
}

static bool
is_hidden(const xmlChar *const *attributes)
{
	const char *style = attribute(attributes, "style");
	const char *p = style != NULL ? strcasestr(style, "display") : NULL;

	if (p == NULL)
		return attribute(attributes, "hidden") != NULL;
	p += strlen("display");
	p += strspn(p, " \t\r\n");
	if (*p != ':')
		return false;
	p += 1 + strspn(p + 1, " \t\r\n");
	return strncasecmp(p, "none", 4) == 0;
}

/* ---- what the parser tells ----------------------------------------------------- */

static void
stop(struct html_page *page, enum sheet_status status)
{
	page->tables.status = status;
	xmlStopParser(page->parser);
}

static void
on_begin(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	const xmlChar *const *all = (const xmlChar *const *)attributes;
	struct html_page *page = ctx;
	struct html_tables *t = &page->tables;
	struct html_text *text = html_text_at(t);
	enum html_tag tag = tag_of(name);

	if (page->parser->nameNr > MAX_DEPTH)
		t->status = SHEET_BROKEN;
	if (tag == TAG_LEFT_OUT)
		page->left_out++;
	else if (tag == TAG_TABLE)
		html_table_begin(t);
	else if (tag == TAG_ROW)
		html_row_begin(t, is_hidden(all));
	else if (tag == TAG_CELL)
		html_cell_begin(t, spanned(all, "colspan"),
		    spanned(all, "rowspan"), is_hidden(all));
	else if (tag == TAG_CAPTION)
		html_caption_begin(t);
	else if (tag == TAG_BREAK && text != NULL)
		html_text_line(text);
	else if (tag == TAG_BLOCK && text != NULL)
		html_text_block(text);
	if (t->status != SHEET_OK)
		stop(page, t->status);
}

static void
on_end(void *ctx, const xmlChar *name)
{
	struct html_page *page = ctx;
	struct html_tables *t = &page->tables;
	struct html_text *text = html_text_at(t);
	enum html_tag tag = tag_of(name);

	if (tag == TAG_LEFT_OUT && page->left_out > 0)
		page->left_out--;
	else if (tag == TAG_TABLE)
		html_table_end(t);
	else if (tag == TAG_ROW)
		html_row_end(t);
	else if (tag == TAG_CELL)
		html_cell_end(t);
	else if (tag == TAG_CAPTION)
		html_caption_end(t);
	else if (tag == TAG_BLOCK && text != NULL)
		html_text_block(text);
	if (t->status != SHEET_OK)
		stop(page, t->status);
}

static void
on_text(void *ctx, const xmlChar *s, int len)
{
	struct html_page *page = ctx;
	struct html_text *text = html_text_at(&page->tables);

	if (text != NULL && page->left_out == 0)
		html_text_add(text, (const char *)s, (size_t)len);
}

/* Excel writes the sheets' names into a comment, and so do its imitators. */
static void
on_comment(void *ctx, const xmlChar *s)
{
	struct html_page *page = ctx;
	const char *p = (const char *)s, *end;

	while ((p = strstr(p, "<x:Name>")) != NULL) {
		p += strlen("<x:Name>");
		end = strstr(p, "</x:Name>");
		if (end == NULL)
			break;
		arena_grow(page->tables.a, &page->names, &page->cap_names,
		    page->nnames, sizeof(*page->names));
		page->names[page->nnames++] = arena_strndup(page->tables.a, p,
		    (size_t)(end - p));
	}
}

static void
on_error(void *ctx, xmlErrorPtr error)
{
	struct html_page *page = ctx;

	if (error->level == XML_ERR_FATAL && error->code == XML_ERR_NO_MEMORY)
		page->tables.status = SHEET_BROKEN;
	/* &#xD800; is left out by the parser: something was there. */
	if (error->code == XML_ERR_INVALID_CHAR &&
	    !text_may_hold((uint32_t)error->int1))
		on_text(page, (const xmlChar *)GRID_LOST,
		    (int)strlen(GRID_LOST));
	page->steps += (size_t)page->parser->nameNr;
	if (page->steps > MAX_STEPS)
		stop(page, SHEET_BROKEN);
}

/* ---- the page ------------------------------------------------------------------ */

static void
read_page(struct html_page *page, const char *text, size_t len)
{
	htmlSAXHandler told = {
		.initialized = XML_SAX2_MAGIC,
		.startElement = on_begin, .endElement = on_end,
		.characters = on_text, .ignorableWhitespace = on_text,
		.cdataBlock = NULL, .comment = on_comment,
		.serror = on_error,
	};
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(text, (int)len);
	htmlSAXHandlerPtr own;

	if (parser == NULL) {
		page->tables.status = SHEET_BROKEN;
		return;
	}
	page->parser = parser;
	(void)htmlCtxtUseOptions(parser, HTML_PARSE_NONET |
	    HTML_PARSE_IGNORE_ENC);
	(void)xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	own = parser->sax;
	parser->sax = &told;
	parser->userData = page;
	(void)htmlParseDocument(parser);
	parser->sax = own;
	htmlFreeParserCtxt(parser);
	html_tables_end(&page->tables);
}

static void
name_tables(struct html_page *page)
{
	struct html_tables *t = &page->tables;

	for (size_t i = 0; i < t->n; i++) {
		const char **name = &t->sheets[i].name;

		if (t->n == 1)
			*name = NULL;
		else if (page->nnames == t->n)
			*name = page->names[i];
		else if (*name == NULL)
			*name = arena_printf(t->a, "%zu", i + 1);
	}
}

void
html_parse(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	struct html_page page = { .tables = { .a = a } };
	struct decoded d = { 0 };

	decode_bytes(data, len, &d);
	if (d.text == NULL || d.len > INT_MAX)
		page.tables.status = SHEET_NOT_TEXT;
	decode_mark_broken(&d);
	if (page.tables.status == SHEET_OK && d.len > 0)
		read_page(&page, d.text, d.len);
	name_tables(&page);
	*status = page.tables.status;
	if (*status == SHEET_OK && page.tables.n == 0)
		*status = page.tables.any ? SHEET_EMPTY : SHEET_NO_TABLE;
	file->kind = SHEETS_HTML;
	file->nsheets = *status == SHEET_OK ? page.tables.n : 0;
	file->sheets = page.tables.sheets;
	for (size_t i = 0; i < file->nsheets; i++)
		file->sheets[i].encoding = d.encoding;
	decode_free(&d);
}

void
html_peek(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	(void)data;
	*status = len == 0 ? SHEET_EMPTY : SHEET_OK;
	file->kind = SHEETS_HTML;
	file->nsheets = len > 0;
	file->sheets = arena_alloc(a, sizeof(*file->sheets));
}
