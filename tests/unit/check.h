#ifndef PINGGU_TESTS_CHECK_H
#define PINGGU_TESTS_CHECK_H

/* What cmocka wants included before it, in its order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#endif
