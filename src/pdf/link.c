#include "pdf/link.h"

#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <string.h>

#include "pdf/embed.h"

#define LEVELS 8

static bool
is_address(const char *target)
{
	return strstr(target, "://") != NULL ||
	    strncmp(target, "mailto:", 7) == 0;
}

/* An address in ASCII: what is not becomes %XX. */
static void
put_address(struct buf *b, const char *target)
{
	for (; *target != '\0'; target++) {
		unsigned char c = (unsigned char)*target;

		if (c > 0x20 && c < 0x7f)
			buf_addc(b, (char)c);
		else
			buf_addf(b, "%%%02X", c);
	}
}

/* Another PDF is opened on its first page, any other file by the system. */
static HPDF_Dict
file_action(HPDF_Doc doc, const char *target)
{
	HPDF_Dict action = HPDF_Dict_New(doc->mmgr);
	HPDF_Dict file = HPDF_Dict_New(doc->mmgr);
	struct buf name = { 0 };	/* libharu's argument is not const */
	size_t len = strlen(target);
	bool pdf = len > 4 && strcmp(target + len - 4, ".pdf") == 0;

	buf_adds(&name, target);
	(void)HPDF_Dict_AddName(file, "Type", "Filespec");
	(void)HPDF_Dict_Add(file, "F", HPDF_Binary_New(doc->mmgr,
	    (HPDF_BYTE *)name.data, (HPDF_UINT)len));
	buf_free(&name);
	(void)HPDF_Dict_Add(file, "UF", embed_text(doc->mmgr, target));
	(void)HPDF_Dict_AddName(action, "S", pdf ? "GoToR" : "Launch");
	(void)HPDF_Dict_Add(action, "F", file);
	if (pdf) {
		HPDF_Array first = HPDF_Array_New(doc->mmgr);

		(void)HPDF_Array_AddNumber(first, 0);
		(void)HPDF_Array_AddName(first, "Fit");
		(void)HPDF_Dict_Add(action, "D", first);
	}
	return action;
}

void
link_add(HPDF_Doc doc, HPDF_Page page, HPDF_Rect where, const char *target)
{
	struct buf address = { 0 };
	HPDF_Annotation link;

	put_address(&address, target);
	link = HPDF_Page_CreateURILinkAnnot(page, where, buf_str(&address));
	buf_free(&address);
	if (link == NULL)
		return;
	(void)HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
	if (!is_address(target))
		(void)HPDF_Dict_Add(link, "A", file_action(doc, target));
}

void
outline_add(HPDF_Doc doc, const struct display *d, HPDF_Page *pages)
{
	HPDF_Outline open[LEVELS + 1] = { NULL };
	unsigned depth = 0;

	for (size_t i = 0; i < d->nbookmarks; i++) {
		const struct bookmark *m = &d->bookmarks[i];
		unsigned level = m->level < 1 ? 1 : m->level;
		HPDF_Outline o;
		HPDF_Array to;

		if (m->page >= d->npages)
			continue;
		if (level > depth + 1)
			level = depth + 1;
		if (level > LEVELS)
			level = LEVELS;
		o = HPDF_CreateOutline(doc, open[level - 1], "-", NULL);
		if (o == NULL)
			return;
		to = HPDF_Array_New(doc->mmgr);
		(void)HPDF_Array_Add(to, pages[m->page]);
		(void)HPDF_Array_AddName(to, "XYZ");
		(void)HPDF_Array_AddNumber(to, 0);
		(void)HPDF_Array_AddReal(to,
		    (HPDF_REAL)(d->pages[m->page].height - m->y));
		(void)HPDF_Array_AddNumber(to, 0);	/* zoom as it is */
		(void)HPDF_Dict_Add(o, "Title", embed_text(doc->mmgr,
		    m->title));
		(void)HPDF_Dict_Add(o, "Dest", to);
		(void)HPDF_Outline_SetOpened(o, level == 1);
		open[level] = o;
		depth = level;
	}
	if (d->nbookmarks > 0)
		(void)HPDF_SetPageMode(doc, HPDF_PAGE_MODE_USE_OUTLINE);
}
