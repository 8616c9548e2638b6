/*
 * A scheme that is a workbook: the files of a scheme ("@@ 表单.csv"), each a
 * sheet of Excel's XML, which needs no packing.  What numbers, dates and
 * percentages become there is what the cells' types say.
 */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "scheme/scheme.h"
#include "sheet/sheet.h"

static struct buf book;

static void
add_escaped(const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("<>&\"", *text) != NULL || (unsigned char)*text < ' ')
			buf_addf(&book, "&#%d;", *text);
		else
			buf_addc(&book, *text);
	}
}

/* 参照/名额.csv is the sheet 参照-名额. */
static void
add_name(const char *name)
{
	const char *end = strstr(name, ".csv");

	for (; *name != '\0' && name != end; name++)
		if (*name == '/')
			buf_addc(&book, '-');
		else
			add_escaped((const char[]){ *name, '\0' });
}

static void
add_cell(const char *text)
{
	size_t digits = strspn(text, "0123456789.");
	bool number = digits > 0 && text[digits] == '\0';

	buf_addf(&book, "<Cell><Data ss:Type=\"%s\">", number ? "Number" :
	    "String");
	add_escaped(text);
	buf_adds(&book, "</Data></Cell>");
}

static void
put(const char *name, const char *bytes, size_t len)
{
	struct arena a = { 0 };
	enum sheet_status status;
	struct sheet s;

	sheet_parse(&a, bytes, len, &s, &status);
	if (status == SHEET_OK && text_valid(name, strlen(name))) {
		buf_adds(&book, "<Worksheet ss:Name=\"");
		add_name(name);
		buf_adds(&book, "\"><Table>\n");
		for (size_t r = 0; r < s.nrecords; r++) {
			buf_adds(&book, "<Row>");
			for (size_t c = 0; c < s.records[r].ncells; c++)
				add_cell(s.records[r].cells[c]);
			buf_adds(&book, "</Row>\n");
		}
		buf_adds(&book, "</Table></Worksheet>\n");
	}
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct scheme s = { 0 };
	struct store store;
	struct err err = { 0 };

	buf_adds(&book, "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-"
	    "microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-"
	    "microsoft-com:office:spreadsheet\">\n");
	fuzz_split(data, size, put);
	buf_adds(&book, "</Workbook>\n");
	MUST(fuzz_put("scheme.xlsx", buf_str(&book), book.len));
	if (scheme_read(&s, fuzz_path(&a, "scheme.xlsx"), &err) == 0) {
		for (size_t i = 0; i < s.nlints; i++)
			MUST(*s.lints[i].text != '\0');
		if (s.nlints == 0) {
			MUST(store_create(&store, &err) == 0);
			MUST(scheme_load(&s, &store, &err) == 0);
			store_close(&store);
		}
	} else {
		MUST(*err.text != '\0');
	}
	scheme_free(&s);
	buf_free(&book);
	book = (struct buf){ 0 };
	arena_free(&a);
	return 0;
}
