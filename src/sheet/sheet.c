#include "sheet/sheet.h"

#include <string.h>

#include <nettle/sha2.h>

#include "base/convert.h"
#include "base/file.h"
#include "sheet/csv.h"
#include "sheet/decode.h"

void
sheet_hash(const char *data, size_t len, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	struct sha256_ctx ctx;
	uint8_t sum[SHA256_DIGEST_SIZE];

	sha256_init(&ctx);
	sha256_update(&ctx, len, (const uint8_t *)data);
	sha256_digest(&ctx, sizeof(sum), sum);
	for (size_t i = 0; i < sizeof(sum); i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
	}
	hex[64] = '\0';
}

/* A zip (xlsx, ods) or an OLE file (xls, et), whatever its name says. */
static bool
is_spreadsheet(const char *data, size_t len)
{
	return (len >= 4 && memcmp(data, "PK\x03\x04", 4) == 0) ||
	    (len >= 8 &&
	    memcmp(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0);
}

/*
 * What is known of the bytes before they are taken for a table or a text,
 * and them decoded; d->text is NULL where *status says why not.
 */
static void
begin(const char *data, size_t len, struct sheet *sheet, struct decoded *d,
    enum sheet_status *status)
{
	*d = (struct decoded){ .encoding = "" };
	*sheet = (struct sheet){ .encoding = "", .bytes = len };
	sheet_hash(data, len, sheet->sha256);
	if (len > SHEET_MAX_BYTES) {
		*status = SHEET_TOO_LARGE;
	} else if (is_spreadsheet(data, len)) {
		*status = SHEET_SPREADSHEET;
	} else {
		decode_bytes(data, len, d);
		sheet->encoding = d->encoding;
		sheet->bad_line = d->bad_line;
		*status = d->text == NULL ? SHEET_NOT_TEXT : d->len == 0 ?
		    SHEET_EMPTY : SHEET_OK;
	}
}

void
sheet_parse(struct arena *a, const char *data, size_t len,
    struct sheet *sheet, enum sheet_status *status)
{
	struct decoded d;

	begin(data, len, sheet, &d, status);
	if (d.text != NULL)
		csv_read(a, &d, sheet, status);
	decode_free(&d);
}

int
sheet_read(struct arena *a, const char *path, struct sheet *sheet,
    enum sheet_status *status, struct err *err)
{
	struct arena bytes = { 0 };
	char *data;
	size_t len;
	bool too_large;
	int rc;

	if (convert_ready(err) == -1)
		return -1;
	rc = file_read(&bytes, path, SHEET_MAX_BYTES, &data, &len,
	    &too_large, err);
	if (rc == 0) {
		sheet_parse(a, data, len, sheet, status);
	} else if (too_large) {
		rc = 0;
		*sheet = (struct sheet){ .encoding = "" };
		sheet->bytes = len;
		*status = SHEET_TOO_LARGE;
	}
	arena_free(&bytes);
	return rc;
}

/* Broken places of a text that is no table are told once a line. */
static void
tell_broken(struct arena *a, const struct decoded *d, struct sheet *sheet)
{
	size_t line = 1, at = 0, cap = 0;

	for (size_t i = 0; i < d->nbroken; i++) {
		struct sheet_oddity *o;

		for (; at < d->broken[i]; at++)
			line += d->text[at] == '\n';
		if (sheet->noddities > 0 &&
		    sheet->oddities[sheet->noddities - 1].line == line)
			continue;
		arena_grow(a, &sheet->oddities, &cap, sheet->noddities,
		    sizeof(*o));
		o = &sheet->oddities[sheet->noddities++];
		*o = (struct sheet_oddity){ .kind = SHEET_BYTE_BROKEN,
		    .line = line, .row = line, .column = 1 };
	}
}

void
sheet_parse_text(struct arena *a, const char *data, size_t len,
    struct sheet *sheet, char **text, enum sheet_status *status)
{
	struct decoded d = { .encoding = "" };

	begin(data, len, sheet, &d, status);
	*text = d.text != NULL ? arena_strndup(a, d.text, d.len) : NULL;
	if (d.text != NULL && d.len > 0) {
		sheet->nlines = 1;
		for (size_t i = 0; i + 1 < d.len; i++)
			sheet->nlines += d.text[i] == '\n';
		tell_broken(a, &d, sheet);
	}
	decode_free(&d);
}

char *
sheet_decode(struct arena *a, const char *data, size_t len,
    const char **encoding)
{
	struct decoded d;
	char *copy = NULL;

	decode_bytes(data, len, &d);
	*encoding = d.nbroken == 0 ? d.encoding : "";
	if (d.text != NULL && d.nbroken == 0)
		copy = arena_strndup(a, d.text, d.len);
	decode_free(&d);
	return copy;
}

const char *
sheet_cell(const struct sheet_record *rec, size_t column)
{
	return column < rec->ncells ? rec->cells[column] : "";
}

void
sheet_add_column_name(struct buf *b, size_t column)
{
	char letters[16], *p = letters + sizeof(letters) - 1;

	*p = '\0';
	for (; column > 0 && p > letters; column = (column - 1) / 26)
		*--p = (char)('A' + (column - 1) % 26);
	buf_adds(b, p);
}
