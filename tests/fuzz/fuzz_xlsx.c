/*
 * The parts of an .xlsx, before each a line "@@ NAME", packed here: a hunt
 * that changed bytes of a package would not get behind its checksums.
 */
#include "fuzz.h"

#include <string.h>

#include <zip.h>

#include "books.h"

static struct arena parts;
static zip_t *package;

static void
put(const char *name, const char *bytes, size_t len)
{
	char *copy = arena_alloc(&parts, len + 1);
	zip_source_t *source;
	zip_int64_t i;

	memcpy(copy, bytes, len);
	source = zip_source_buffer(package, copy, len, 0);
	i = zip_file_add(package, name, source, ZIP_FL_OVERWRITE);
	if (i < 0)		/* a name that it does not take */
		zip_source_free(source);
	else
		(void)zip_set_file_compression(package, (zip_uint64_t)i,
		    ZIP_CM_STORE, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_stat_t st;
	uint8_t *bytes;

	package = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	MUST(package != NULL);
	zip_source_keep(source);
	fuzz_split(data, size, put);
	if (zip_get_num_entries(package, 0) > 0) {
		MUST(zip_close(package) == 0);
		MUST(zip_source_stat(source, &st) == 0);
		bytes = arena_alloc(&parts, st.size + 1);
		MUST(zip_source_open(source) == 0);
		MUST(zip_source_read(source, bytes, st.size) ==
		    (zip_int64_t)st.size);
		(void)zip_source_close(source);
		books_check(bytes, st.size, sheets_parse, sheets_peek);
	} else {
		zip_discard(package);
	}
	zip_source_free(source);
	arena_free(&parts);
	return 0;
}
