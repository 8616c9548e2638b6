#include "report/component.h"

#include <string.h>

static const char *const no_options[] = { NULL };

const struct component components[] = {
	{ "cover", cover_options, 1, cover_layout, NULL, NULL },
	{ "form", form_options, 1, form_layout, NULL, form_check },
	{ "table", table_options, 1, table_layout, NULL, NULL },
	{ "score-table", table_options, 1, table_layout, NULL, NULL },
	{ "text", text_options, 0, text_layout, text_height, NULL },
	{ "bar", bar_options, 2, bar_layout, NULL, NULL },
	{ "radar", radar_options, 2, radar_layout, NULL, NULL },
	{ "sign", sign_options, 0, sign_layout, sign_height, NULL },
	{ "page-break", no_options, 0, page_break_layout, NULL, NULL },
	{ NULL, NULL, 0, NULL, NULL, NULL }
};

const struct component *
component_find(const char *name)
{
	for (const struct component *c = components; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

bool
component_has_option(const struct component *c, const char *key)
{
	for (size_t i = 0; c->options[i] != NULL; i++)
		if (strcmp(c->options[i], key) == 0)
			return true;
	return false;
}

char *
component_names(struct arena *a)
{
	char *s = arena_strdup(a, "");

	for (const struct component *c = components; c->name != NULL; c++)
		s = arena_printf(a, "%s%s%s", s, *s == '\0' ? " " : "、",
		    c->name);
	return s;
}

void
page_break_layout(struct layout *l, const struct node *n)
{
	(void)n;
	if (l->npending > 0)
		(void)layout_need(l, 0);
	if (!layout_at_top(l))
		layout_new_page(l);
}
