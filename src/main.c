#include <stdio.h>

int
main(void)
{
	(void)fputs("pinggu " PINGGU_VERSION "\n", stdout);
	return 0;
}
