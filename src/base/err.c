#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drop the bytes of a character that snprintf cut in two. */
static void
trim_partial(char *s)
{
	size_t len = strlen(s), i = len;
	unsigned char lead;

	while (i > 0 && ((unsigned char)s[i - 1] & 0xc0) == 0x80)
		i--;
	if (i == 0)
		return;
	lead = (unsigned char)s[i - 1];
	if ((lead >= 0xf0 && len - i < 3) || (lead >= 0xe0 && len - i < 2) ||
	    (lead >= 0xc0 && len - i < 1))
		s[i - 1] = '\0';
}

int
err_set(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	err->number = 0;
	va_start(ap, fmt);
	if (vsnprintf(err->text, sizeof(err->text), fmt, ap) >=
	    (int)sizeof(err->text))
		trim_partial(err->text);
	va_end(ap);
	return -1;
}

int
err_prefix(struct err *err, const char *fmt, ...)
{
	struct err old;
	va_list ap;
	size_t n;

	if (err == NULL)
		return -1;
	old = *err;
	va_start(ap, fmt);
	(void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	n = strlen(err->text);
	if (snprintf(err->text + n, sizeof(err->text) - n, ": %s", old.text) >=
	    (int)(sizeof(err->text) - n))
		trim_partial(err->text);
	return -1;
}

static const char *
reason(int number)
{
	static const struct {
		int number;
		const char *text;
	} texts[] = {
		{ ENOENT, "没有这个文件或文件夹" }, { EACCES, "没有权限" },
		{ EPERM, "没有权限" }, { ENOSPC, "磁盘已满" },
		{ EDQUOT, "磁盘配额已用完" }, { EROFS, "磁盘是只读的" },
		{ ENOTDIR, "上级不是文件夹" }, { EISDIR, "是文件夹，不是文件" },
		{ EEXIST, "已经存在" }, { ENOTEMPTY, "文件夹不是空的" },
		{ EIO, "磁盘读写出错" },
		{ EFBIG, "文件超过了系统允许的大小" },
		{ ENAMETOOLONG, "名字过长" }, { ELOOP, "链接过多" },
		{ EMFILE, "打开的文件过多" }, { ENFILE, "打开的文件过多" },
		{ ENOMEM, "内存不足" }, { EBUSY, "正被使用" },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i].number == number)
			return texts[i].text;
	return strerror(number);
}

int
err_errno(struct err *err, int number, const char *fmt, ...)
{
	va_list ap;
	size_t n;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	(void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	n = strlen(err->text);
	if (snprintf(err->text + n, sizeof(err->text) - n, "：%s",
	    reason(number)) >= (int)(sizeof(err->text) - n))
		trim_partial(err->text);
	err->number = number;
	return -1;
}

int
err_interrupted(struct err *err)
{
	return err_set(err, "已中断，没有写出任何结果");
}
