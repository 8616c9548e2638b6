#ifndef PINGGU_FONT_FIND_H
#define PINGGU_FONT_FIND_H

#include <fontconfig/fontconfig.h>

#include "font/font.h"

/*
 * What fontconfig knows of the installed fonts that have outlines: TrueType
 * and OpenType (CFF), variable ones in their default shapes.
 */
struct font_file {
	char *path;
	char *families;		/* all its names, "\n" around each */
	int index;		/* of the face in the file */
	FcCharSet *chars;	/* what it has, as fontconfig saw it */
};

struct font_files {
	struct font_file *file;	/* plain ones first, best for Chinese first */
	size_t n, cap;
};

/* List them; -1 when fontconfig does not work or nothing is installed. */
int	font_files_list(struct font_files *files, struct err *err);
void	font_files_free(struct font_files *files);

/*
 * The file for a role: of the family asked for (may be NULL), of one of the
 * role's usual families, or any other with simplified Chinese.  Returns -1,
 * naming the package to install, when there is none.  仿宋 may be missing:
 * then *out stays what it was.
 */
int	font_files_for_role(const struct font_files *files, enum font_role role,
	    const char *family, size_t *out, struct err *err);

/* A face with Latin letters and digits for a role whose own has none. */
bool	font_files_latin(const struct font_files *files, enum font_role role,
	    size_t *out);

#endif
