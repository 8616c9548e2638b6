#ifndef PINGGU_STORE_NAMES_H
#define PINGGU_STORE_NAMES_H

/*
 * The engine's own words: the tables and fields that every scheme shares
 * because the program works with them.  All other names belong to a scheme.
 */
#define TABLE_SCHEME	"方案"		/* what 方案.csv says, one row */
#define TABLE_REMARKS	"自评说明"	/* what schools wrote beside their scores */
#define TABLE_PARTICULARS "基本情况"	/* the identity, fields with units */
#define TABLE_STUDIO	"工作室"	/* identity table, one row a studio */
#define ITEM_PAGES	"页数上限"	/* of a paper, in 方案 */
#define ITEM_FINDINGS	"问题上限"	/* of a studio */
#define FILE_STUDIO	"基本信息"	/* file of the identity table */
#define FIELD_CODE	"编号"		/* its key */
#define FIELD_TITLE	"名称"		/* its name for people */
#define FIELD_STUDIO	"工作室"	/* key column of every other table */
#define TABLE_SELF	"自评"		/* scores a school gives itself */
#define TABLE_EXPERT	"评审"		/* scores the experts give */
#define FIELD_EXPERT	"专家"
#define FIELD_POINT	"评估点"
#define FIELD_ROLE	"角色"		/* of the expert in this row */
#define TABLE_ROLES	"评审角色"	/* reference: what each role weighs */
#define TABLE_DUTIES	"评审分工"	/* reference: who scores what */
#define FIELD_SCORE	"得分"		/* in schemes with points */
#define FIELD_DEDUCTION	"扣分"		/* where points are taken off */
#define FIELD_WORD	"结论"		/* in schemes judged by words, and where
					   points are given by a letter */
#define TABLE_LETTERS	"等第"		/* reference: what letters are worth */
#define COLUMN_ITEM	"项目"		/* the two columns of a vertical form */
#define COLUMN_CONTENT	"内容"
#define COLUMN_COUNT	"_字符数"	/* behind a field's name: its text's size */

#endif
