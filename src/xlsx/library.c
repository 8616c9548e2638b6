#include <errno.h>
#include <string.h>

#include "xlsx/private.h"

/*
 * libxlsxwriter says on stderr what it also returns, in English and with the
 * names of its sources.  Where stderr is a variable, as the C library of GNU
 * promises, it is another stream while the library works.  Other threads set
 * papers meanwhile and say nothing; the progress bar is drawn past stdio.
 */

int
library_begin(struct library_words *w, struct err *err)
{
	*w = (struct library_words){ .before = NULL };
#ifdef __GLIBC__
	w->stream = fmemopen(w->text, sizeof(w->text) - 1, "w");
	if (w->stream == NULL)
		return err_errno(err, errno, "无法建立工作簿");
	setbuf(w->stream, NULL);
	w->before = stderr;
	stderr = w->stream;
#endif
	errno = 0;
	return 0;
}

void
library_give_up(lxw_workbook *wb)
{
	lxw_worksheet *ws;

	STAILQ_FOREACH(ws, wb->worksheets, list_pointers) {
		if (ws->optimize_tmpfile != NULL)
			(void)fclose(ws->optimize_tmpfile);
		ws->optimize_tmpfile = NULL;
	}
	lxw_workbook_free(wb);
}

int
library_refused(const char *path, struct err *err)
{
	int number = errno;

	return err_errno(err, number == 0 || err_is_absence(number) ? EIO :
	    number, "无法写入 %s", path);
}

int
library_end(struct library_words *w, lxw_error failed, const char *path,
    struct err *err)
{
	const int number = errno;
	const bool said = strncmp(w->text, "[ERROR]", 7) == 0 ||
	    strstr(w->text, "\n[ERROR]") != NULL;

#ifdef __GLIBC__
	stderr = w->before;
	(void)fclose(w->stream);
#endif
	if (failed == LXW_NO_ERROR && !said)
		return 0;
	errno = number;
	if (number != 0 || (failed != LXW_NO_ERROR &&
	    failed <= LXW_ERROR_ZIP_CLOSE))	/* files come first */
		return library_refused(path, err);
	return err_set(err, "无法写入 %s：%s", path, failed != LXW_NO_ERROR ?
	    lxw_strerror(failed) : "写工作簿的库报告了错误");
}
