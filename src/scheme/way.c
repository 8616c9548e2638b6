#include "scheme/way.h"

#include <string.h>

#include "store/store.h"

const struct way ways[] = {
	{ "个数", WAY_OBJECT, WAY_CONDITION | WAY_SCOPE | WAY_FIELDS,
	    .measure = way_count_measure, .evidence = way_count_evidence },
	{ "占比", WAY_OBJECT | WAY_CONDITION, WAY_SCOPE | WAY_FIELDS,
	    .measure = way_share_measure, .evidence = way_share_evidence,
	    .percent = true },
	{ "种数", WAY_OBJECT | WAY_FIELDS, WAY_CONDITION, WAY_OF_OBJECT,
	    .measure = way_kinds_measure, .evidence = way_kinds_evidence },
	{ "缺少", WAY_OBJECT | WAY_TABLE, WAY_CONDITION | WAY_SCOPE |
	    WAY_FIELDS, WAY_OF_TABLE, .high = "0", way_missing_measure,
	    way_missing_evidence, way_missing_unmet },
	{ "每月", WAY_TABLE | WAY_FIELDS, WAY_CONDITION, WAY_MONTHS,
	    .high = "0", way_months_measure, way_months_evidence,
	    way_missing_unmet },
	{ "填写", WAY_FIELDS, 0, WAY_OF_STUDIO,
	    .measure = way_filled_measure, .evidence = way_filled_evidence },
	{ "数值", WAY_FIELDS, 0, WAY_NUMBER,
	    .measure = way_number_measure, .evidence = way_number_evidence },
	{ "查表", WAY_TABLE | WAY_FIELDS, 0, WAY_LOOKED_UP,
	    .measure = way_lookup_measure, .evidence = way_lookup_evidence },
	{ "算式", WAY_MEASURE, 0,
	    .measure = way_formula_measure, .evidence = way_formula_evidence },
	{ "最小", WAY_OBJECT | WAY_MEASURE, WAY_SCOPE | WAY_TABLE |
	    WAY_CONDITION | WAY_FIELDS,
	    .measure = way_least_measure, .evidence = way_least_evidence },
	{ "最大", WAY_OBJECT | WAY_MEASURE, WAY_SCOPE | WAY_TABLE |
	    WAY_CONDITION | WAY_FIELDS,
	    .measure = way_most_measure, .evidence = way_most_evidence },
	{ "是否", WAY_CONDITION, 0, .low = "1", .measure = way_yes_measure,
	    .evidence = way_yes_evidence, .unmet = way_yes_unmet,
	    .required = way_yes_required },
	{ "同组", WAY_FIELDS, WAY_OBJECT | WAY_CONDITION, WAY_OF_STUDIO,
	    .measure = way_alike_measure, .evidence = way_alike_evidence },
	{ .word = NULL },
};

const struct way *
way_of(const struct rule *r)
{
	for (const struct way *w = ways; w->word != NULL; w++)
		if (strcmp(w->word, r->way) == 0)
			return w;
	return NULL;
}
