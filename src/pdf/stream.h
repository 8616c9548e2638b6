#ifndef PINGGU_PDF_STREAM_H
#define PINGGU_PDF_STREAM_H

#include <hpdf.h>
#include <libdeflate.h>

#include "base/file.h"

/*
 * The streams of a document.  libharu would deflate them itself, with zlib,
 * and copy them byte by byte three times on their way to the file; here they
 * are deflated by libdeflate (twice as fast, and a little smaller) before
 * libharu sees them, and those that documents share are copied once.
 */

/* The bytes deflated, in place of what to holds; to keeps the memory. */
void	stream_deflate(struct libdeflate_compressor *z, struct buf *to,
	    const void *bytes, size_t len);

/* Say of a libharu stream object that its bytes are deflated already. */
void	stream_is_deflated(HPDF_Dict d);

/*
 * Add a stream object of bytes that are deflated already.  They stay the
 * caller's and must outlive the document.  NULL when libharu fails: its
 * error sticks in the document.
 */
HPDF_Dict stream_add(HPDF_Doc doc, const struct buf *bytes);

/* Write the finished document to out; failures stick in doc or in out. */
void	stream_save(HPDF_Doc doc, struct out *out);

#endif
