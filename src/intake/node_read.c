#include "intake/tree.h"

#include "base/file.h"
#include "intake/private.h"

void
reader_close(struct tree_reader *r)
{
	if (r->z != NULL)
		archive_close(r->z);
	r->z = NULL;
	r->of = NULL;
	arena_free(&r->arena);
}

/* Have the archive open that n lies in; false: it cannot be. */
static bool
open_archive(struct tree_reader *r, const struct tree_node *archive, struct err *err)
{
	enum sheet_status status;
	const char *path;

	if (r->of == archive)
		return r->z != NULL;
	reader_close(r);
	path = node_path(&r->arena, r->batch, archive);
	r->z = archive_open(path, &status, err);
	r->of = archive;
	if (r->z == NULL && err->number == 0)	/* it could be listed */
		(void)err_set(err, "%s 在读取期间被改动；请重新运行", path);
	return r->z != NULL;
}

int
node_bytes(struct tree_reader *r, const struct tree_node *n, struct arena *a,
    char **data, size_t *len, enum sheet_status *status, struct err *err)
{
	bool too_large = false;
	size_t max = n->size < SHEET_MAX_BYTES ? n->size : SHEET_MAX_BYTES;

	*data = NULL;
	*len = 0;
	*status = SHEET_OK;
	if (n->archive != NULL) {
		if (!open_archive(r, n->archive, err))
			return -1;
		if (archive_read(r->z, n->entry, a, max, data, len,
		    status) == 0)
			return 0;
		*data = NULL;
		return archive_refused(r->z) == 0 ? 0 : err_errno(err,
		    archive_refused(r->z), "无法读取 %s", node_path(a,
		    r->batch, n->archive));
	}
	if (file_read(a, node_path(a, r->batch, n), SHEET_MAX_BYTES, data,
	    len, &too_large, err) == 0)
		return 0;
	if (!too_large)
		return -1;
	*status = SHEET_TOO_LARGE;
	*data = NULL;
	return 0;
}

int
node_sheets(struct tree_reader *r, const struct tree_node *n, struct arena *a,
    struct sheets *file, enum sheet_status *status, struct err *err)
{
	struct arena bytes = { 0 };
	char *data;
	size_t len;
	int rc;

	*file = (struct sheets){ 0 };
	if (n->archive == NULL)
		rc = sheets_read(a, node_path(&bytes, r->batch, n), file,
		    status, err);
	else
		rc = node_bytes(r, n, &bytes, &data, &len, status, err);
	if (rc == 0 && n->archive != NULL && *status == SHEET_OK)
		sheets_parse(a, data, len, file, status);
	arena_free(&bytes);
	return rc;
}

const struct tree_book *
node_book(struct intake *in, struct tree_node *n)
{
	struct arena scratch = { 0 };
	struct sheets s;
	struct err why;
	char *data;
	size_t len;

	if (n->peeked || n->kind != NODE_FILE ||
	    file_type(n->name) != FILE_BOOK)
		return n->book;
	n->peeked = true;
	if (node_bytes(&in->reader, n, &scratch, &data, &len, &n->status,
	    &why) == -1) {
		log_refusal(in, &why);
	} else if (data != NULL) {
		sheets_peek(&scratch, data, len, &s, &n->status);
		if (n->status == SHEET_OK && s.nsheets > 0 &&
		    s.sheets[0].name != NULL) {
			n->book = arena_alloc(&in->run, sizeof(*n->book));
			n->book->nsheets = s.nsheets;
			n->book->sheets = arena_alloc(&in->run,
			    s.nsheets * sizeof(*n->book->sheets));
		}
		for (size_t i = 0; n->book != NULL && i < s.nsheets; i++)
			n->book->sheets[i] = (struct tree_sheet){
			    arena_strdup(&in->run, s.sheets[i].name),
			    s.sheets[i].hidden };
	}
	arena_free(&scratch);
	return n->book;
}
