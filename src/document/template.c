#include "document/template.h"

#include <stdlib.h>
#include <string.h>

#include <cmark.h>

#include "base/file.h"
#include "base/text.h"
#include "document/component.h"

#define TEMPLATE_LIMIT ((size_t)1024 * 1024)

/*
 * {{ and }} while cmark reads: to it brackets are punctuation, so that in
 * 由**{{名称}}**主持 the stars would not be emphasis; these are not.
 */
#define OPEN	"\xee\x80\x80"		/* U+E000 */
#define SHUT	"\xee\x80\x81"		/* U+E001 */

static const char *const page_keys[PAGE_TEXTS] = {
	[PAGE_TITLE] = "标题", [PAGE_LEFT] = "页眉左", [PAGE_RIGHT] = "页眉右",
	[PAGE_AUTHOR] = "作者", [PAGE_SUBJECT] = "主题", [PAGE_DATE] = "日期"
};

/* ---- texts ------------------------------------------------------------------ */

/* The text with every from replaced by to; in the arena. */
static char *
replaced(struct arena *a, const char *s, const char *from, const char *to)
{
	struct buf b = { 0 };
	const char *at;
	char *copy;

	for (; (at = strstr(s, from)) != NULL; s = at + strlen(from)) {
		buf_add(&b, s, (size_t)(at - s));
		buf_adds(&b, to);
	}
	buf_adds(&b, s);
	copy = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return copy;
}

/* {{ and }} as they were written. */
static char *
restored(struct template *t, const char *s)
{
	return replaced(&t->arena, replaced(&t->arena, s, OPEN, "{{"), SHUT,
	    "}}");
}

static void
wrong(struct template *t, unsigned line, const char *text)
{
	mistakes_add(&t->mistakes, &t->arena, line, text);
}

static struct piece *
add_piece(struct template *t, struct pieces *ps, enum font_role role,
    unsigned line)
{
	struct piece *p;

	arena_grow(&t->arena, &ps->items, &ps->cap, ps->n, sizeof(*p));
	p = &ps->items[ps->n++];
	p->role = role;
	p->line = line;
	return p;
}

/* What stands between {{ and }}: [表.]列[:日期][|其他] or …[?其他]. */
static void
parse_column(struct template *t, struct piece *p, char *s)
{
	char *rest = strpbrk(s, "|?");
	char *mark;

	if (rest != NULL) {
		p->optional = *rest == '?';
		*rest = '\0';
		p->otherwise = rest + 1;
	}
	mark = strchr(s, ':');
	if (mark != NULL) {
		*mark = '\0';
		p->date = strcmp(mark + 1, "日期") == 0;
		if (!p->date)
			wrong(t, p->line, arena_printf(&t->arena,
			    "没有格式“%s”，只有“日期”", mark + 1));
	}
	mark = strchr(s, '.');
	if (mark != NULL) {
		*mark = '\0';
		p->table = text_trim(&t->arena, s);
		s = mark + 1;
	}
	p->column = text_trim(&t->arena, s);
	p->slot = t->nslots++;
}

static void
parse_text(struct template *t, struct pieces *ps, enum font_role role,
    const char *s, unsigned line)
{
	while (*s != '\0') {
		const char *open = strstr(s, OPEN);
		const char *shut = open != NULL ? strstr(open, SHUT) : NULL;

		if (shut == NULL)
			open = s + strlen(s);
		if (open > s)
			add_piece(t, ps, role, line)->text =
			    arena_strndup(&t->arena, s, (size_t)(open - s));
		if (shut == NULL)
			return;
		parse_column(t, add_piece(t, ps, role, line),
		    arena_strndup(&t->arena, open + strlen(OPEN),
		    (size_t)(shut - open) - strlen(OPEN)));
		s = shut + strlen(SHUT);
	}
}

/* The text below a block: its words, each with the role of its emphasis. */
static void
parse_inlines(struct template *t, struct pieces *ps, cmark_node *block,
    enum font_role role)
{
	unsigned line = (unsigned)cmark_node_get_start_line(block);

	for (cmark_node *c = cmark_node_first_child(block); c != NULL;
	    c = cmark_node_next(c)) {
		cmark_node_type type = cmark_node_get_type(c);

		if (type == CMARK_NODE_STRONG)
			parse_inlines(t, ps, c, FONT_HEAD);
		else if (type == CMARK_NODE_EMPH)
			parse_inlines(t, ps, c, FONT_KAI);
		else if (type == CMARK_NODE_LINEBREAK)
			add_piece(t, ps, role, line)->text = "\n";
		else if (type == CMARK_NODE_SOFTBREAK)
			continue;	/* Chinese joins without a blank */
		else if (cmark_node_get_literal(c) != NULL)
			parse_text(t, ps, role, cmark_node_get_literal(c),
			    line);
		else
			parse_inlines(t, ps, c, role);
	}
}

/* ---- blocks ----------------------------------------------------------------- */

static struct template_node *
add_node(struct template *t, enum block_kind kind, unsigned line)
{
	struct template_node *n;

	arena_grow(&t->arena, &t->nodes, &t->cap, t->nnodes, sizeof(*n));
	n = &t->nodes[t->nnodes++];
	n->kind = kind;
	n->line = line;
	return n;
}

/* "key: value"; false when there is no colon. */
static bool
split_pair(struct arena *a, char *s, const char **key, const char **value)
{
	char *colon = strchr(s, ':');
	char *wide = strstr(s, "：");
	size_t skip = 1;

	if (wide != NULL && (colon == NULL || wide < colon)) {
		colon = wide;
		skip = strlen("：");
	}
	if (colon == NULL)
		return false;
	*colon = '\0';
	*key = text_trim(a, s);
	*value = text_trim(a, colon + skip);
	return true;
}

/* A key of the leading comment and its value. */
static void
parse_key(struct template *t, const char *key, const char *value,
    unsigned line)
{
	if (strcmp(key, "条件") == 0) {
		t->condition = restored(t, value);
		t->condition_line = line;
		return;
	}
	if (strcmp(key, "用途") == 0) {
		t->self = strcmp(value, "自评") == 0;
		if (!t->self)
			wrong(t, line, arena_printf(&t->arena,
			    "没有用途“%s”，只有“自评”", value));
		return;
	}
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		if (strcmp(key, page_keys[i]) == 0) {
			parse_text(t, &t->page[i], FONT_KAI, value, line);
			return;
		}
	wrong(t, line, arena_printf(&t->arena, "没有“%s”这个项目（有标题、"
	    "页眉左、页眉右、作者、主题、日期、条件、用途）", key));
}

static void
parse_comment(struct template *t, const char *s, unsigned line)
{
	char *text = arena_strdup(&t->arena, s), *save = NULL;
	const char *key, *value;

	/* Blank lines do not come out of strtok: templates have none here. */
	for (char *l = strtok_r(text, "\n", &save); l != NULL;
	    l = strtok_r(NULL, "\n", &save), line++) {
		if (strncmp(l, "<!--", 4) == 0)
			l += 4;
		if (strstr(l, "-->") != NULL)
			*strstr(l, "-->") = '\0';
		if (text_blank(l))
			continue;
		if (split_pair(&t->arena, l, &key, &value))
			parse_key(t, key, value, line);
		else
			wrong(t, line, arena_printf(&t->arena,
			    "应为“项目: 内容”：%s", l));
	}
}

static void
add_option(struct template *t, struct template_node *n, size_t *cap,
    char *s, unsigned line)
{
	struct option o = { .line = line };

	if (!split_pair(&t->arena, s, &o.key, &o.value)) {
		wrong(t, line, arena_printf(&t->arena,
		    "应为“-- 选项: 内容”：%s", s));
		return;
	}
	o.row = component_find_option(n->component, o.key);
	if (o.row == NULL) {
		wrong(t, line, arena_printf(&t->arena,
		    "%s 没有“%s”这个选项（%s%s）", n->component->name, o.key,
		    n->component->options->key == NULL ? "没有选项" : "有",
		    component_keys(&t->arena, n->component)));
		return;
	}
	for (size_t i = 0; i < n->noptions && !o.row->again; i++)
		if (n->options[i].row == o.row) {
			wrong(t, line, arena_printf(&t->arena,
			    "“%s”写了两次（第%u行已有）", o.key,
			    n->options[i].line));
			return;
		}
	if (strstr(o.value, OPEN) != NULL && o.row->type == OPTION_CELLS) {
		wrong(t, line, arena_printf(&t->arena, "“%s”里用{列}，不用{{列}}",
		    o.key));
		return;
	}
	if (strstr(o.value, OPEN) != NULL)
		parse_text(t, &o.text, FONT_BODY, o.value, line);
	arena_grow(&t->arena, &n->options, cap, n->noptions, sizeof(o));
	n->options[n->noptions++] = o;
}

/* Two charts of the same figures have the same query. */
static size_t
first_with(const struct template *t, const char *sql)
{
	size_t i = 0;

	while (t->nodes[i].sql == NULL || strcmp(t->nodes[i].sql, sql) != 0)
		i++;
	return i;	/* at the latest the node itself */
}

static void
parse_component(struct template *t, cmark_node *block)
{
	unsigned line = (unsigned)cmark_node_get_start_line(block);
	const char *info = text_trim(&t->arena,
	    cmark_node_get_fence_info(block));
	const struct component *component = component_find(t->components,
	    info);
	char *s = arena_strdup(&t->arena, cmark_node_get_literal(block));
	struct template_node *n;
	size_t cap = 0;

	if (component == NULL) {
		wrong(t, line, arena_printf(&t->arena,
		    "没有“%s”这种部件（有%s）", info,
		    component_names(&t->arena, t->components)));
		return;
	}
	n = add_node(t, BLOCK_COMPONENT, line);
	n->component = component;
	while (strncmp(s, "--", 2) == 0) {
		char *end = strchr(s, '\n');

		if (end != NULL)
			*end = '\0';
		add_option(t, n, &cap, s + 2, ++line);
		s = end != NULL ? end + 1 : s + strlen(s);
	}
	if (!text_blank(s)) {
		n->sql = text_trim(&t->arena, restored(t, s));
		n->first = first_with(t, n->sql);
	} else if (component->min_columns > 0)
		wrong(t, n->line, arena_printf(&t->arena, "%s 要有一条查询",
		    component->name));
}

static void	parse_block(struct template *t, cmark_node *b, unsigned level);

static void
parse_list(struct template *t, cmark_node *list, unsigned level)
{
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	int number = cmark_node_get_list_start(list);

	for (cmark_node *item = cmark_node_first_child(list); item != NULL;
	    item = cmark_node_next(item)) {
		size_t first = t->nnodes;

		for (cmark_node *b = cmark_node_first_child(item); b != NULL;
		    b = cmark_node_next(b))
			parse_block(t, b, level + 1);
		if (first < t->nnodes && t->nodes[first].kind == BLOCK_ITEM)
			t->nodes[first].mark = ordered ?
			    arena_printf(&t->arena, "%d.", number) : "•";
		number++;
	}
}

static void
parse_children(struct template *t, cmark_node *b, unsigned level)
{
	for (cmark_node *c = cmark_node_first_child(b); c != NULL;
	    c = cmark_node_next(c)) {
		size_t first = t->nnodes;

		parse_block(t, c, level);
		for (size_t i = first; i < t->nnodes; i++)
			if (t->nodes[i].kind == BLOCK_PARAGRAPH)
				t->nodes[i].kind = BLOCK_NOTE;
	}
}

static void
parse_block(struct template *t, cmark_node *b, unsigned level)
{
	unsigned line = (unsigned)cmark_node_get_start_line(b);
	struct template_node *n;

	switch (cmark_node_get_type(b)) {
	case CMARK_NODE_HEADING:
		n = add_node(t, BLOCK_HEADING, line);
		n->level = (unsigned)cmark_node_get_heading_level(b);
		parse_inlines(t, &n->text, b, n->level == 2 ?
		    FONT_KAI : n->level > 2 ? FONT_FANG : FONT_HEAD);
		break;
	case CMARK_NODE_PARAGRAPH:
		n = add_node(t, level > 0 ? BLOCK_ITEM : BLOCK_PARAGRAPH, line);
		n->level = level;
		parse_inlines(t, &n->text, b, FONT_FANG);
		break;
	case CMARK_NODE_CODE_BLOCK:
		parse_component(t, b);
		break;
	case CMARK_NODE_HTML_BLOCK:
		parse_comment(t, cmark_node_get_literal(b), line);
		break;
	case CMARK_NODE_LIST:
		parse_list(t, b, level);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		parse_children(t, b, level);
		break;
	default:
		wrong(t, line, arena_printf(&t->arena, "模板里不能有“%s”",
		    cmark_node_get_type_string(b)));
	}
}

#define LOST	"\xef\xbf\xbd"		/* U+FFFD */

/*
 * Markdown can write characters as numbers: &#xFFFF; is none, and for &#xD800;
 * cmark has put U+FFFD already, which else nothing of the file is.
 */
static void
find_lost(struct template *t, cmark_node *root, bool has_lost)
{
	cmark_iter *all = cmark_iter_new(root);
	cmark_event_type event;
	unsigned line = 1;

	while ((event = cmark_iter_next(all)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(all);
		const char *texts[] = { cmark_node_get_literal(n),
		    cmark_node_get_url(n), cmark_node_get_title(n) };

		if (event != CMARK_EVENT_ENTER)
			continue;
		if (cmark_node_get_start_line(n) > 0)
			line = (unsigned)cmark_node_get_start_line(n);
		for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
			if (texts[i] != NULL && (!text_valid(texts[i],
			    strlen(texts[i])) || (!has_lost &&
			    strstr(texts[i], LOST) != NULL)))
				wrong(t, line, "有不成字的字符（&#…;）");
	}
	cmark_iter_free(all);
}

int
template_read(struct template *t, const char *path,
    const struct component *const *components, struct err *err)
{
	cmark_node *root;
	char *data;
	size_t len;
	bool has_lost;

	*t = (struct template){ .components = components };
	t->path = arena_strdup(&t->arena, path);
	if (file_read(&t->arena, path, TEMPLATE_LIMIT, &data, &len, NULL,
	    err) == -1)
		return -1;
	if (!text_valid(data, len)) {
		wrong(t, (unsigned)text_line_of_lost(data, len),
		    "有不成字的字节；模板要用 UTF-8 编码");
		return mistakes_fail(&t->mistakes, path, err);
	}
	if (!text_is_plain_name(path_base(path)))
		wrong(t, 1, "文件名里有不成字或看不见的字符，请改名");
	has_lost = strstr(data, LOST) != NULL;
	data = replaced(&t->arena, replaced(&t->arena, data, "{{", OPEN), "}}",
	    SHUT);
	root = cmark_parse_document(data, strlen(data), CMARK_OPT_DEFAULT);
	cmark_consolidate_text_nodes(root);
	find_lost(t, root, has_lost);
	for (cmark_node *b = cmark_node_first_child(root); b != NULL;
	    b = cmark_node_next(b))
		parse_block(t, b, 0);
	cmark_node_free(root);
	return mistakes_fail(&t->mistakes, path, err);
}

void
template_free(struct template *t)
{
	arena_free(&t->arena);
	memset(t, 0, sizeof(*t));
}
