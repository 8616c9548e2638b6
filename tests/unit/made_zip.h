#ifndef PINGGU_TESTS_MADE_ZIP_H
#define PINGGU_TESTS_MADE_ZIP_H

#include "check.h"

#include <zip.h>

#include "base/mem.h"

/* A .zip in memory, made entry by entry; libzip writes it at the end. */
struct made_zip {
	zip_t *zip;
	zip_source_t *source;
};

static inline void
made_zip_begin(struct made_zip *m)
{
	m->source = zip_source_buffer_create(NULL, 0, 0, NULL);
	assert_non_null(m->source);
	m->zip = zip_open_from_source(m->source, ZIP_TRUNCATE, NULL);
	assert_non_null(m->zip);
	zip_source_keep(m->source);
}

/* The bytes must stay until the end; the name is taken as it is. */
static inline size_t
made_zip_add(struct made_zip *m, const char *name, const void *bytes,
    size_t len)
{
	zip_int64_t i = zip_file_add(m->zip, name,
	    zip_source_buffer(m->zip, bytes, len, 0), ZIP_FL_ENC_GUESS);

	assert_true(i >= 0);
	return (size_t)i;
}

static inline char *
made_zip_end(struct made_zip *m, struct arena *a, size_t *len)
{
	zip_stat_t st;
	char *bytes;

	assert_int_equal(zip_close(m->zip), 0);
	assert_int_equal(zip_source_stat(m->source, &st), 0);
	*len = (size_t)st.size;
	bytes = arena_alloc(a, *len + 1);
	assert_int_equal(zip_source_open(m->source), 0);
	assert_int_equal(zip_source_read(m->source, bytes, *len), *len);
	(void)zip_source_close(m->source);
	zip_source_free(m->source);
	return bytes;
}

/* Names and texts, one after the other, NULL behind the last. */
static inline char *
made_zip(struct arena *a, size_t *len, const char *const *parts)
{
	struct made_zip m;

	made_zip_begin(&m);
	for (; *parts != NULL; parts += 2)
		(void)made_zip_add(&m, parts[0], parts[1], strlen(parts[1]));
	return made_zip_end(&m, a, len);
}

#endif
