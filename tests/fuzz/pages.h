#ifndef PINGGU_TESTS_FUZZ_PAGES_H
#define PINGGU_TESTS_FUZZ_PAGES_H

#include "fuzz.h"

#include "document/document.h"
#include "page/page.h"

/*
 * Fill the template in for the store's studio and set it in pages, which must
 * hold what a writer of pages may rely on; what the template or its queries
 * get wrong is said.  With path, the pages are written there as a PDF file.
 */
void	pages_make(const struct template *t, struct store *store,
	    const char *path);

#endif
