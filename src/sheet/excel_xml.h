#ifndef PINGGU_SHEET_EXCEL_XML_H
#define PINGGU_SHEET_EXCEL_XML_H

#include "sheet/sheet.h"

/*
 * Excel 2003 XML (urn:schemas-microsoft-com:office:spreadsheet), in any
 * encoding, whatever it declares: private to sheet/.  All sheets, or only
 * their names and hidden flags; file has been begun by the caller.
 * SHEET_BROKEN where it is no XML or brings a DTD.
 */
void	excel_xml_parse(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);
void	excel_xml_peek(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

#endif
