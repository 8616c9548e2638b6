#ifndef PINGGU_INTAKE_INTAKE_H
#define PINGGU_INTAKE_INTAKE_H

#include <stdbool.h>

#include "font/font.h"
#include "scheme/scheme.h"
#include "store/store.h"

struct intake_options {
	struct font_library *fonts;	/* that will print it; NULL: none */
	bool show_personal;	/* do not mask † values in findings */
	size_t workers;		/* above 1: files are read by a thread */
	bool (*stop)(void);	/* asked between files; NULL: never */
	void (*tick)(size_t done, size_t total);	/* progress, or NULL */
};

/*
 * Read a batch into the store: a folder of what schools handed in, or one
 * studio's own folder, workbook or archive.  Typed rows go into the form's
 * tables, provenance into 来源文件, what was read otherwise than it is written
 * into 规范化, what is odd into 问题, and so do the characters that get lost in
 * print (coverage_check).
 * The store has been through scheme_load.  Studios are read in the order of
 * their folders' names; the result does not depend on the file system.
 * Returns -1 when the folder cannot be read or the store fails; whatever is
 * wrong inside the batch is a finding.
 */
int	intake_read(const struct scheme *scheme, struct store *store,
	    const char *batch, const struct intake_options *options,
	    struct err *err);

#endif
