#ifndef PINGGU_SHEET_KIND_H
#define PINGGU_SHEET_KIND_H

#include "sheet/sheet.h"

/*
 * What some bytes are, by themselves: private to sheet/ and its tests.
 */
enum kind {
	KIND_TEXT,		/* also what is nothing else */
	KIND_HTML,
	KIND_EXCEL_XML,
	KIND_FODS,		/* OpenDocument in one XML file */
	KIND_ZIP,		/* of what, is for its directory to say */
	KIND_XLS,		/* a container of Office before 2007 likewise */
	KIND_ARCHIVE,		/* .rar, .7z, .gz, .tar … */
	KIND_DOCUMENT		/* .pdf, .rtf, a picture, other XML */
};

enum kind kind_of(const char *data, size_t len);

#endif
