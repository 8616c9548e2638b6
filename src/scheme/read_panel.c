#include "scheme/private.h"

#include <string.h>

#include "base/text.h"

/*
 * Who the experts are: 参照/评审角色.csv gives each role its weight, and
 * 参照/评审分工.csv says who scores which points.  Both are references too, so
 * that SQL and pages can ask for them.
 */

#define ROLES	"参照/" TABLE_ROLES ".csv"
#define DUTIES	"参照/" TABLE_DUTIES ".csv"

static const struct reference *
reference(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->nreferences; i++)
		if (strcmp(s->references[i].name, name) == 0)
			return &s->references[i];
	return NULL;
}

/* Its column of that name, ncolumns when there is none. */
static size_t
column(const struct reference *r, const char *name)
{
	size_t c = 0;

	while (c < r->ncolumns && strcmp(r->columns[c], name) != 0)
		c++;
	return c;
}

static const char *
cell(const struct reference *r, size_t row, size_t c)
{
	return c < r->ncolumns ? r->rows[row][c] : "";
}

bool
scheme_tells_role(const struct scheme *s)
{
	const struct form *f = scheme_form(s, TABLE_EXPERT);

	if (f != NULL && form_field(f, FIELD_ROLE) != NULL)
		return true;
	for (size_t i = 0; i < s->nderived; i++)
		if (strcmp(s->derived[i].table, TABLE_EXPERT) == 0 &&
		    strcmp(s->derived[i].name, FIELD_ROLE) == 0)
			return true;
	return false;
}

/* The field 角色 of 评审 where it is a choice, else NULL. */
static const struct field *
role_choice(const struct scheme *s)
{
	const struct form *f = scheme_form(s, TABLE_EXPERT);
	const struct field *d = f == NULL ? NULL : form_field(f, FIELD_ROLE);

	return d != NULL && field_types[d->type].choice ? d : NULL;
}

/* ---- 评审角色.csv --------------------------------------------------------------- */

static void
read_role(struct scheme *s, const struct reference *r, size_t row)
{
	struct role role = {
		.name = cell(r, row, column(r, FIELD_ROLE)),
		.line = r->lines[row],
	};
	const char *weight = cell(r, row, column(r, "权重"));

	if (*role.name == '\0')
		scheme_complain(s, ROLES, role.line, "没有写角色");
	else if (scheme_role(s, role.name) < s->nroles)
		scheme_complain(s, ROLES, role.line, "角色“%s”出现了两次",
		    role.name);
	else if (!points_parse(weight, &role.weight) || role.weight <= 0)
		scheme_complain(s, ROLES, role.line, "角色“%s”的权重应是大于0"
		    "的数（至多两位小数），而不是“%s”", role.name, weight);
	else
		s->roles[s->nroles++] = role;
}

/* What can be chosen on the form and what has a weight are the same. */
static void
check_role_choices(struct scheme *s)
{
	const struct field *d = role_choice(s);

	for (size_t i = 0; d != NULL && i < d->nvalues; i++)
		if (scheme_role(s, d->values[i]) == s->nroles)
			scheme_hint(s, ROLES, 0, "表“评审”的“角色”可以选"
			    "“%s”，这里却没有它的权重，选了不计",
			    d->values[i]);
	for (size_t i = 0; d != NULL && i < s->nroles; i++) {
		size_t k = 0;

		while (k < d->nvalues &&
		    strcmp(d->values[k], s->roles[i].name) != 0)
			k++;
		if (k == d->nvalues)
			scheme_complain(s, ROLES, s->roles[i].line,
			    "表“评审”的“角色”不能选“%s”", s->roles[i].name);
	}
}

static void
read_roles(struct scheme *s)
{
	const struct reference *r = reference(s, TABLE_ROLES);

	if (r == NULL || r->nrows == 0)
		return;
	s->roles = arena_alloc(&s->arena, (r->nrows + 1) * sizeof(*s->roles));
	if (column(r, FIELD_ROLE) == r->ncolumns ||
	    column(r, "权重") == r->ncolumns) {
		scheme_complain(s, ROLES, 1, "应有“角色”“权重”两列");
		return;
	}
	if (scheme_by_words(s))
		scheme_complain(s, ROLES, 0, "没有分值的方案用不到角色的权重");
	if (!scheme_tells_role(s))
		scheme_complain(s, ROLES, 0,
		    "表“评审”没有字段“角色”，不知道谁是什么角色");
	for (size_t i = 0; i < r->nrows; i++)
		read_role(s, r, i);
	check_role_choices(s);
}

/* ---- 评审分工.csv --------------------------------------------------------------- */

/* Give the points that text is a code or a 一级指标 of; false: of none. */
static bool
give(struct scheme *s, size_t *cap, struct duty duty, const char *text)
{
	bool any = false;

	for (size_t p = 0; p < s->npoints; p++) {
		if (strcmp(s->points[p].code, text) != 0 &&
		    strcmp(s->points[p].level1, text) != 0)
			continue;
		duty.point = p;
		arena_grow(&s->arena, &s->duties, cap, s->nduties,
		    sizeof(*s->duties));
		s->duties[s->nduties++] = duty;
		any = true;
	}
	return any;
}

static bool
known_role(const struct scheme *s, const char *role)
{
	const struct field *d = role_choice(s);

	if (s->nroles > 0)
		return scheme_role(s, role) < s->nroles;
	for (size_t i = 0; d != NULL && i < d->nvalues; i++)
		if (strcmp(d->values[i], role) == 0)
			return true;
	return d == NULL;
}

/* Give somebody the points of the row. */
static void
read_duty(struct scheme *s, struct duty duty, const char *points, size_t *cap)
{
	const char *part;

	if (*duty.role != '\0' && !known_role(s, duty.role))
		scheme_complain(s, DUTIES, duty.line, "没有角色“%s”",
		    duty.role);
	else if (!give(s, cap, duty, points))	/* 、 may be in a name */
		while ((part = text_split(&s->arena, &points, "、")) != NULL)
			if (!give(s, cap, duty, part))
				scheme_complain(s, DUTIES, duty.line,
				    "“%s”不是 指标.csv 中的编号或一级指标", part);
}

/* A row: each expert (in each role) gets the points. */
static void
read_duty_row(struct scheme *s, const struct reference *r, size_t row,
    size_t *cap)
{
	const char *experts = cell(r, row, column(r, FIELD_EXPERT)), *roles;
	const char *points = cell(r, row, column(r, FIELD_POINT));
	struct duty duty = { .line = r->lines[row] };

	if (*experts == '\0' && *cell(r, row, column(r, FIELD_ROLE)) == '\0')
		scheme_complain(s, DUTIES, duty.line, "没有写专家或角色");
	else if (*points == '\0')
		scheme_complain(s, DUTIES, duty.line, "没有写评估点");
	else
		while ((duty.expert = text_split(&s->arena, &experts, "、")) !=
		    NULL) {
			duty.expert = text_fold(&s->arena, duty.expert);
			roles = cell(r, row, column(r, FIELD_ROLE));
			while ((duty.role = text_split(&s->arena, &roles,
			    "、")) != NULL)
				if (*duty.expert != '\0' || *duty.role != '\0')
					read_duty(s, duty, points, cap);
		}
}

static void
read_duties(struct scheme *s)
{
	const struct reference *r = reference(s, TABLE_DUTIES);
	size_t cap = 0;
	bool roles;

	if (r == NULL || r->nrows == 0)
		return;
	roles = column(r, FIELD_ROLE) < r->ncolumns;
	if (column(r, FIELD_POINT) == r->ncolumns ||
	    (!roles && column(r, FIELD_EXPERT) == r->ncolumns)) {
		scheme_complain(s, DUTIES, 1,
		    "应有“专家”或“角色”一列，和“评估点”一列");
		return;
	}
	if (scheme_form(s, TABLE_EXPERT) == NULL)
		scheme_complain(s, DUTIES, 0, "没有表“评审”，用不到分工");
	else if (roles && !scheme_tells_role(s))
		scheme_complain(s, DUTIES, 0,
		    "表“评审”没有字段“角色”，不知道谁是什么角色");
	for (size_t i = 0; i < r->nrows; i++)
		read_duty_row(s, r, i, &cap);
}

/* Totals of whole experts are compared, so all of a role score the same. */
static void
check_totals(struct scheme *s)
{
	if (scheme_method(s)->leave == 0)
		return;
	for (size_t i = 0; i < s->nduties; i++)
		if (*s->duties[i].expert != '\0' ||
		    (*s->duties[i].role != '\0' && s->nroles == 0)) {
			scheme_hint(s, "方案.csv", scheme_property_line(s,
			    "去极值范围"), "“去极值范围”是“总分”，而 " DUTIES
			    " 使同一角色的专家评的点不同，没有评全的不参加比较");
			return;
		}
}

void
scheme_read_panel(struct scheme *s)
{
	read_roles(s);
	read_duties(s);
	check_totals(s);
}

size_t
scheme_role(const struct scheme *s, const char *role)
{
	for (size_t i = 0; i < s->nroles; i++)
		if (strcmp(s->roles[i].name, role) == 0)
			return i;
	return s->nroles;
}

bool
scheme_expects(const struct scheme *s, size_t point, const char *role)
{
	bool given = false;

	for (size_t i = 0; i < s->nduties; i++)
		if (s->duties[i].point == point) {
			given = true;
			if (strcmp(s->duties[i].role, role) == 0)
				return true;
		}
	return !given;
}
