#include "sheet/ods_cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "sheet/number.h"
#include "sheet/xml.h"

size_t
ods_count(const char *const *attributes, const char *name, size_t max)
{
	size_t n = xml_number(xml_attribute(attributes, name), 1);

	return n == 0 ? 1 : n < max ? n : max;
}

static bool
is(const char *attribute, const char *word)
{
	return attribute != NULL && strcmp(attribute, word) == 0;
}

/*
 * The first of these attributes; LibreOffice has one that only differs in its
 * prefix and may say that the cell is an error.
 */
static const char *
type_of(const char *const *attributes, bool *error)
{
	const char *type = NULL;

	for (; *attributes != NULL; attributes += 2) {
		const char *colon = strchr(attributes[0], ':');

		if (!is(colon, ":value-type"))
			continue;
		if (strcmp(attributes[1], "error") == 0)
			*error = true;
		else if (type == NULL)
			type = attributes[1];
	}
	return type;
}

/* 2024-02-01T15:30:00.5 as 2024-02-01 15:30:00; midnight is a day; else NULL. */
static const char *
read_date(struct arena *a, const char *s)
{
	int hour, minute, second;
	struct date d;

	if (s == NULL || date_parse(s, &d) != DATE_BYTES)
		return NULL;
	if (sscanf(s + DATE_BYTES, "T%2d:%2d:%2d", &hour, &minute,
	    &second) != 3 || hour + minute + second == 0)
		return arena_strndup(a, s, DATE_BYTES);
	return arena_printf(a, "%.10s %02d:%02d:%02d", s, hour, minute,
	    second);
}

/* PT08H05M00S as 08:05:00, also more than a day; else NULL. */
static const char *
read_time(struct arena *a, const char *s)
{
	unsigned hour, minute, second;

	if (s == NULL || sscanf(s, "PT%6uH%2uM%2u", &hour, &minute,
	    &second) != 3)
		return NULL;
	return arena_printf(a, "%02u:%02u:%02u", hour, minute, second);
}

static bool
read_number(const char *s, double *number)
{
	char *end;

	if (s == NULL || *s == '\0')
		return false;
	*number = strtod(s, &end);
	return *end == '\0' && isfinite(*number);
}

void
ods_cell_read(struct arena *a, struct ods_cell *cell,
    const char *const *attributes)
{
	const char *type = type_of(attributes, &cell->error);
	const char *string = xml_attribute(attributes, "string-value");

	cell->formula = xml_attribute(attributes, "formula") != NULL;
	cell->kind = SHEET_CELL_TEXT;
	if (type == NULL || is(type, "string")) {
		if (type == NULL && cell->formula)
			cell->kind = SHEET_CELL_NO_VALUE;
		cell->value = string != NULL ? arena_strdup(a, string) : NULL;
	} else if (is(type, "date") || is(type, "time")) {
		cell->value = is(type, "date") ?
		    read_date(a, xml_attribute(attributes, "date-value")) :
		    read_time(a, xml_attribute(attributes, "time-value"));
		/* else it is read as what it shows */
		if (cell->value != NULL)
			cell->kind = SHEET_CELL_DATE;
	} else if (is(type, "boolean")) {
		cell->value = is(xml_attribute(attributes, "boolean-value"),
		    "true") ? "TRUE" : "FALSE";
		cell->kind = SHEET_CELL_BOOL;
	} else if (read_number(xml_attribute(attributes, "value"),
	    &cell->number)) {
		cell->kind = is(type, "percentage") ? SHEET_CELL_PERCENT :
		    SHEET_CELL_NUMBER;
	}
}

/* Excel and WPS do not say that it is one. */
static bool
is_error(const char *text)
{
	static const char *const errors[] = { "#DIV/0!", "#N/A", "#NAME?",
	    "#NULL!", "#NUM!", "#REF!", "#VALUE!" };

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (strcmp(text, errors[i]) == 0)
			return true;
	return strncmp(text, "Err:5", 5) == 0;
}

const char *
ods_cell_value(struct arena *a, struct ods_cell *cell, const char *text,
    unsigned digits)
{
	bool number = cell->kind == SHEET_CELL_NUMBER;

	if (cell->error || (cell->formula && is_error(text))) {
		cell->kind = SHEET_CELL_ERROR;
		return arena_strdup(a, *text != '\0' ? text : "#VALUE!");
	}
	/* a formula that gives a boolean is a number that is shown as one */
	if (number && cell->formula &&
	    (strcmp(text, "TRUE") == 0 || strcmp(text, "FALSE") == 0)) {
		cell->kind = SHEET_CELL_BOOL;
		return arena_strdup(a, text);
	}
	if (number || cell->kind == SHEET_CELL_PERCENT)
		return number_decimal(a, cell->number, number ? digits : 0);
	if (cell->kind == SHEET_CELL_DATE || cell->kind == SHEET_CELL_BOOL)
		return cell->value;
	if (*text != '\0') {
		cell->kind = SHEET_CELL_TEXT;
		return arena_strdup(a, text);
	}
	return cell->value != NULL ? cell->value : "";
}
