/* Any file: what it is, what its sheets hold, what lies in it. */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "books.h"

#define MOST	((size_t)1 << 20)	/* of an entry */

static void
check_archive(const uint8_t *data, size_t size)
{
	enum sheet_status status;
	struct archive *z = archive_open_bytes((const char *)data, size,
	    &status);
	struct arena a = { 0 };
	const struct archive_entry *e;
	size_t n, len;
	char *bytes;

	MUST((z != NULL) == (status == SHEET_OK));
	if (z == NULL)
		return;
	e = archive_entries(z, &n);
	MUST(n <= ARCHIVE_MAX_ENTRIES);
	for (size_t i = 0; i < n; i++) {
		MUST(e[i].name == NULL || (text_valid(e[i].name,
		    strlen(e[i].name)) && strchr(e[i].name, '\\') == NULL));
		if (archive_read(z, i, &a, MOST, &bytes, &len, &status) == 0)
			MUST(len <= MOST && bytes[len] == '\0');
		else
			MUST(status != SHEET_OK);
		arena_reset(&a);
	}
	archive_close(z);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	books_check(data, size, sheets_parse, sheets_peek);
	check_archive(data, size);
	return 0;
}
