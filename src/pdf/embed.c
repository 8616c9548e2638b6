#include "pdf/embed.h"

#include <hpdf_doc.h>
#include <hpdf_objects.h>

#include "base/text.h"
#include "pdf/stream.h"
#include "pdf/subset.h"

/*
 * libharu's own loader of TrueType fonts is not used.  It wants a Unicode
 * cmap, stays in the BMP, looks through all 65,536 codes for every font,
 * writes a CIDToGIDMap of 131 KB and a ToUnicode that readers complain of.
 * Its object functions let us write the six objects of a font themselves.
 * They report failures through the document's error, which sticks.
 */

static HPDF_Dict
add_dict(HPDF_Doc doc, const char *type)
{
	HPDF_Dict d = HPDF_Dict_New(doc->mmgr);

	if (d == NULL || HPDF_Xref_Add(doc->xref, d) != HPDF_OK)
		return NULL;
	(void)HPDF_Dict_AddName(d, "Type", type);
	return d;
}

/* The widths that are not 1000, in runs of neighbouring codes. */
static HPDF_Array
make_widths(HPDF_Doc doc, const struct charset_face *used)
{
	HPDF_Array all = HPDF_Array_New(doc->mmgr), run = NULL;

	for (size_t i = 0; i < used->n; i++) {
		const struct charset_char *c = &used->chars[i];

		if (c->advance == 1000) {
			run = NULL;
			continue;
		}
		if (run == NULL || c->code != c[-1].code + 1) {
			run = HPDF_Array_New(doc->mmgr);
			(void)HPDF_Array_AddNumber(all, c->code);
			(void)HPDF_Array_Add(all, run);
		}
		(void)HPDF_Array_AddNumber(run, (HPDF_INT32)c->advance);
	}
	return all;
}

static HPDF_Dict
add_descriptor(HPDF_Doc doc, const struct subset *p)
{
	HPDF_Dict d = add_dict(doc, "FontDescriptor"), file;
	HPDF_Array box = HPDF_Array_New(doc->mmgr);

	for (int i = 0; i < 4; i++)
		(void)HPDF_Array_AddNumber(box, p->bbox[i]);
	(void)HPDF_Dict_AddName(d, "FontName", p->name);
	(void)HPDF_Dict_AddNumber(d, "Flags", 4);	/* symbolic */
	(void)HPDF_Dict_Add(d, "FontBBox", box);
	(void)HPDF_Dict_AddNumber(d, "ItalicAngle", 0);
	(void)HPDF_Dict_AddNumber(d, "Ascent", p->ascent);
	(void)HPDF_Dict_AddNumber(d, "Descent", p->descent);
	(void)HPDF_Dict_AddNumber(d, "CapHeight", p->ascent);
	(void)HPDF_Dict_AddNumber(d, "StemV", 80);
	file = stream_add(doc, &p->file);
	if (p->truetype) {
		(void)HPDF_Dict_AddNumber(file, "Length1",
		    (HPDF_INT32)p->file_size);
		(void)HPDF_Dict_Add(d, "FontFile2", file);
	} else {
		(void)HPDF_Dict_AddName(file, "Subtype", "CIDFontType0C");
		(void)HPDF_Dict_Add(d, "FontFile3", file);
	}
	return d;
}

static HPDF_Dict
add_cid_font(HPDF_Doc doc, const struct subset *p,
    const struct charset_face *used)
{
	HPDF_Dict d = add_dict(doc, "Font");
	HPDF_Dict info = HPDF_Dict_New(doc->mmgr);

	(void)HPDF_Dict_Add(info, "Registry", HPDF_String_New(doc->mmgr,
	    "Adobe", NULL));
	(void)HPDF_Dict_Add(info, "Ordering", HPDF_String_New(doc->mmgr,
	    "Identity", NULL));
	(void)HPDF_Dict_AddNumber(info, "Supplement", 0);
	(void)HPDF_Dict_AddName(d, "Subtype", p->truetype ? "CIDFontType2" :
	    "CIDFontType0");
	(void)HPDF_Dict_AddName(d, "BaseFont", p->name);
	(void)HPDF_Dict_Add(d, "CIDSystemInfo", info);
	(void)HPDF_Dict_Add(d, "FontDescriptor", add_descriptor(doc, p));
	(void)HPDF_Dict_AddNumber(d, "DW", 1000);
	(void)HPDF_Dict_Add(d, "W", make_widths(doc, used));
	if (p->map.len > 0)
		(void)HPDF_Dict_Add(d, "CIDToGIDMap", stream_add(doc,
		    &p->map));
	else if (p->truetype)
		(void)HPDF_Dict_AddName(d, "CIDToGIDMap", "Identity");
	return d;
}

HPDF_Dict
embed_face(HPDF_Doc doc, const struct charset_face *used,
    const struct subset *parts)
{
	HPDF_Dict d = add_dict(doc, "Font");
	HPDF_Array below = HPDF_Array_New(doc->mmgr);

	(void)HPDF_Array_Add(below, add_cid_font(doc, parts, used));
	(void)HPDF_Dict_AddName(d, "Subtype", "Type0");
	(void)HPDF_Dict_AddName(d, "BaseFont", parts->name);
	(void)HPDF_Dict_AddName(d, "Encoding", "Identity-H");
	(void)HPDF_Dict_Add(d, "DescendantFonts", below);
	(void)HPDF_Dict_Add(d, "ToUnicode", stream_add(doc, &parts->unicode));
	return d;
}

HPDF_Binary
embed_text(HPDF_MMgr mmgr, const char *text)
{
	struct buf b = { 0 };
	HPDF_Binary bin;
	uint32_t ch;

	buf_add(&b, "\xfe\xff", 2);
	while ((ch = text_next(&text)) != 0) {
		uint16_t units[2];
		size_t n = text_utf16(ch, units);

		for (size_t i = 0; i < n; i++) {
			buf_addc(&b, (char)(units[i] >> 8));
			buf_addc(&b, (char)(units[i] & 0xff));
		}
	}
	bin = HPDF_Binary_New(mmgr, (HPDF_BYTE *)b.data, (HPDF_UINT)b.len);
	buf_free(&b);
	return bin;
}
