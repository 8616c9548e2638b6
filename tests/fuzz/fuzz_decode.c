/* Bytes of any encoding into UTF-8: sheet_decode. */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "sheet/sheet.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	const char *encoding = NULL;
	const char *text = sheet_decode(&a, (const char *)data, size,
	    &encoding);

	MUST(encoding != NULL);
	MUST((text == NULL) == (*encoding == '\0'));
	if (text != NULL) {
		MUST(text_valid(text, strlen(text)));
		/* 0x80 in GBK is the euro sign. */
		MUST(strlen(text) <= size * 3);
	}
	arena_free(&a);
	return 0;
}
