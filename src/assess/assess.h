#ifndef PINGGU_ASSESS_ASSESS_H
#define PINGGU_ASSESS_ASSESS_H

#include "scheme/scheme.h"
#include "store/store.h"

/*
 * Measure every rule, score every point, decide every stage: run the
 * scheme's SQL over what intake loaded and fill the result tables 资格, 得分,
 * 小计, 汇总, 结论, 概况 and the findings that follow from them.  date is the
 * date of the run (2024-03-01) for 概况.  At the end † values are masked unless
 * show_personal: from here on nobody sees them.  Returns -1 when SQL of the
 * scheme fails while running (err names the rule) or the store does.
 */
int	assess_run(const struct scheme *scheme, struct store *store,
	    const char *date, bool show_personal, struct err *err);

#endif
