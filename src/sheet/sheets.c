#include "sheet/sheet.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

void
sheets_parse(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	struct sheet *s = arena_alloc(a, sizeof(*s));

	sheet_parse(a, data, len, s, status);
	sheet_mend(a, s, true);
	if (*status == SHEET_OK && s->nrecords == 0)
		*status = SHEET_EMPTY;
	*file = (struct sheets){ .kind = SHEETS_TEXT, .bytes = len, .sheets = s };
	memcpy(file->sha256, s->sha256, sizeof(file->sha256));
	file->nsheets = *status == SHEET_OK;
}

void
sheets_peek(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	(void)data;
	*status = len == 0 ? SHEET_EMPTY : SHEET_OK;
	*file = (struct sheets){ .kind = SHEETS_TEXT, .bytes = len,
	    .sheets = arena_alloc(a, sizeof(*file->sheets)) };
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
