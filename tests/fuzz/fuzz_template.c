/*
 * A page template: read, bound to a batch's store, filled in for a studio,
 * set in pages.
 */
#include "fuzz.h"

#include "pages.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct template t = { 0 };
	struct err err = { 0 };

	if (template_read(&t, fuzz_file(data, size), components, &err) == 0)
		pages_make(&t, fuzz_store(), NULL);
	else
		MUST(*err.text != '\0');
	template_free(&t);
	return 0;
}
