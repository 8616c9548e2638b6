/* A workbook of Excel before 2007: its container, its records. */
#include "fuzz.h"

#include "books.h"
#include "sheet/xls.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	books_check(data, size, xls_parse, xls_peek);
	return 0;
}
