#ifndef PINGGU_PAGE_COMPONENTS_H
#define PINGGU_PAGE_COMPONENTS_H

#include "page/layout.h"

/* The blocks there are: one file <name>.c each. */
extern const struct component cover_component, form_component,
	table_component, score_table_component, text_component, bar_component,
	radar_component, sign_component, page_break_component;

#endif
