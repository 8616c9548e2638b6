#include "font/find.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FAMILIES 9
#define LATIN 4

/* The usual families of a role, best first, and where they come from. */
static const struct role_fonts {
	const char *name;
	const char *package;
	const char *family[FAMILIES];
	const char *latin[LATIN];	/* beside a face without letters */
} role_fonts[FONT_ROLES] = {
	[FONT_BODY] = { "宋体", "fonts-arphic-uming",
	    { "AR PL UMing CN", "SimSun", "NSimSun", "FZShuSong-Z01",
	    "AR PL SungtiL GB", "Noto Serif CJK SC", "Source Han Serif SC" },
	    { "Liberation Serif", "DejaVu Serif" } },
	[FONT_HEAD] = { "黑体", "fonts-wqy-microhei",
	    { "WenQuanYi Micro Hei", "Droid Sans Fallback", "SimHei",
	    "WenQuanYi Zen Hei", "Noto Sans CJK SC", "Source Han Sans SC" },
	    { "Noto Sans", "Liberation Sans", "DejaVu Sans" } },
	[FONT_KAI] = { "楷体", "fonts-lxgw-wenkai",
	    { "LXGW WenKai", "KaiTi", "AR PL UKai CN",
	    "AR PL KaitiM GB" },
	    { "Liberation Serif", "DejaVu Serif" } },
	/* No package brings one; 宋 takes its place. */
	[FONT_FANG] = { "仿宋", NULL,
	    { "FangSong", "FangSong_GB2312", "STFangsong", "FZFangSong-Z02",
	    "FZFangSong-Z02S", "方正仿宋_GBK", "方正仿宋_GB18030",
	    "CESI_FS_GB18030", "CESI_FS_GB2312" },
	    { "Liberation Serif", "DejaVu Serif" } }
};

/*
 * Which files are asked first for a character that no role's face has.  All
 * of a better kind stand before all of a worse one.
 */
enum font_kind {
	KIND_TRUETYPE,		/* upright, of ordinary weight and width */
	KIND_CFF,		/* the same; drawn anew, see pdf/cff.h */
	KIND_VARIABLE,		/* its default shapes, which may be thin */
	KIND_STYLED,		/* bold, light, narrow, slanted */
	KIND_COLOR,		/* what it has in black */
	KIND_UNUSABLE
};

/* A font for Chinese text has at least these. */
static const FcChar32 needed[] = {
	0x4e00, 0x56fd, 0x5b66, 0x8bc4, 0x3001, 0x3002, 0xff0c
};

static bool
flag(const FcPattern *p, const char *object, bool unset)
{
	FcBool value;

	if (FcPatternGetBool(p, object, 0, &value) != FcResultMatch)
		return unset;
	return value == FcTrue;
}

static int
number(const FcPattern *p, const char *object, int unset)
{
	int value;

	if (FcPatternGetInteger(p, object, 0, &value) != FcResultMatch)
		return unset;
	return value;
}

/* A variable font is listed whole and by each of its named styles. */
static bool
is_variable(const FcPattern *p)
{
	return flag(p, FC_VARIABLE, false) || number(p, FC_INDEX, 0) >> 16 != 0;
}

/* Bitmaps, and outlines that HarfBuzz does not read (Type 1), are no use. */
static enum font_kind
kind_of(const FcPattern *p)
{
	FcChar8 *value;
	const char *format;
	bool truetype;
	int weight = number(p, FC_WEIGHT, FC_WEIGHT_REGULAR);

	if (FcPatternGetString(p, FC_FONTFORMAT, 0, &value) !=
	    FcResultMatch || !flag(p, FC_OUTLINE, true))
		return KIND_UNUSABLE;
	format = (const char *)value;
	truetype = strcmp(format, "TrueType") == 0;
	if (!truetype && strcmp(format, "CFF") != 0)
		return KIND_UNUSABLE;
	if (flag(p, FC_COLOR, false))
		return KIND_COLOR;
	if (number(p, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN)
		return KIND_STYLED;
	if (is_variable(p))
		return KIND_VARIABLE;
	if (number(p, FC_WIDTH, FC_WIDTH_NORMAL) != FC_WIDTH_NORMAL ||
	    weight < FC_WEIGHT_BOOK || weight > FC_WEIGHT_MEDIUM)
		return KIND_STYLED;
	return truetype ? KIND_TRUETYPE : KIND_CFF;
}

/* The family's names in all languages, e.g. "\nKaiTi\n楷体\n". */
static char *
family_names(const FcPattern *p)
{
	struct buf b = { 0 };
	FcChar8 *name;

	buf_addc(&b, '\n');
	for (int i = 0; FcPatternGetString(p, FC_FAMILY, i, &name) ==
	    FcResultMatch; i++)
		buf_addf(&b, "%s\n", (const char *)name);
	return b.data;
}

static bool
is_listed(const struct font_files *files, const char *path, int index)
{
	for (size_t i = 0; i < files->n; i++)
		if (files->file[i].index == index &&
		    strcmp(files->file[i].path, path) == 0)
			return true;
	return false;
}

static void
add(struct font_files *files, const FcPattern *p, enum font_kind kind)
{
	FcChar8 *value;
	const char *path;
	FcCharSet *chars;
	int index = number(p, FC_INDEX, 0) & 0xffff;

	if (kind_of(p) != kind || FcPatternGetString(p, FC_FILE, 0,
	    &value) != FcResultMatch ||
	    FcPatternGetCharSet(p, FC_CHARSET, 0, &chars) != FcResultMatch)
		return;
	path = (const char *)value;
	if (is_variable(p) && is_listed(files, path, index))
		return;
	mem_grow(&files->file, &files->cap, files->n, sizeof(*files->file));
	files->file[files->n++] = (struct font_file){
		.path = mem_strdup(path), .families = family_names(p),
		.index = index, .chars = FcCharSetCopy(chars)
	};
}

int
font_files_list(struct font_files *files, struct err *err)
{
	FcConfig *config = FcInitLoadConfigAndFonts();
	FcPattern *want = FcPatternCreate();
	FcFontSet *set = NULL;
	FcResult result;

	*files = (struct font_files){ 0 };
	if (config != NULL && want != NULL) {
		(void)FcPatternAddString(want, FC_FAMILY,
		    (const FcChar8 *)"serif");
		(void)FcPatternAddString(want, FC_LANG,
		    (const FcChar8 *)"zh-cn");
		(void)FcPatternAddInteger(want, FC_WEIGHT, FC_WEIGHT_REGULAR);
		(void)FcConfigSubstitute(config, want, FcMatchPattern);
		FcDefaultSubstitute(want);
		set = FcFontSort(config, want, FcFalse, NULL, &result);
	}
	for (int k = 0; set != NULL && k < KIND_UNUSABLE; k++)
		for (int i = 0; i < set->nfont; i++)
			add(files, set->fonts[i], (enum font_kind)k);
	if (set != NULL)
		FcFontSetDestroy(set);
	if (want != NULL)
		FcPatternDestroy(want);
	if (config != NULL)
		FcConfigDestroy(config);
	if (files->n > 0)
		return 0;
	return err_set(err, "没有找到可用的字体，请安装："
	    "sudo apt install %s %s %s", role_fonts[FONT_BODY].package,
	    role_fonts[FONT_HEAD].package, role_fonts[FONT_KAI].package);
}

void
font_files_free(struct font_files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		free(files->file[i].path);
		free(files->file[i].families);
		FcCharSetDestroy(files->file[i].chars);
	}
	free(files->file);
	*files = (struct font_files){ 0 };
}

static bool
is_chinese(const struct font_file *f)
{
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!FcCharSetHasChar(f->chars, needed[i]))
			return false;
	return true;
}

static bool
is_latin(const struct font_file *f)
{
	return FcCharSetHasChar(f->chars, 'A') &&
	    FcCharSetHasChar(f->chars, '0');
}

static bool
is_called(const struct font_file *f, const char *family)
{
	size_t len = strlen(family);
	const char *at = f->families;

	while ((at = strcasestr(at, family)) != NULL) {
		if (at[-1] == '\n' && at[len] == '\n')
			return true;
		at++;
	}
	return false;
}

/* The first file of a family that will do; of any when family is NULL. */
static bool
find(const struct font_files *files, const char *family,
    bool (*will_do)(const struct font_file *f), size_t *out)
{
	for (size_t i = 0; i < files->n; i++)
		if ((family == NULL || is_called(&files->file[i], family)) &&
		    will_do(&files->file[i])) {
			*out = i;
			return true;
		}
	return false;
}

int
font_files_for_role(const struct font_files *files, enum font_role role,
    const char *family, size_t *out, struct err *err)
{
	const struct role_fonts *r = &role_fonts[role];

	if (family != NULL && *family != '\0') {
		if (find(files, family, is_chinese, out))
			return 0;
		return err_set(err, "没有名为“%s”的中文字体（%s）；可用 "
		    "fc-list :lang=zh family 查看已安装的字体", family, r->name);
	}
	for (size_t i = 0; i < FAMILIES && r->family[i] != NULL; i++)
		if (find(files, r->family[i], is_chinese, out))
			return 0;
	if (r->package == NULL)
		return 0;
	if (find(files, NULL, is_chinese, out))
		return 0;
	return err_set(err, "没有可用的中文字体（%s），请安装："
	    "sudo apt install %s", r->name, r->package);
}

bool
font_files_latin(const struct font_files *files, enum font_role role,
    size_t *out)
{
	const struct role_fonts *r = &role_fonts[role];

	for (size_t i = 0; i < LATIN && r->latin[i] != NULL; i++)
		if (find(files, r->latin[i], is_latin, out))
			return true;
	return false;
}
