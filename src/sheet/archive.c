#include "sheet/archive.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <zip.h>

#include "base/text.h"

#define PIECE	((size_t)32 << 10)

struct archive {
	zip_t *zip;
	struct arena arena;	/* the entries */
	struct archive_entry *entries;
	size_t nentries;
	bool own;		/* made by us: no limits */
	size_t unpacked;	/* bytes so far */
	int refused;		/* errno where the disk did not give it, or 0 */
};

/*
 * The errno of what the system refused, or 0 where the bytes are to blame:
 * they also send libzip to places where no file can be.
 */
static int
refusal(const zip_error_t *e)
{
	int number = zip_error_code_system(e);

	if (zip_error_code_zip(e) == ZIP_ER_NOENT)
		return ENOENT;
	if (zip_error_system_type(e) != ZIP_ET_SYS)
		return 0;
	return zip_error_code_zip(e) == ZIP_ER_SEEK && (number == EINVAL ||
	    number == EFBIG || number == EOVERFLOW) ? 0 : number;
}

/* The entry's name as UTF-8; NULL when it is neither that nor GBK. */
static const char *
name_of(struct archive *z, const char *raw)
{
	const size_t len = raw == NULL ? 0 : strlen(raw);
	const char *encoding;
	char *name;

	if (raw == NULL)
		return NULL;
	name = text_is_utf8(raw, len) ? arena_strdup(&z->arena,
	    text_clean(&z->arena, raw, len)) :
	    sheet_decode(&z->arena, raw, len, &encoding);
	if (name == NULL)
		return NULL;
	/* some packers of Windows write its separator */
	for (char *p = strchr(name, '\\'); p != NULL; p = strchr(p, '\\'))
		*p = '/';
	return name;
}

static void
list_entry(struct archive *z, size_t i)
{
	struct archive_entry *e = &z->entries[i];
	zip_stat_t st;
	zip_uint8_t system;
	zip_uint32_t attributes;
	size_t len;

	e->name = name_of(z, zip_get_name(z->zip, i, ZIP_FL_ENC_RAW));
	len = e->name != NULL ? strlen(e->name) : 0;
	e->folder = len > 0 && e->name[len - 1] == '/';
	if (zip_stat_index(z->zip, i, 0, &st) == 0) {
		e->size = (st.valid & ZIP_STAT_SIZE) != 0 ?
		    (size_t)st.size : 0;
		e->encrypted = (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
		    st.encryption_method != ZIP_EM_NONE;
	}
	if (zip_file_get_external_attributes(z->zip, i, 0, &system,
	    &attributes) == 0 && (system == ZIP_OPSYS_UNIX ||
	    system == ZIP_OPSYS_OS_X))
		e->link = S_ISLNK(attributes >> 16);
}

/* The end of a directory, and where in it the number of entries stands. */
#define END_MARK	"PK\x05\x06"
#define END_BYTES	((size_t)22)
#define END_COUNT	((size_t)10)
#define END_COMMENT	((size_t)65535)	/* at most behind it */

/*
 * Whether the directory's end says so.  Asked before libzip reads it: a file
 * of 64 MB has room for a million entries.
 */
static bool
claims_too_many(const char *data, size_t len)
{
	size_t from = len > END_BYTES + END_COMMENT ?
	    len - END_BYTES - END_COMMENT : 0;

	for (size_t i = from; i + END_BYTES <= len; i++) {
		const unsigned char *p;

		if (memcmp(data + i, END_MARK, 4) != 0)
			continue;
		p = (const unsigned char *)data + i + END_COUNT;
		if ((size_t)(p[0] | p[1] << 8) > ARCHIVE_MAX_ENTRIES)
			return true;
	}
	return false;
}

/* Take the source, which is freed where it cannot be opened. */
static struct archive *
open_source(zip_source_t *source, bool own, enum sheet_status *status,
    zip_error_t *why)
{
	struct archive *z;
	zip_t *zip = source == NULL ? NULL :
	    zip_open_from_source(source, ZIP_RDONLY, why);
	zip_int64_t n;

	*status = SHEET_BROKEN;
	if (zip == NULL) {
		zip_source_free(source);
		return NULL;
	}
	n = zip_get_num_entries(zip, 0);
	if (n < 0 || (!own && (size_t)n > ARCHIVE_MAX_ENTRIES)) {
		*status = n < 0 ? SHEET_BROKEN : SHEET_TOO_LARGE;
		zip_discard(zip);
		return NULL;
	}
	z = mem_zero(1, sizeof(*z));
	z->zip = zip;
	z->own = own;
	z->nentries = (size_t)n;
	z->entries = arena_alloc(&z->arena, z->nentries * sizeof(*z->entries));
	for (size_t i = 0; i < z->nentries; i++)
		list_entry(z, i);
	*status = SHEET_OK;
	return z;
}

struct archive *
archive_open(const char *path, enum sheet_status *status, struct err *err)
{
	struct archive *z;
	zip_error_t why;

	err->number = 0;
	zip_error_init(&why);
	z = open_source(zip_source_file_create(path, 0, -1, &why), false,
	    status, &why);
	if (z == NULL && refusal(&why) != 0)
		(void)err_errno(err, refusal(&why), "无法读取 %s", path);
	zip_error_fini(&why);
	return z;
}

struct archive *
archive_open_bytes(const char *data, size_t len, enum sheet_status *status)
{
	if (claims_too_many(data, len)) {
		*status = SHEET_TOO_LARGE;
		return NULL;
	}
	return open_source(zip_source_buffer_create(data, len, 0, NULL),
	    false, status, NULL);
}

struct archive *
archive_open_own(const char *data, size_t len, enum sheet_status *status)
{
	return open_source(zip_source_buffer_create(data, len, 0, NULL), true,
	    status, NULL);
}

int
archive_refused(const struct archive *z)
{
	return z->refused;
}

void
archive_close(struct archive *z)
{
	if (z == NULL)
		return;
	zip_discard(z->zip);
	arena_free(&z->arena);
	free(z);
}

const struct archive_entry *
archive_entries(const struct archive *z, size_t *n)
{
	*n = z->nentries;
	return z->entries;
}

size_t
archive_find(const struct archive *z, const char *path)
{
	size_t alike = SIZE_MAX;

	for (size_t i = 0; i < z->nentries; i++) {
		const char *name = z->entries[i].name;

		if (name == NULL)
			continue;
		if (strcmp(name, path) == 0)
			return i;
		if (alike == SIZE_MAX && strcasecmp(name, path) == 0)
			alike = i;
	}
	return alike;
}

/* Whether so many more may be unpacked. */
static bool
is_allowed(struct archive *z, size_t done, size_t more, size_t max)
{
	z->unpacked += more;
	return done + more <= max &&
	    (z->own || z->unpacked <= SHEET_MAX_UNPACKED);
}

int
archive_stream(struct archive *z, size_t i, size_t max,
    bool (*take)(void *ctx, const char *bytes, size_t len), void *ctx,
    enum sheet_status *status)
{
	char piece[PIECE];
	zip_file_t *file = z->entries[i].encrypted ? NULL :
	    zip_fopen_index(z->zip, i, 0);
	zip_int64_t n = -1;
	size_t done = 0;
	int rc = -1;

	z->refused = file == NULL && !z->entries[i].encrypted ?
	    refusal(zip_get_error(z->zip)) : 0;
	*status = z->entries[i].encrypted ? SHEET_ENCRYPTED : SHEET_BROKEN;
	while (file != NULL && (n = zip_fread(file, piece, sizeof(piece))) > 0) {
		if (!is_allowed(z, done, (size_t)n, max)) {
			*status = SHEET_TOO_LARGE;
			break;
		}
		done += (size_t)n;
		if (!take(ctx, piece, (size_t)n)) {
			n = 0;
			break;
		}
	}
	if (file != NULL && n == 0) {
		*status = SHEET_OK;
		rc = 0;
	}
	if (file != NULL && n < 0)
		z->refused = refusal(zip_file_get_error(file));
	if (file != NULL)
		(void)zip_fclose(file);
	return rc;
}

static bool
take_all(void *ctx, const char *bytes, size_t len)
{
	buf_add(ctx, bytes, len);
	return true;
}

int
archive_read(struct archive *z, size_t i, struct arena *a, size_t max,
    char **data, size_t *len, enum sheet_status *status)
{
	struct buf all = { 0 };
	int rc = archive_stream(z, i, max, take_all, &all, status);

	*data = NULL;
	*len = 0;
	if (rc == 0) {
		*data = arena_alloc(a, all.len + 1);	/* zeroed */
		if (all.len > 0)
			memcpy(*data, all.data, all.len);
		*len = all.len;
	}
	buf_free(&all);
	return rc;
}
