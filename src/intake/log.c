#include "intake/private.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"

#define VALUE_MAX 300	/* bytes of a value that a finding shows */

void
intake_step(struct intake *in, sqlite3_stmt *stmt)
{
	if (!in->failed && store_step(in->store, stmt, in->err) == -1)
		in->failed = true;
	(void)sqlite3_reset(stmt);
	(void)sqlite3_clear_bindings(stmt);
}

void
log_finding(struct intake *in, enum finding_code code, const struct finding *f)
{
	if (!in->mute && !in->failed && finding_add(in->store, code, f, in->err) == -1)
		in->failed = true;
}

void
log_refusal(struct intake *in, const struct err *why)
{
	bool forbidden = why->number == EACCES || why->number == EPERM;

	if (!in->failed && forbidden)	/* others there may be like it */
		(void)err_set(in->err, "%s（整个文件夹可用 chmod -R u+rX %s）",
		    why->text, in->reader.batch);
	else if (!in->failed)
		*in->err = *why;
	if (!in->failed)
		in->err->number = why->number;
	in->failed = true;
}

void
log_copy(struct intake *in, const char *studio, const struct source *src,
    const char *of, bool same)
{
	log_finding(in, same ? FINDING_FILE_COPY : FINDING_FILE_COPY_DIFFERS,
	    &(struct finding){ .studio = studio, .file = src->shown,
	    .sheet = src->sheet, .detail = arena_printf(&in->cells, same ?
	    "与 %s 内容相同，只读取一份" :
	    "与 %s 是同一张表而内容不同，这一份未读取", of) });
}

bool
log_hides(const struct intake *in, const struct field *field)
{
	return field != NULL && field->personal &&
	    !in->options->show_personal;
}

/* The value as it may be shown: what is personal of it masked. */
static const char *
log_hide(struct intake *in, const struct field *field, const char *value)
{
	if (log_hides(in, field))
		return text_mask(&in->cells, value);
	if (field != NULL && field_types[field->type].person &&
	    !in->options->show_personal)
		return person_mask(&in->cells, value);
	return value;
}

const char *
log_value(struct intake *in, const struct field *field, const char *value)
{
	if (value == NULL || *value == '\0')
		return NULL;
	value = log_hide(in, field, value);
	if (strlen(value) <= VALUE_MAX)
		return value;
	return arena_printf(&in->cells, "%s…",
	    text_cut(&in->cells, value, VALUE_MAX));
}

const char *
log_stray(struct intake *in, const struct form *f, const char *value)
{
	const struct field *personal = NULL;

	for (size_t i = 0; i < f->nfields && personal == NULL; i++)
		if (f->fields[i].personal)
			personal = &f->fields[i];
	return log_value(in, personal, value);
}

void
log_source(struct intake *in, const struct source *src,
    const struct sheet *sheet, const char *studio)
{
	sqlite3_stmt *q = in->source;

	if (in->mute)
		return;
	store_bind(q, 1, src->shown);
	(void)sqlite3_bind_int64(q, 2, (sqlite3_int64)sheet->bytes);
	store_bind(q, 3, *sheet->sha256 != '\0' ? sheet->sha256 : NULL);
	store_bind(q, 4, *sheet->encoding != '\0' ? sheet->encoding : NULL);
	(void)sqlite3_bind_int64(q, 5, (sqlite3_int64)sheet->nlines);
	store_bind(q, 6, studio);
	store_bind(q, 7, src->sheet);
	intake_step(in, q);
}

void
log_form(struct intake *in, const char *file, const char *sheet,
    const struct form *f)
{
	if (in->mute)
		return;
	store_bind(in->form_file, 1, file);
	store_bind(in->form_file, 2, f->name);
	store_bind(in->form_file, 3, sheet != NULL ? sheet : "");
	intake_step(in, in->form_file);
}

void
log_change(struct intake *in, const struct finding *at,
    const struct field *field, const char *before, const char *after,
    const char *rule)
{
	sqlite3_stmt *q = in->change;

	if (in->mute)
		return;
	before = store_tell(in->store, &in->cells, log_hide(in, field, before));
	if (after != NULL)
		after = store_tell(in->store, &in->cells, log_hide(in, field,
		    after));
	store_bind(q, 1, at->file);
	(void)sqlite3_bind_int64(q, 2, (sqlite3_int64)at->line);
	(void)sqlite3_bind_int64(q, 3, (sqlite3_int64)at->column);
	store_bind(q, 4, at->field);
	store_bind(q, 5, before);
	store_bind(q, 6, after);
	store_bind(q, 7, rule);
	store_bind(q, 8, at->sheet);
	intake_step(in, q);
}
