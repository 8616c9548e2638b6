#include "sheet/sheet.h"

#include <string.h>
#include <sys/stat.h>

#include <nettle/sha2.h>

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
 * and them decoded (see decode); NULL where *status says why not.
 */
static const char *
begin(const char *data, size_t len, struct sheet *sheet,
    struct buf *converted, size_t *text_len, enum sheet_status *status)
{
	const char *text = NULL;

	*sheet = (struct sheet){ .encoding = "", .separator = ',',
	    .bytes = len };
	sheet_hash(data, len, sheet->sha256);
	if (len > SHEET_MAX_BYTES) {
		*status = SHEET_TOO_LARGE;
	} else if (is_spreadsheet(data, len)) {
		*status = SHEET_SPREADSHEET;
	} else {
		text = decode_bytes(data, len, converted, text_len,
		    &sheet->encoding);
		*status = text == NULL ? SHEET_NOT_TEXT : *text_len == 0 ?
		    SHEET_EMPTY : SHEET_OK;
	}
	return text;
}

void
sheet_parse(struct arena *a, const char *data, size_t len,
    struct sheet *sheet, enum sheet_status *status)
{
	struct buf converted = { 0 };
	size_t text_len = 0;
	const char *text = begin(data, len, sheet, &converted, &text_len,
	    status);
	struct csv_reader *g;

	if (text != NULL) {
		g = csv_reader_begin(a, csv_reader_separator(text, text_len));
		csv_reader_feed(g, text, text_len);
		csv_reader_end(g, sheet, status);
	}
	buf_free(&converted);
}

/*
 * The bytes of a file: 1, or 0 when there are too many (which sheet and
 * status tell), or -1 when it cannot be read.
 */
static int
read_bytes(struct arena *a, const char *path, char **data, size_t *len,
    struct sheet *sheet, enum sheet_status *status, struct err *err)
{
	bool too_large;
	struct stat st;

	if (file_read(a, path, SHEET_MAX_BYTES, data, len, &too_large,
	    err) == 0)
		return 1;
	if (!too_large)
		return -1;
	*sheet = (struct sheet){ .encoding = "", .separator = ',' };
	if (stat(path, &st) == 0)
		sheet->bytes = (size_t)st.st_size;
	*status = SHEET_TOO_LARGE;
	return 0;
}

int
sheet_read(struct arena *a, const char *path, struct sheet *sheet,
    enum sheet_status *status, struct err *err)
{
	struct arena bytes = { 0 };
	char *data;
	size_t len;
	int rc = read_bytes(&bytes, path, &data, &len, sheet, status, err);

	if (rc == 1)
		sheet_parse(a, data, len, sheet, status);
	arena_free(&bytes);
	return rc == -1 ? -1 : 0;
}

void
sheet_parse_text(struct arena *a, const char *data, size_t len,
    struct sheet *sheet, char **text, enum sheet_status *status)
{
	struct buf converted = { 0 };
	size_t text_len = 0;
	const char *decoded = begin(data, len, sheet, &converted, &text_len,
	    status);

	*text = decoded != NULL ? arena_strndup(a, decoded, text_len) : NULL;
	if (decoded != NULL && text_len > 0) {
		sheet->nlines = 1;
		for (size_t i = 0; i + 1 < text_len; i++)
			sheet->nlines += decoded[i] == '\n';
	}
	buf_free(&converted);
}

int
sheet_read_text(struct arena *a, const char *path, struct sheet *sheet,
    char **text, enum sheet_status *status, struct err *err)
{
	struct arena bytes = { 0 };
	size_t len;
	char *data;
	int rc = read_bytes(&bytes, path, &data, &len, sheet, status, err);

	*text = NULL;
	if (rc == 1)
		sheet_parse_text(a, data, len, sheet, text, status);
	arena_free(&bytes);
	return rc == -1 ? -1 : 0;
}

char *
sheet_decode(struct arena *a, const char *data, size_t len,
    const char **encoding)
{
	struct buf converted = { 0 };
	size_t text_len = 0;
	const char *text = decode_bytes(data, len, &converted, &text_len, encoding);
	char *copy = NULL;

	if (text != NULL)
		copy = arena_strndup(a, text, text_len);
	buf_free(&converted);
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
