#ifndef PINGGU_STORE_VALUE_H
#define PINGGU_STORE_VALUE_H

#include <sqlite3.h>

/*
 * Private to store/: the texts that store_text made for the statement's last
 * row are needed no more.
 */
void	store_forget_texts(const sqlite3_stmt *stmt);

#endif
