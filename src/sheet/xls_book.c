#include "sheet/xls_book.h"

#include "sheet/bytes.h"
#include "sheet/ole.h"

#define BUILTIN		64u		/* formats that need not be told of */
#define VERSION_BIFF8	0x0600
#define KIND_SHEET	0x10		/* of a BOF; of a workbook it is 5 */

/* What grows while it is read. */
struct xls_growth {
	size_t strings, styles, sheets;
};

static void
read_format(struct arena *own, struct xls_book *book, struct biff *b)
{
	struct biff_part t = biff_part(b, 0);
	uint32_t id = biff_u16(&t);
	size_t n = book->unicode ? biff_u16(&t) : biff_u8(&t);

	book->formats[id] = number_format(biff_text(&t, own, n));
}

static void
read_style(struct arena *own, struct xls_book *book, struct biff *b,
    struct xls_growth *room)
{
	struct biff_part t = biff_part(b, 2);

	arena_grow(own, &book->styles, &room->styles, book->nstyles,
	    sizeof(*book->styles));
	book->styles[book->nstyles++] = (uint16_t)biff_u16(&t);
}

/* A sheet of the workbook; charts and macros are none. */
static void
read_sheet(struct arena *a, struct arena *own, struct xls_book *book,
    struct biff *b, struct xls_growth *room)
{
	struct biff_part t = biff_part(b, 0);
	size_t offset = biff_u32(&t);
	bool hidden = (biff_u8(&t) & 3) != 0;
	bool table = biff_u8(&t) == 0;
	size_t n = biff_u8(&t);

	if (!table)
		return;
	arena_grow(own, &book->sheets, &room->sheets, book->nsheets,
	    sizeof(*book->sheets));
	book->sheets[book->nsheets++] = (struct xls_sheet){
	    biff_text(&t, a, n), hidden, offset };
}

static void
read_strings(struct arena *a, struct arena *own, struct xls_book *book,
    struct biff *b, struct xls_growth *room)
{
	struct biff_part t = biff_part(b, 4);	/* behind how often they are used */
	size_t n = biff_u32(&t);

	for (; n > 0 && biff_more(&t); n--) {
		size_t length = biff_u16(&t);

		arena_grow(own, &book->strings, &room->strings, book->nstrings,
		    sizeof(*book->strings));
		book->strings[book->nstrings++] = biff_text(&t, a, length);
	}
}

/* The records that stand in front of the sheets'. */
static enum sheet_status
read_globals(struct arena *a, struct arena *own, struct xls_book *book,
    struct biff *b, bool sheets_only)
{
	struct xls_growth room = { 0 };

	while (biff_next(b)) {
		switch (b->kind) {
		case BIFF_FILEPASS:
			return SHEET_ENCRYPTED;
		case BIFF_DATEMODE:
			book->from_1904 = b->len >= 2 && bytes_u16(b->data) == 1;
			break;
		case BIFF_FORMAT:
			read_format(own, book, b);
			break;
		case BIFF_XF:
			read_style(own, book, b, &room);
			break;
		case BIFF_BOUNDSHEET:
			read_sheet(a, own, book, b, &room);
			break;
		case BIFF_SST:
			if (!sheets_only)
				read_strings(a, own, book, b, &room);
			break;
		case BIFF_EOF:
			return SHEET_OK;
		default:
			break;
		}
	}
	return SHEET_BROKEN;
}

/* The bytes of the records: a stream of the file, or all of it. */
static const unsigned char *
find_stream(struct arena *a, const char *data, size_t len, size_t *size,
    enum sheet_status *status)
{
	const char *stream = data;

	*status = SHEET_OK;
	*size = len;
	if (!ole_is(data, len))
		return (const unsigned char *)data;
	stream = ole_stream(a, data, len, "Workbook", size);
	if (stream == NULL)
		stream = ole_stream(a, data, len, "Book", size);
	if (stream != NULL)
		return (const unsigned char *)stream;
	if (ole_has(data, len, "EncryptedPackage"))
		*status = SHEET_ENCRYPTED;
	else if (ole_has(data, len, "Workbook") || ole_has(data, len, "Book") ||
	    !ole_readable(data, len))
		*status = SHEET_BROKEN;
	else
		*status = SHEET_DOCUMENT;
	return NULL;
}

enum sheet_status
xls_book_read(struct arena *a, struct arena *own, const char *data, size_t len,
    bool sheets_only, struct xls_book *book)
{
	enum sheet_status status;
	struct biff b = { 0 };
	size_t size;

	*book = (struct xls_book){ 0 };
	book->stream = find_stream(own, data, len, &size, &status);
	if (book->stream == NULL)
		return status;
	book->end = book->stream + size;
	book->formats = arena_alloc(own, XLS_FORMATS * sizeof(*book->formats));
	for (unsigned id = 0; id < BUILTIN; id++)
		book->formats[id] = number_format_builtin(id);
	b.at = book->stream;
	b.end = book->end;
	if (!biff_next(&b) || b.kind != BIFF_BOF || b.len < 4)
		return SHEET_BROKEN;
	book->unicode = b.unicode = bytes_u16(b.data) == VERSION_BIFF8;
	if (bytes_u16(b.data + 2) != KIND_SHEET)
		return read_globals(a, own, book, &b, sheets_only);
	book->nsheets = 1;
	book->sheets = arena_alloc(own, sizeof(*book->sheets));
	return SHEET_OK;
}
