#include "sheet/sheet.h"

#include <string.h>

#include "base/convert.h"
#include "base/file.h"
#include "base/text.h"
#include "sheet/archive.h"
#include "sheet/excel_xml.h"
#include "sheet/html.h"
#include "sheet/kind.h"
#include "sheet/mend.h"
#include "sheet/ods.h"
#include "sheet/xls.h"
#include "sheet/xlsx.h"

typedef void read_bytes_fn(struct arena *a, const char *data, size_t len,
    struct sheets *file, enum sheet_status *status);
typedef void read_zip_fn(struct arena *a, struct archive *z,
    struct sheets *file, enum sheet_status *status);

/* ---- what lies in a .zip --------------------------------------------------------- */

static bool
is_ods(struct arena *a, struct archive *z)
{
	static const char type[] =
	    "application/vnd.oasis.opendocument.spreadsheet";
	size_t i = archive_find(z, "mimetype"), len;
	enum sheet_status status;
	char *text;

	return i != SIZE_MAX && archive_read(z, i, a, 256, &text, &len,
	    &status) == 0 && strncmp(text, type, strlen(type)) == 0;
}

static bool
is_xlsx(struct arena *a, struct archive *z)
{
	return xlsx_find(a, z) != SIZE_MAX;
}

/* .docx, .pptx, .xlsb, .odt, .ofd … */
static bool
is_document(struct arena *a, struct archive *z)
{
	static const char *const parts[] = { "[Content_Types].xml", "mimetype",
	    "META-INF/manifest.xml", "OFD.xml" };

	(void)a;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (archive_find(z, parts[i]) != SIZE_MAX)
			return true;
	return false;
}

/* A row for each kind, tried in their order. */
static const struct zip_kind {
	bool (*is)(struct arena *a, struct archive *z);
	enum sheets_kind kind;
	read_zip_fn *parse, *peek;	/* NULL: not read */
	enum sheet_status status;
} zip_kinds[] = {
	{ is_ods, SHEETS_ODS, ods_parse, ods_peek, SHEET_OK },
	{ is_xlsx, SHEETS_XLSX, xlsx_parse, xlsx_peek, SHEET_OK },
	{ is_document, SHEETS_XLSX, NULL, NULL, SHEET_DOCUMENT },
};

static void
read_zip(struct arena *a, const char *data, size_t len, bool peek,
    struct sheets *file, enum sheet_status *status)
{
	struct archive *z = archive_open_bytes(data, len, status);

	file->kind = SHEETS_XLSX;
	if (z == NULL)
		return;
	*status = SHEET_ARCHIVE;
	for (size_t i = 0; i < sizeof(zip_kinds) / sizeof(*zip_kinds); i++) {
		const struct zip_kind *k = &zip_kinds[i];

		if (!k->is(a, z))
			continue;
		file->kind = k->kind;
		*status = k->status;
		if (k->parse != NULL)
			(peek ? k->peek : k->parse)(a, z, file, status);
		break;
	}
	archive_close(z);
}

static void
parse_zip(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	read_zip(a, data, len, false, file, status);
}

static void
peek_zip(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	read_zip(a, data, len, true, file, status);
}

/* ---- all kinds ------------------------------------------------------------------ */

static void
parse_text(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	file->sheets = arena_alloc(a, sizeof(*file->sheets));
	sheet_parse(a, data, len, file->sheets, status);
	file->nsheets = 1;
}

static void
peek_text(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	(void)data;
	file->sheets = arena_alloc(a, sizeof(*file->sheets));
	file->sheets->encoding = "";
	file->nsheets = 1;
	*status = len == 0 ? SHEET_EMPTY : SHEET_OK;
}

/* By enum kind. */
static const struct bytes_kind {
	enum sheets_kind kind;
	enum sheet_status status;
	read_bytes_fn *parse, *peek;	/* NULL: not read */
} bytes_kinds[] = {
	[KIND_TEXT] = { SHEETS_TEXT, SHEET_OK, parse_text, peek_text },
	[KIND_HTML] = { SHEETS_HTML, SHEET_OK, html_parse, html_peek },
	[KIND_EXCEL_XML] = { SHEETS_XML, SHEET_OK, excel_xml_parse,
	    excel_xml_peek },
	[KIND_FODS] = { SHEETS_ODS, SHEET_OK, fods_parse, fods_peek },
	[KIND_ZIP] = { SHEETS_XLSX, SHEET_OK, parse_zip, peek_zip },
	[KIND_XLS] = { SHEETS_XLS, SHEET_OK, xls_parse, xls_peek },
	[KIND_ARCHIVE] = { SHEETS_TEXT, SHEET_ARCHIVE, NULL, NULL },
	[KIND_DOCUMENT] = { SHEETS_TEXT, SHEET_DOCUMENT, NULL, NULL },
};

/* A sheet's name is no cell: what is wrong in it is told of none. */
static void
clean_name(struct arena *a, struct sheet *s)
{
	struct sheet_oddity *all;

	if (s->name == NULL || text_valid(s->name, strlen(s->name)))
		return;
	s->name = text_clean(a, s->name, strlen(s->name));
	all = arena_alloc(a, (s->noddities + 1) * sizeof(*all));
	if (s->noddities > 0)
		memcpy(all + 1, s->oddities, s->noddities * sizeof(*all));
	all[0].kind = SHEET_BYTE_BROKEN;
	s->oddities = all;
	s->noddities++;
}

static void
read_bytes(struct arena *a, const char *data, size_t len, bool peek,
    struct sheets *file, enum sheet_status *status)
{
	const struct bytes_kind *k = &bytes_kinds[kind_of(data, len)];

	*file = (struct sheets){ .kind = k->kind, .bytes = len };
	*status = len > SHEET_MAX_BYTES ? SHEET_TOO_LARGE : k->status;
	if (*status == SHEET_OK)
		(peek ? k->peek : k->parse)(a, data, len, file, status);
	if (*status != SHEET_OK)
		file->nsheets = 0;
	for (size_t i = 0; i < file->nsheets; i++)
		clean_name(a, &file->sheets[i]);
}

/* What all sheets say of the file; a file with nothing in any is empty. */
static void
settle(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	bool is_text = file->kind == SHEETS_TEXT, any = false;
	size_t rows = 0;

	if (is_text && file->sheets != NULL)	/* it was made for the sheet */
		memcpy(file->sha256, file->sheets->sha256,
		    sizeof(file->sha256));
	else
		sheet_hash(data, len, file->sha256);
	for (size_t i = 0; i < file->nsheets; i++) {
		struct sheet *s = &file->sheets[i];

		s->bytes = len;
		memcpy(s->sha256, file->sha256, sizeof(s->sha256));
		if (s->encoding == NULL)
			s->encoding = "";
		sheet_mend(a, s, is_text);
		any |= s->nrecords > 0;
		rows += s->nrecords;
	}
	if (*status == SHEET_OK && rows > SHEET_MAX_ROWS)
		*status = SHEET_TOO_MANY_ROWS;
	if (*status == SHEET_OK && !any)
		*status = SHEET_EMPTY;
	if (*status != SHEET_OK)
		file->nsheets = 0;
}

void
sheets_parse(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	read_bytes(a, data, len, false, file, status);
	settle(a, data, len, file, status);
}

void
sheets_peek(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	read_bytes(a, data, len, true, file, status);
}

int
sheets_read(struct arena *a, const char *path, struct sheets *file,
    enum sheet_status *status, struct err *err)
{
	struct arena bytes = { 0 };
	bool too_large;
	size_t len;
	char *data;
	int rc;

	if (convert_ready(err) == -1)
		return -1;
	rc = file_read(&bytes, path, SHEET_MAX_BYTES, &data, &len,
	    &too_large, err);
	if (rc == 0) {
		sheets_parse(a, data, len, file, status);
	} else if (too_large) {
		*file = (struct sheets){ 0 };
		file->bytes = len;
		*status = SHEET_TOO_LARGE;
		rc = 0;
	}
	arena_free(&bytes);
	return rc;
}
