#ifndef PINGGU_XLSX_VERIFY_H
#define PINGGU_XLSX_VERIFY_H

#include "base/mem.h"
#include "base/text.h"
#include "sheet/sheet.h"
#include "xlsx/record.h"

/* What is known of a package while its parts are read, one after the other. */

/* Where a relation of a part leads. */
struct relation {
	bool known, external;
	uint64_t target;		/* its hash, when it is external */
};

struct package {
	struct archive *z;
	const struct archive_entry *entries;
	size_t nentries;
	struct arena arena;
	uint64_t *looks;		/* of the cellXfs */
	size_t nlooks, looks_cap;
	uint64_t *strings;		/* hashes of the shared ones */
	size_t nstrings, strings_cap;
	struct record_count parts;	/* that must have a type of content, */
	struct record_count typed;	/* that have one: their names */
	struct book_record *found;
};

/* The part being read, and its relations by the number of their ids. */
struct package_part {
	struct package *package;
	const char *name;
	struct relation *relations;
	size_t nrelations, relations_cap;
	size_t sheet;			/* of found->sheets; SIZE_MAX: none */
	struct buf text;		/* of the element that is wanted */
	bool wanted;
	bool broken;
	void *own;			/* of who reads this kind of part */
};

/*
 * How a kind of part is read: by its elements, with the text of those that
 * set p->wanted when they begin.
 */
struct part_reader {
	const char *name;		/* or how it begins */
	void (*start)(struct package_part *p, const char *name,
	    const char *const *attributes);
	void (*end)(struct package_part *p, const char *name);
};

/* Read a part with reader (NULL: it need only be XML); -1: it is broken. */
int	part_read(struct package_part *p, size_t entry,
	    const struct part_reader *reader);
/* Index of the entry of that name, nentries when there is none. */
size_t	package_find(const struct package *z, const char *name);
/* The value of an attribute, "" when it is not there. */
const char *part_attribute(const char *const *attributes, const char *name);

/* The number behind rId; SIZE_MAX: it is no such id. */
size_t	part_id(const char *id);
/* The relation that an id names, known or not. */
const struct relation *part_relation(struct package_part *p, const char *id);

extern const struct part_reader styles_reader;		/* verify_styles.c */
extern const struct part_reader strings_reader;		/* verify_sheet.c */
extern const struct part_reader sheet_reader;

#endif
