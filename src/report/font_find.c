#include "report/font_find.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FAMILIES 6
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
	    "AR PL SungtiL GB" },
	    { "Liberation Serif", "DejaVu Serif" } },
	[FONT_HEAD] = { "黑体", "fonts-wqy-microhei",
	    { "WenQuanYi Micro Hei", "Droid Sans Fallback", "SimHei",
	    "WenQuanYi Zen Hei" },
	    { "Noto Sans", "Liberation Sans", "DejaVu Sans" } },
	[FONT_KAI] = { "楷体", "fonts-lxgw-wenkai",
	    { "LXGW WenKai", "KaiTi", "AR PL UKai CN",
	    "AR PL KaitiM GB" },
	    { "Liberation Serif", "DejaVu Serif" } }
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

static bool
usable(const FcPattern *p)
{
	FcChar8 *format;
	int slant = 0, index = 0;

	if (FcPatternGetString(p, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
	    strcmp((const char *)format, "TrueType") != 0)
		return false;
	(void)FcPatternGetInteger(p, FC_SLANT, 0, &slant);
	(void)FcPatternGetInteger(p, FC_INDEX, 0, &index);
	return slant == FC_SLANT_ROMAN && (index >> 16) == 0 &&
	    flag(p, FC_OUTLINE, true) && !flag(p, FC_VARIABLE, false) &&
	    !flag(p, FC_COLOR, false);
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

static void
add(struct font_files *files, const FcPattern *p)
{
	FcChar8 *path;
	FcCharSet *chars;
	int index = 0;

	if (!usable(p) ||
	    FcPatternGetString(p, FC_FILE, 0, &path) != FcResultMatch ||
	    FcPatternGetCharSet(p, FC_CHARSET, 0, &chars) != FcResultMatch)
		return;
	(void)FcPatternGetInteger(p, FC_INDEX, 0, &index);
	mem_grow(&files->file, &files->cap, files->n, sizeof(*files->file));
	files->file[files->n++] = (struct font_file){
		.path = mem_strdup((const char *)path),
		.families = family_names(p),
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
	for (int i = 0; set != NULL && i < set->nfont; i++)
		add(files, set->fonts[i]);
	if (set != NULL)
		FcFontSetDestroy(set);
	if (want != NULL)
		FcPatternDestroy(want);
	if (config != NULL)
		FcConfigDestroy(config);
	if (files->n > 0)
		return 0;
	return err_set(err, "没有找到可用的 TrueType 字体，请安装："
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
		return err_set(err, "没有名为“%s”的中文 TrueType 字体（%s）；可用 "
		    "fc-list :lang=zh family 查看已安装的字体", family, r->name);
	}
	for (size_t i = 0; i < FAMILIES && r->family[i] != NULL; i++)
		if (find(files, r->family[i], is_chinese, out))
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
