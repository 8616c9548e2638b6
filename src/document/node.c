#include "document/document.h"

#include <assert.h>
#include <string.h>

/* What components ask of their node. */

const char *
node_option_at(const struct node *n, size_t i)
{
	return n->options != NULL && n->options[i] != NULL ? n->options[i] :
	    n->from->options[i].value;
}

const char *
node_option(const struct node *n, const char *key, const char *otherwise)
{
	for (size_t i = 0; i < n->from->noptions; i++)
		if (strcmp(n->from->options[i].key, key) == 0) {
			const char *s = node_option_at(n, i);

			return *s == '\0' ? otherwise : s;
		}
	return otherwise;
}

/* Value number i of an option's list, or NULL; its row. */
static const char *
value_at(const struct node *n, const char *key, size_t i, size_t *len,
    const struct component_option **row)
{
	const char *s = node_option(n, key, NULL);
	size_t count;

	*row = component_find_option(n->from->component, key);
	assert(*row != NULL);
	if (s == NULL)
		return NULL;
	*len = strlen(s);
	if ((*row)->list == LIST_NONE)
		return s;
	count = option_count(s);
	return option_item(s, i < count ? i : count - 1, len);
}

double
node_number_at(const struct node *n, const char *key, size_t i,
    double otherwise)
{
	const struct component_option *row;
	size_t len;
	const char *s = value_at(n, key, i, &len, &row);
	double v;

	return s != NULL && option_number(row, s, len, &v) ? v : otherwise;
}

double
node_number(const struct node *n, const char *key, double otherwise)
{
	return node_number_at(n, key, 0, otherwise);
}

size_t
node_word_at(const struct node *n, const char *key, size_t i,
    size_t otherwise)
{
	const struct component_option *row;
	size_t len, word;
	const char *s = value_at(n, key, i, &len, &row);

	return s != NULL && option_word(row, s, len, &word) ? word : otherwise;
}

size_t
node_word(const struct node *n, const char *key, size_t otherwise)
{
	return node_word_at(n, key, 0, otherwise);
}

size_t
node_count(const struct node *n, const char *key)
{
	const char *s = node_option(n, key, NULL);

	return s == NULL ? 0 : option_count(s);
}

bool
node_lists(const struct node *n, const char *key, const char *value)
{
	size_t count = node_count(n, key);

	for (size_t i = 0; i < count; i++) {
		size_t len;
		const char *s = option_item(node_option(n, key, ""), i, &len);

		if (strlen(value) == len && memcmp(s, value, len) == 0)
			return true;
	}
	return false;
}

const struct value *
node_value(const struct node *n, size_t row, size_t col)
{
	return &n->rows.cells[row * n->rows.ncols + col];
}

int
node_column(const struct node *n, const char *name)
{
	for (size_t c = 0; c < n->rows.ncols; c++)
		if (strcmp(n->rows.names[c], name) == 0)
			return (int)c;
	return -1;
}
