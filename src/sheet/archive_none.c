#include "sheet/sheet.h"

/* Until there is a reader of archives. */

struct archive *
archive_open(const char *data, size_t len, enum sheet_status *status)
{
	(void)data;
	(void)len;
	*status = SHEET_BROKEN;
	return NULL;
}

void
archive_close(struct archive *z)
{
	(void)z;
}

const struct archive_entry *
archive_entries(const struct archive *z, size_t *n)
{
	(void)z;
	*n = 0;
	return NULL;
}

int
archive_read(struct archive *z, size_t i, struct arena *a, size_t max,
    char **data, size_t *len, enum sheet_status *status)
{
	(void)z;
	(void)i;
	(void)a;
	(void)max;
	*data = NULL;
	*len = 0;
	*status = SHEET_BROKEN;
	return -1;
}
