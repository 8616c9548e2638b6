#ifndef PINGGU_TESTS_BOOKS_H
#define PINGGU_TESTS_BOOKS_H

#include "sheet/sheet.h"

/* A reader of workbooks that lie in memory. */
typedef void books_reader(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

/*
 * Read the bytes by parse: grids as sheet.h promises them, of UTF-8, their
 * rows in order.  Where they can be read, peek finds the same names.
 */
void	books_check(const uint8_t *data, size_t size, books_reader *parse,
	    books_reader *peek);

#endif
