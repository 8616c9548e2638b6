/* An OpenDocument spreadsheet in one file of XML. */
#include "fuzz.h"

#include "books.h"
#include "sheet/ods.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	books_check(data, size, fods_parse, fods_peek);
	return 0;
}
