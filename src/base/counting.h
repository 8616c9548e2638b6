#ifndef PINGGU_BASE_COUNTING_H
#define PINGGU_BASE_COUNTING_H

/*
 * The order in which people count: 甲乙丙丁, 一二三 … 十一, 1 2 10 (numbers by
 * their value, wherever they stand in the names); all else by code point.
 * Like strcmp, and 0 only for the same text.
 */
int	counting_order(const char *a, const char *b);

#endif
