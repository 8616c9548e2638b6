#include "intake/private.h"

#include <stdlib.h>
#include <string.h>

#include "font/font.h"

/*
 * Whose row it is that d stands in: a name is its own, and in a table of
 * people the first name on the form is.  NULL: the studio's.
 */
static const struct field *
person_of(const struct form *f, const struct field *d)
{
	if (field_types[d->type].person)
		return d;
	if (strcmp(f->name, TABLE_STUDIO) == 0)
		return NULL;
	for (size_t i = 0; i < f->nfields; i++)
		if (field_types[f->fields[i].type].person)
			return &f->fields[i];
	return NULL;
}

static struct coverage_field
coverage_of(const struct form *f, const struct field *d)
{
	const struct field *person = person_of(f, d);

	return (struct coverage_field){
		.table = f->name,
		.name = d->name,
		.studio = strcmp(f->name, TABLE_STUDIO) == 0 ? FIELD_CODE :
		    FIELD_STUDIO,
		.person = person != NULL ? person->name : "",
		.is_name = field_types[d->type].person,
		.personal = d->personal,
		.person_personal = person != NULL && person->personal,
	};
}

int
characters_check(const struct scheme *s, struct store *store,
    const struct intake_options *options, struct err *err)
{
	struct coverage_field *fields = NULL;
	size_t n = 0, cap = 0;
	int rc;

	for (size_t i = 0; i < s->nforms; i++)
		for (size_t k = 0; k < s->forms[i].nfields; k++) {
			const struct field *d = &s->forms[i].fields[k];

			if (!field_types[d->type].text)
				continue;
			mem_grow(&fields, &cap, n, sizeof(*fields));
			fields[n++] = coverage_of(&s->forms[i], d);
		}
	rc = coverage_check(store, options->fonts, fields, n,
	    options->show_personal, err);
	free(fields);
	return rc;
}
