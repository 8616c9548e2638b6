#ifndef PINGGU_STORE_FUNCTIONS_H
#define PINGGU_STORE_FUNCTIONS_H

#include <sqlite3.h>

/*
 * Give a connection the functions that schemes and templates may call:
 * hundredths(), points(), 满年(), 满月().  An SQLite result code.
 */
int	store_add_functions(sqlite3 *db);

#endif
