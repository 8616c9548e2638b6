#include "pdf/stream.h"

#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <string.h>

void
stream_deflate(struct libdeflate_compressor *z, struct buf *to,
    const void *bytes, size_t len)
{
	size_t most = libdeflate_zlib_compress_bound(z, len);

	if (to->cap < most) {
		to->data = mem_resize(to->data, most, 1);
		to->cap = most;
	}
	to->len = libdeflate_zlib_compress(z, bytes, len, to->data, to->cap);
}

static HPDF_STATUS
write_filter(HPDF_Dict d, HPDF_Stream stream)
{
	(void)d;
	return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\012");
}

void
stream_is_deflated(HPDF_Dict d)
{
	d->filter = HPDF_STREAM_FILTER_NONE;
	d->write_fn = write_filter;
}

/* ---- bytes that are somebody else's ------------------------------------------ */

struct reader {
	const struct buf *bytes;
	size_t at;
};

static HPDF_STATUS
reader_read(HPDF_Stream s, HPDF_BYTE *to, HPDF_UINT *size)
{
	struct reader *r = s->attr;
	size_t left = r->bytes->len - r->at;

	if (*size > left)
		*size = (HPDF_UINT)left;
	memcpy(to, r->bytes->data + r->at, *size);
	r->at += *size;
	return r->at == r->bytes->len ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS
reader_seek(HPDF_Stream s, HPDF_INT to, HPDF_WhenceMode mode)
{
	struct reader *r = s->attr;

	if (mode != HPDF_SEEK_SET || to < 0 || (size_t)to > r->bytes->len)
		return HPDF_INVALID_PARAMETER;	/* libharu only rewinds */
	r->at = (size_t)to;
	return HPDF_OK;
}

static HPDF_INT32
reader_tell(HPDF_Stream s)
{
	const struct reader *r = s->attr;

	return (HPDF_INT32)r->at;
}

static HPDF_UINT32
reader_size(HPDF_Stream s)
{
	const struct reader *r = s->attr;

	return (HPDF_UINT32)r->bytes->len;
}

static void
reader_free(HPDF_Stream s)
{
	HPDF_FreeMem(s->mmgr, s->attr);
}

HPDF_Dict
stream_add(HPDF_Doc doc, const struct buf *bytes)
{
	HPDF_Dict d = HPDF_DictStream_New(doc->mmgr, doc->xref);
	struct reader *r = d == NULL ? NULL :
	    HPDF_GetMem(doc->mmgr, sizeof(*r));
	HPDF_Stream s = r == NULL ? NULL : HPDF_CallbackReader_New(doc->mmgr,
	    reader_read, reader_seek, reader_tell, reader_size, r);

	if (s == NULL)
		return NULL;
	*r = (struct reader){ .bytes = bytes };
	s->free_fn = reader_free;
	HPDF_Stream_Free(d->stream);
	d->stream = s;
	stream_is_deflated(d);
	return d;
}

/* ---- the document --------------------------------------------------------------- */

static HPDF_STATUS
write_bytes(HPDF_Stream s, const HPDF_BYTE *bytes, HPDF_UINT size)
{
	out_write(s->attr, bytes, size);
	return HPDF_OK;
}

/*
 * HPDF_SaveToStream collects the file in the document's own stream of memory,
 * if it has none yet: it gets one that writes on at once.  (HPDF_SaveToFile
 * reports success on a full disk.)
 */
void
stream_save(HPDF_Doc doc, struct out *out)
{
	doc->stream = HPDF_CallbackWriter_New(doc->mmgr, write_bytes, out);
	if (doc->stream != NULL)
		(void)HPDF_SaveToStream(doc);
}
