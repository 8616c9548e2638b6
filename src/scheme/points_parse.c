#include <math.h>
#include <stdlib.h>

#include "scheme/private.h"

bool
points_parse(const char *text, long *hundredths)
{
	char *end;
	double x = strtod(text, &end), h = nearbyint(x * 100);

	if (end == text || *end != '\0' || !isfinite(x) || fabs(x) > 1e6 ||
	    h / 100 != x)
		return false;
	*hundredths = (long)h;
	return true;
}
