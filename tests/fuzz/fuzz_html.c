/* The tables of a page. */
#include "fuzz.h"

#include "books.h"
#include "sheet/html.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	books_check(data, size, html_parse, html_peek);
	return 0;
}
