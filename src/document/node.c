#include "document/document.h"

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
		if (strcmp(n->from->options[i].key, key) == 0)
			return node_option_at(n, i);
	return otherwise;
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
