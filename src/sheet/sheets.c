#include "sheet/sheet.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "sheet/archive.h"
#include "sheet/xlsx.h"

static bool
is_zip(const char *data, size_t len)
{
	return len >= 4 && (memcmp(data, "PK\x03\x04", 4) == 0 ||
	    memcmp(data, "PK\x05\x06", 4) == 0);
}

/* A workbook in a .zip, its content or just its names. */
static void
read_zip(struct arena *a, const char *data, size_t len, bool peek,
    struct sheets *file, enum sheet_status *status)
{
	struct archive *z = archive_open_bytes(data, len, status);

	file->kind = SHEETS_XLSX;
	if (z == NULL)
		return;
	if (xlsx_find(a, z) == SIZE_MAX)
		*status = SHEET_ARCHIVE;
	else if (peek)
		xlsx_peek(a, z, file, status);
	else
		xlsx_parse(a, z, file, status);
	archive_close(z);
}

static void
read_text(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	file->sheets = arena_alloc(a, sizeof(*file->sheets));
	sheet_parse(a, data, len, file->sheets, status);
	memcpy(file->sha256, file->sheets->sha256, sizeof(file->sha256));
	file->nsheets = 1;
}

/* A file with nothing in any sheet is empty; one of no use has no sheets. */
static void
settle(struct sheets *file, enum sheet_status *status)
{
	bool any = false;

	for (size_t i = 0; i < file->nsheets; i++)
		any |= file->sheets[i].nrecords > 0;
	if (*status == SHEET_OK && !any)
		*status = SHEET_EMPTY;
	if (*status != SHEET_OK)
		file->nsheets = 0;
}

void
sheets_parse(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	*file = (struct sheets){ .kind = SHEETS_TEXT, .bytes = len };
	*status = SHEET_OK;
	if (is_zip(data, len)) {
		sheet_hash(data, len, file->sha256);
		read_zip(a, data, len, false, file, status);
	} else {
		read_text(a, data, len, file, status);
	}
	for (size_t i = 0; i < file->nsheets; i++)
		sheet_mend(a, &file->sheets[i], file->kind == SHEETS_TEXT);
	settle(file, status);
}

void
sheets_peek(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	*status = len == 0 ? SHEET_EMPTY : SHEET_OK;
	*file = (struct sheets){ .kind = SHEETS_TEXT, .bytes = len };
	if (is_zip(data, len)) {
		read_zip(a, data, len, true, file, status);
		return;
	}
	file->sheets = arena_alloc(a, sizeof(*file->sheets));
	file->sheets->encoding = "";
	file->nsheets = *status == SHEET_OK;
}

int
sheets_read(struct arena *a, const char *path, struct sheets *file,
    enum sheet_status *status, struct err *err)
{
	struct arena bytes = { 0 };
	bool too_large;
	struct stat st;
	size_t len;
	char *data;
	int rc = file_read(&bytes, path, SHEET_MAX_BYTES, &data, &len,
	    &too_large, err);

	if (rc == 0) {
		sheets_parse(a, data, len, file, status);
	} else if (too_large) {
		*file = (struct sheets){ 0 };
		if (stat(path, &st) == 0)
			file->bytes = (size_t)st.st_size;
		*status = SHEET_TOO_LARGE;
		rc = 0;
	}
	arena_free(&bytes);
	return rc;
}
