#ifndef PINGGU_SHEET_ODS_H
#define PINGGU_SHEET_ODS_H

#include "sheet/sheet.h"

/*
 * An OpenDocument spreadsheet: private to sheet/.  SHEET_ENCRYPTED where a
 * part of it is; SHEET_BROKEN where it is no well-formed XML, has a DTD, or an
 * entry of the archive is damaged.
 */
void	ods_parse(struct arena *a, struct archive *z, struct sheets *file,
	    enum sheet_status *status);
void	ods_peek(struct arena *a, struct archive *z, struct sheets *file,
	    enum sheet_status *status);

/* The same in one XML file without an archive, .fods. */
void	fods_parse(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);
void	fods_peek(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

#endif
