#ifndef PINGGU_INTAKE_LOG_H
#define PINGGU_INTAKE_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "store/store.h"

/*
 * What is told and noted of what is read: log.c, layout_log.c.  A failure of
 * the store sticks in in->failed.
 */

struct field;
struct form;
struct intake;
struct sheet;
struct source;

/* Add a finding, unless in->mute. */
void	log_finding(struct intake *in, enum finding_code code,
	    const struct finding *f);
/*
 * The system did not let something be read: a failure, which ends the run, and
 * no finding about who handed it in.
 */
void	log_refusal(struct intake *in, const struct err *why);
/* What a finding may show of a value: masked if personal, not too long. */
const char *log_value(struct intake *in, const struct field *field,
	    const char *value);
/* The same for a value of no known field: it may be any of the form's. */
const char *log_stray(struct intake *in, const struct form *f,
	    const char *value);
/*
 * The file, or the sheet of a workbook (NULL: a text), belongs to this form;
 * what was said of it first holds.
 */
void	log_form(struct intake *in, const char *file, const char *sheet,
	    const struct form *f);
/* A second one of the same table, not read: same, or with other content. */
void	log_copy(struct intake *in, const char *studio,
	    const struct source *src, const char *of, bool same);
/* Whether the field's values are personal and not to be shown. */
bool	log_hides(const struct intake *in, const struct field *field);
/* 来源文件: a file, or a sheet of one, was read for the studio (or NULL). */
void	log_source(struct intake *in, const struct source *src,
	    const struct sheet *sheet, const char *studio);
/*
 * 规范化: a cell was read otherwise than it is written, by this rule; after is
 * NULL where it was not read.
 */
void	log_change(struct intake *in, const struct finding *at,
	    const struct field *field, const char *before, const char *after,
	    const char *rule);
/*
 * layout_log.c: the field stands in that column and, in a vertical form, line
 * and row of the source that is being read; log_layout: all were said.
 */
void	log_position(struct intake *in, const char *field, size_t column,
	    size_t line, size_t row);
void	log_layout(struct intake *in, const struct source *src);
void	log_layouts_free(struct intake *in);

#endif
