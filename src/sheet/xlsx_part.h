#ifndef PINGGU_SHEET_XLSX_PART_H
#define PINGGU_SHEET_XLSX_PART_H

#include "sheet/archive.h"
#include "sheet/number.h"

/* ---- the parts of an .xlsx beside its sheets ----------------------------------- */

struct xlsx_relation {
	const char *id, *type;	/* type: what stands behind the last / */
	const char *path;	/* in the archive */
};

struct xlsx_relations {
	struct xlsx_relation *items;
	size_t n, cap;
};

/*
 * What the part at path refers to; none where it says nothing.  -1, and
 * *status, when it cannot be read.
 */
int	xlsx_relations_read(struct arena *a, struct archive *z,
	    const char *path, struct xlsx_relations *r,
	    enum sheet_status *status);
/* The first of a type, or that with an id; NULL when there is none. */
const struct xlsx_relation *xlsx_relation_of_type(
	    const struct xlsx_relations *r, const char *type);
const struct xlsx_relation *xlsx_relation_of_id(
	    const struct xlsx_relations *r, const char *id);

struct xlsx_strings {		/* texts in the arena; the caller frees items */
	const char **items;
	size_t n, cap;
	size_t bytes;
};

/* The shared strings, runs joined, phonetic ones left out; _xHHHH_ decoded. */
int	xlsx_strings_read(struct arena *a, struct archive *z,
	    const char *path, struct xlsx_strings *s,
	    enum sheet_status *status);

/* Text of a cell: _xHHHH_ are characters, a line's end is one LF. */
const char *xlsx_text(struct arena *a, const char *s, size_t len);

struct xlsx_styles {		/* the caller frees items */
	struct number_format *items;	/* of a cell's s */
	size_t n, cap;
};

int	xlsx_styles_read(struct archive *z, const char *path,
	    struct xlsx_styles *s, enum sheet_status *status);

/* ---- a sheet --------------------------------------------------------------------- */

struct xlsx_book {		/* what its sheets refer to */
	struct xlsx_strings strings;
	struct xlsx_styles styles;
	bool mac;		/* days are counted from 1904 */
};

int	xlsx_sheet_read(struct arena *a, struct archive *z, const char *path,
	    const struct xlsx_book *book, struct sheet *sheet,
	    enum sheet_status *status);

#endif
