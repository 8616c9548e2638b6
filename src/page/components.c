#include "page/components.h"

const struct component *const components[] = {
	&cover_component, &form_component, &table_component,
	&score_table_component, &text_component, &bar_component,
	&radar_component, &sign_component, &page_break_component, NULL
};
