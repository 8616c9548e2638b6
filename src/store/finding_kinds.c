#include "store/finding.h"

static const struct {
	const char *name, *level, *audience, *unread, *text, *advice;
} kinds[] = {
#define F(name, level, audience, unread, text, advice) \
	[FINDING_##name] = { #name, LEVEL_##level, AUDIENCE_##audience, \
	    UNREAD_##unread, text, advice },
	FINDINGS(F)
#undef F
};

const char *
finding_name(enum finding_code code)
{
	return kinds[code].name;
}

const char *
finding_level(enum finding_code code)
{
	return kinds[code].level;
}

const char *
finding_audience(enum finding_code code)
{
	return kinds[code].audience;
}

const char *
finding_unread(enum finding_code code)
{
	return kinds[code].unread;
}

const char *
finding_text(enum finding_code code)
{
	return kinds[code].text;
}

const char *
finding_advice(enum finding_code code)
{
	return kinds[code].advice;
}
