#include "report/pdf/embed.h"

#include <hpdf_doc.h>
#include <hpdf_objects.h>

#include "base/text.h"
#include "report/pdf/subset.h"

/*
 * libharu's own loader of TrueType fonts is not used.  It wants a Unicode
 * cmap, stays in the BMP, looks through all 65,536 codes for every font,
 * writes a CIDToGIDMap of 131 KB and a ToUnicode that readers complain of.
 * Its object functions let us write the six objects of a font themselves.
 * They report failures through the document's error, which sticks.
 */

/* A stream in the document with these bytes. */
static HPDF_Dict
add_stream(HPDF_Doc doc, const void *bytes, size_t len)
{
	HPDF_Dict d = HPDF_DictStream_New(doc->mmgr, doc->xref);

	if (d == NULL)
		return NULL;
	d->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
	(void)HPDF_Stream_Write(d->stream, bytes, (HPDF_UINT)len);
	return d;
}

static HPDF_Dict
add_dict(HPDF_Doc doc, const char *type)
{
	HPDF_Dict d = HPDF_Dict_New(doc->mmgr);

	if (d == NULL || HPDF_Xref_Add(doc->xref, d) != HPDF_OK)
		return NULL;
	(void)HPDF_Dict_AddName(d, "Type", type);
	return d;
}

/* One UTF-16 unit or a surrogate pair, in hexadecimal. */
static void
put_utf16(struct buf *b, uint32_t ch)
{
	if (ch < 0x10000)
		buf_addf(b, "%04X", ch);
	else
		buf_addf(b, "%04X%04X", 0xd800 + ((ch - 0x10000) >> 10),
		    0xdc00 + (ch & 0x3ff));
}

static HPDF_Dict
add_to_unicode(HPDF_Doc doc, const struct used_face *used)
{
	struct buf b = { 0 };
	HPDF_Dict d;

	buf_adds(&b, "/CIDInit /ProcSet findresource begin\n"
	    "12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) "
	    "/Supplement 0>> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (size_t i = 0; i < used->n; i++) {
		size_t left = used->n - i;

		if (i % 100 == 0)
			buf_addf(&b, "%zu beginbfchar\n",
			    left < 100 ? left : 100);
		buf_addf(&b, "<%04zX> <", i + 1);
		put_utf16(&b, used->chars[i].ch);
		buf_adds(&b, ">\n");
		if (i % 100 == 99 || left == 1)
			buf_adds(&b, "endbfchar\n");
	}
	buf_adds(&b, "endcmap\n"
	    "CMapName currentdict /CMap defineresource pop\nend\nend\n");
	d = add_stream(doc, b.data, b.len);
	buf_free(&b);
	return d;
}

static HPDF_Dict
add_glyph_map(HPDF_Doc doc, const struct subset *s, size_t n)
{
	struct buf b = { 0 };
	HPDF_Dict d;

	buf_add(&b, "\0", 2);		/* code 0: .notdef */
	for (size_t i = 0; i < n; i++) {
		buf_addc(&b, (char)(s->glyph[i] >> 8));
		buf_addc(&b, (char)(s->glyph[i] & 0xff));
	}
	d = add_stream(doc, b.data, b.len);
	buf_free(&b);
	return d;
}

/* The widths that are not 1000, in runs of neighbouring codes. */
static HPDF_Array
make_widths(HPDF_Doc doc, const struct used_face *used)
{
	HPDF_Array all = HPDF_Array_New(doc->mmgr), run = NULL;

	for (size_t i = 0; i < used->n; i++) {
		if (used->chars[i].advance == 1000) {
			run = NULL;
			continue;
		}
		if (run == NULL) {
			run = HPDF_Array_New(doc->mmgr);
			(void)HPDF_Array_AddNumber(all, (HPDF_INT32)i + 1);
			(void)HPDF_Array_Add(all, run);
		}
		(void)HPDF_Array_AddNumber(run,
		    (HPDF_INT32)used->chars[i].advance);
	}
	return all;
}

static HPDF_Dict
add_descriptor(HPDF_Doc doc, const struct subset *s)
{
	HPDF_Dict d = add_dict(doc, "FontDescriptor"), file;
	HPDF_Array box = HPDF_Array_New(doc->mmgr);
	unsigned len;
	const char *bytes = hb_blob_get_data(s->blob, &len);

	for (int i = 0; i < 4; i++)
		(void)HPDF_Array_AddNumber(box, s->bbox[i]);
	(void)HPDF_Dict_AddName(d, "FontName", s->name);
	(void)HPDF_Dict_AddNumber(d, "Flags", 4);	/* symbolic */
	(void)HPDF_Dict_Add(d, "FontBBox", box);
	(void)HPDF_Dict_AddNumber(d, "ItalicAngle", 0);
	(void)HPDF_Dict_AddNumber(d, "Ascent", s->ascent);
	(void)HPDF_Dict_AddNumber(d, "Descent", s->descent);
	(void)HPDF_Dict_AddNumber(d, "CapHeight", s->ascent);
	(void)HPDF_Dict_AddNumber(d, "StemV", 80);
	file = add_stream(doc, bytes, len);
	(void)HPDF_Dict_AddNumber(file, "Length1", (HPDF_INT32)len);
	(void)HPDF_Dict_Add(d, "FontFile2", file);
	return d;
}

static HPDF_Dict
add_cid_font(HPDF_Doc doc, const struct subset *s, const struct used_face *used)
{
	HPDF_Dict d = add_dict(doc, "Font");
	HPDF_Dict info = HPDF_Dict_New(doc->mmgr);

	(void)HPDF_Dict_Add(info, "Registry", HPDF_String_New(doc->mmgr,
	    "Adobe", NULL));
	(void)HPDF_Dict_Add(info, "Ordering", HPDF_String_New(doc->mmgr,
	    "Identity", NULL));
	(void)HPDF_Dict_AddNumber(info, "Supplement", 0);
	(void)HPDF_Dict_AddName(d, "Subtype", "CIDFontType2");
	(void)HPDF_Dict_AddName(d, "BaseFont", s->name);
	(void)HPDF_Dict_Add(d, "CIDSystemInfo", info);
	(void)HPDF_Dict_Add(d, "FontDescriptor", add_descriptor(doc, s));
	(void)HPDF_Dict_AddNumber(d, "DW", 1000);
	(void)HPDF_Dict_Add(d, "W", make_widths(doc, used));
	(void)HPDF_Dict_Add(d, "CIDToGIDMap", add_glyph_map(doc, s, used->n));
	return d;
}

HPDF_Dict
embed_face(HPDF_Doc doc, const struct font_library *fonts,
    const struct used_face *used, struct err *err)
{
	struct subset s;
	HPDF_Array below;
	HPDF_Dict d;

	if (subset_make(&s, fonts, used, err) == -1)
		return NULL;
	d = add_dict(doc, "Font");
	below = HPDF_Array_New(doc->mmgr);
	(void)HPDF_Array_Add(below, add_cid_font(doc, &s, used));
	(void)HPDF_Dict_AddName(d, "Subtype", "Type0");
	(void)HPDF_Dict_AddName(d, "BaseFont", s.name);
	(void)HPDF_Dict_AddName(d, "Encoding", "Identity-H");
	(void)HPDF_Dict_Add(d, "DescendantFonts", below);
	(void)HPDF_Dict_Add(d, "ToUnicode", add_to_unicode(doc, used));
	subset_free(&s);
	if (HPDF_GetError(doc) == HPDF_OK)
		return d;
	(void)err_set(err, "无法嵌入字体（libharu 0x%lx）",
	    HPDF_GetError(doc));
	return NULL;
}

HPDF_Binary
embed_text(HPDF_MMgr mmgr, const char *text)
{
	struct buf b = { 0 };
	HPDF_Binary bin;
	uint32_t ch;

	buf_add(&b, "\xfe\xff", 2);
	while ((ch = text_next(&text)) != 0) {
		uint32_t unit = ch < 0x10000 ? ch :
		    0xd800 + ((ch - 0x10000) >> 10);

		buf_addc(&b, (char)(unit >> 8));
		buf_addc(&b, (char)(unit & 0xff));
		if (ch < 0x10000)
			continue;
		buf_addc(&b, (char)(0xdc + ((ch >> 8) & 3)));
		buf_addc(&b, (char)(ch & 0xff));
	}
	bin = HPDF_Binary_New(mmgr, (HPDF_BYTE *)b.data, (HPDF_UINT)b.len);
	buf_free(&b);
	return bin;
}
