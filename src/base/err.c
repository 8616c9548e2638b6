#include "base/err.h"

#include <errno.h>
#include <pthread.h>
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

/* What a clerk may meet, and what to do about it; else the system's own words. */
static const struct reason {
	int number;
	const char *text, *advice;
} reasons[] = {
	{ ENOENT, "没有这个文件或文件夹", NULL },
	{ EACCES, "没有权限", "请给予权限后再运行" },
	{ EPERM, "没有权限", "请给予权限后再运行" },
	{ ENOSPC, "磁盘已满", "请腾出空间后再运行" },
	{ EDQUOT, "磁盘配额已用完", "请腾出空间后再运行" },
	{ EROFS, "磁盘是只读的", NULL },
	{ ENOTDIR, "上级不是文件夹", NULL },
	{ EISDIR, "是文件夹，不是文件", NULL },
	{ EEXIST, "已经存在", NULL },
	{ ENOTEMPTY, "文件夹不是空的", NULL },
	{ EIO, "磁盘读写出错", "请检查磁盘后再运行" },
	{ ESTALE, "网络盘上的文件已失效", "请重新连接网络盘后再运行" },
	{ EFBIG, "文件超过了系统允许的大小", NULL },
	{ ENAMETOOLONG, "名字过长", NULL },
	{ ELOOP, "链接过多", NULL },
	{ EMFILE, "打开的文件过多", "请调高上限（ulimit -n）后再运行" },
	{ ENFILE, "打开的文件过多", "请关闭一些程序后再运行" },
	{ ENOMEM, "内存不足", "请关闭一些程序后再运行" },
	{ EAGAIN, "系统资源不足", "请关闭一些程序后再运行" },
	{ EBUSY, "正被使用", NULL },
};

static struct reason
reason(int number)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].number == number)
			return reasons[i];
	return (struct reason){ number, strerror(number), NULL };
}

/* ---- what was refused ------------------------------------------------------- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct err first;		/* .number 0: nothing was */

bool
err_is_absence(int number)
{
	return number == ENOENT || number == ENOTDIR || number == ELOOP ||
	    number == ENAMETOOLONG;
}

static void
note(const struct err *err)
{
	if (err_is_absence(err->number) || err->number == EEXIST ||
	    err->number == ENOTEMPTY)
		return;
	(void)pthread_mutex_lock(&lock);
	if (first.number == 0)
		first = *err;
	(void)pthread_mutex_unlock(&lock);
}

bool
err_refused(struct err *err)
{
	bool was;

	(void)pthread_mutex_lock(&lock);
	was = first.number != 0;
	if (was && err != NULL)
		*err = first;
	(void)pthread_mutex_unlock(&lock);
	return was;
}

void
err_forget(void)
{
	(void)pthread_mutex_lock(&lock);
	first = (struct err){ .number = 0 };
	(void)pthread_mutex_unlock(&lock);
}

int
err_errno(struct err *err, int number, const char *fmt, ...)
{
	struct reason why = reason(number);
	struct err own;
	va_list ap;
	size_t n;

	if (err == NULL)
		err = &own;		/* noted all the same */
	va_start(ap, fmt);
	(void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	n = strlen(err->text);
	if (snprintf(err->text + n, sizeof(err->text) - n, "：%s%s%s",
	    why.text, why.advice != NULL ? "；" : "", why.advice != NULL ?
	    why.advice : "") >= (int)(sizeof(err->text) - n))
		trim_partial(err->text);
	err->number = number;
	note(err);
	return -1;
}

int
err_interrupted(struct err *err)
{
	return err_set(err, "已中断，没有写出任何结果");
}
