#include "cell/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

void
cell_problem(struct arena *a, struct cell *c, enum finding_code code,
    const char *detail)
{
	arena_grow(a, &c->problems, &c->problems_cap, c->nproblems,
	    sizeof(*c->problems));
	c->problems[c->nproblems++] = (struct problem){ .code = code,
	    .detail = detail };
}

void
cell_rule(struct arena *a, struct cell *c, const char *rule)
{
	if (c->rule == NULL)
		c->rule = rule;
	else if (strstr(c->rule, rule) == NULL)
		c->rule = arena_printf(a, "%s、%s", c->rule, rule);
}

bool
cell_is_scientific(const char *s)
{
	s += *s == '+' || *s == '-';
	if (!isdigit((unsigned char)*s))
		return false;
	s += strspn(s, "0123456789.");
	if ((*s != 'E' && *s != 'e') || (s[1] != '+' && s[1] != '-'))
		return false;
	s += 2;
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

char *
cell_fold(struct arena *a, const char *s, struct cell *c)
{
	char *wide = text_nfkc(a, s), *fold = text_fold(a, wide);

	if (strcmp(wide, s) != 0)
		cell_rule(a, c, "全角转半角");
	if (strcmp(fold, wide) != 0)
		cell_rule(a, c, "去空白");
	return fold;
}
