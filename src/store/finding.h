#ifndef PINGGU_STORE_FINDING_H
#define PINGGU_STORE_FINDING_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct store;

/* Levels: of rules and their findings; LEVEL_ERROR of intake findings only. */
#define LEVEL_GATE	"必备"
#define LEVEL_CHECK	"核验"
#define LEVEL_PRINCIPLE	"原则"
#define LEVEL_ADVICE	"提醒"
#define LEVEL_ERROR	"错误"

/* Who can mend what a finding says; of a rule's finding it is the school. */
#define AUDIENCE_SCHOOL	"学校"		/* who filled in the tables */
#define AUDIENCE_BUREAU	"主管部门"	/* who runs the batch, and its experts */
#define AUDIENCE_SCHEME	"方案"		/* who keeps scheme and program */

/*
 * What could not be read where a finding stands, so that it is not judged: the
 * table that the file or row belongs to; a field of all its rows; one cell.
 */
#define UNREAD_NOTHING	""
#define UNREAD_TABLE	"表"
#define UNREAD_FIELD	"字段"
#define UNREAD_CELL	"格"

/*
 * A finding: something is odd in a submission.  It is data (table 问题), it
 * never stops the batch, and its text says what was done instead.
 *
 * The one list of kinds: name, level, audience, what it leaves unread, what it
 * says, what to do.  The name is the stable code in table 问题;
 * pinggu-findings(7) has one paragraph each; a test fails when the two differ.
 * ERROR (错误): a value, row or file was not used as it was given.  ADVICE
 * (提醒): all was used.
 */
#define FINDINGS(F) \
	/* files and folders */ \
	F(BATCH_EMPTY, ERROR, BUREAU, NOTHING, \
	    "批次文件夹中没有提交材料，没有可评估的工作室", \
	    "请确认所指的文件夹：每个工作室一个子文件夹，或在根目录放带“工作室”列的汇总表") \
	F(FOLDER_EMPTY, ERROR, SCHOOL, NOTHING, \
	    "文件夹是空的，该工作室未评估", \
	    "请让学校重新提交材料，或删去这个文件夹") \
	F(FOLDER_UNKNOWN, ADVICE, SCHOOL, NOTHING, \
	    "子文件夹不属于表单，其中的文件未读取", \
	    "如有表单数据，请移到工作室的文件夹里；佐证材料可忽略本条") \
	F(FILE_NAME_UNKNOWN, ADVICE, SCHOOL, TABLE, \
	    "文件名不在表单中，未读取", \
	    "如为表单数据，请按表名改文件名；佐证材料可忽略本条") \
	F(FILE_NAME_FOLDED, ADVICE, SCHOOL, NOTHING, \
	    "文件或工作表的名称不是表名，已按所像的表读取", \
	    "请核对；以后请按表名命名") \
	F(FILE_NAME_NOT_TEXT, ERROR, BUREAU, TABLE, \
	    "文件名是乱码（不是 UTF-8），未读取", \
	    "多为压缩包解压所致，请改正文件名后重新运行") \
	F(FILE_MISPLACED, ERROR, SCHOOL, TABLE, \
	    "文件放错了位置，未读取", \
	    "请把每个工作室的文件放在该工作室自己的文件夹里") \
	F(FILE_LINK, ERROR, SCHOOL, TABLE, \
	    "是符号链接，没有跟随，未读取", \
	    "请放入文件本身，不要放快捷方式或链接") \
	F(FILE_COPY, ADVICE, SCHOOL, NOTHING, \
	    "与另一份内容相同，只读取一份", \
	    "请删去多余的一份") \
	F(FILE_COPY_DIFFERS, ERROR, SCHOOL, NOTHING, \
	    "同一张表有两份而内容不同，这一份未读取", \
	    "请核对，只保留正确的一份") \
	F(FILE_BROKEN, ERROR, SCHOOL, TABLE, \
	    "文件已损坏，未读取", \
	    "请用 Excel 或 WPS 打开原文件，另存一份后重新提交") \
	F(FILE_ENCRYPTED, ERROR, SCHOOL, TABLE, \
	    "文件有密码，未读取", \
	    "请去掉密码后重新提交") \
	F(ARCHIVE_REFUSED, ERROR, SCHOOL, TABLE, \
	    "压缩包不能安全地解开，未读取", \
	    "请解压后放入文件夹，或重新压缩（.zip，不要加密）") \
	F(ARCHIVE_INSIDE, ADVICE, SCHOOL, NOTHING, \
	    "压缩包里还有压缩包，里面的没有打开", \
	    "如有表单数据，请解压后放入") \
	F(SHEET_UNKNOWN, ADVICE, SCHOOL, NOTHING, \
	    "工作表不在表单中，未读取", \
	    "如为表单数据，请按表名改工作表的名称；其余可忽略本条") \
	F(SHEET_HIDDEN, ADVICE, SCHOOL, NOTHING, \
	    "工作表是隐藏的，仍已读取", \
	    "请核对；不应提交的请删去") \
	F(SCORE_FROM_SCHOOL, ERROR, SCHOOL, NOTHING, \
	    "评审表夹在学校提交的文件里，未计入", \
	    "专家的评审表请由主管部门放在批次的根目录或“评审”文件夹") \
	F(SUBMISSION_SUPERSEDED, ADVICE, SCHOOL, NOTHING, \
	    "同一工作室有更新的一份提交，这一份未采用", \
	    "请核对；如应以这一份为准，请移去另一份") \
	F(FILE_EMPTY, ADVICE, SCHOOL, NOTHING, \
	    "文件是空的，按没有数据处理", \
	    "如应有数据，请重新导出；确无数据可忽略本条") \
	F(FILE_NOT_TEXT, ERROR, SCHOOL, TABLE, \
	    "不是文本文件，或文字编码无法识别，未读取", \
	    "请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”") \
	F(FILE_TOO_LARGE, ERROR, SCHOOL, TABLE, \
	    "文件超过 64 MiB，未读取", \
	    "请检查是否导出了多余的内容，或分成几个文件") \
	F(FILE_TOO_MANY_ROWS, ERROR, SCHOOL, TABLE, \
	    "文件超过 200000 行，未读取", \
	    "请删去多余的行，或分成“表名-1.csv”“表名-2.csv”几个文件") \
	F(ROW_TOO_WIDE, ERROR, SCHOOL, TABLE, \
	    "一行超过16384格，从这一格起未读取", \
	    "请删去多余的列；多为引号或分隔符写错所致") \
	F(QUOTE_OPEN, ERROR, SCHOOL, TABLE, \
	    "引号没有配对，从这里到文件末尾被当成了一格", \
	    "请补上或删去引号，最好重新从电子表格导出") \
	F(QUOTE_SWALLOWS, ERROR, SCHOOL, CELL, \
	    "引号没有配对，会把下面的行并进这一格；已把引号当作文字，下面各行照常读取", \
	    "请核对这一格，补上或删去引号") \
	F(BYTE_BROKEN, ERROR, SCHOOL, CELL, \
	    "有不成字的字节或字符（保存或传送时损坏），以“�”代替", \
	    "请重新填写这一格") \
	F(TEXT_MOJIBAKE, ADVICE, SCHOOL, NOTHING, \
	    "有的文字是乱码，已还原", \
	    "请核对；以后请另存为“CSV UTF-8”") \
	/* headings */ \
	F(HEADER_MISSING, ERROR, SCHOOL, TABLE, \
	    "找不到表头，文件未读取", \
	    "请保留表单的表头一行，列名与表单一致") \
	F(HEADER_UNKNOWN, ADVICE, SCHOOL, CELL, \
	    "表头不在表单中，其内容未读取", \
	    "如为表单数据，请把表头改成表单的写法；其余可忽略本条") \
	F(HEADER_EMPTY, ADVICE, SCHOOL, NOTHING, \
	    "这里没有表头，其内容未读取", \
	    "如为表单数据，请补上表头") \
	F(HEADER_REPEATED, ERROR, SCHOOL, CELL, \
	    "表头重复，后出现的未读取", \
	    "请只保留一个，或改正写错的表头") \
	F(COLUMN_MISSING, ERROR, SCHOOL, FIELD, \
	    "缺少必填的列或项目，按空处理", \
	    "请按表单补上") \
	F(TABLE_EMPTY, ADVICE, SCHOOL, NOTHING, \
	    "只有表头，没有数据", \
	    "如应有数据，请补填；确无数据可忽略本条") \
	F(STUDIO_COLUMN_MISSING, ERROR, BUREAU, TABLE, \
	    "根目录的汇总表没有“工作室”列，文件未读取", \
	    "请加“工作室”一列并填各工作室的编号，或把文件放进工作室的文件夹") \
	/* who it belongs to */ \
	F(IDENTITY_MISSING, ERROR, SCHOOL, NOTHING, \
	    "缺少可用的基本信息，该工作室未评估", \
	    "请补交“基本信息”：单独的文件，或工作簿中叫这个名称的工作表") \
	F(IDENTITY_REPEATED, ERROR, SCHOOL, NOTHING, \
	    "同一工作室的基本信息有两份且不一致，后一份未采用", \
	    "请只保留正确的一份") \
	F(CODE_REPEATED, ERROR, SCHOOL, NOTHING, \
	    "编号与另一个文件夹重复，该文件夹未评估", \
	    "请改正编号，或删去重复提交的文件夹") \
	F(CODE_MISSING, ERROR, SCHOOL, NOTHING, \
	    "没有编号，该行未采用", \
	    "请填写工作室的编号") \
	F(STUDIO_UNKNOWN, ERROR, BUREAU, NOTHING, \
	    "“工作室”一列的编号不在本批之中，该行未采用", \
	    "请改成工作室的编号；如该工作室未提交基本信息，请补交") \
	F(TABLE_MISSING, ADVICE, SCHOOL, NOTHING, \
	    "缺少这张表，按没有数据处理", \
	    "请补交；确无数据可忽略本条") \
	F(EXPERT_MISSING, ADVICE, BUREAU, NOTHING, \
	    "没有专家姓名，按一位未署名的专家计", \
	    "请填“专家”一列，或把文件命名为“表名-专家姓名.csv”") \
	/* cells */ \
	F(CELL_MISSING, ERROR, SCHOOL, NOTHING, \
	    "必填而没有填写，按空处理", \
	    "请补填这一格") \
	F(CELL_WAS_DATE, ADVICE, SCHOOL, NOTHING, \
	    "这一格被电子表格存成了日期，已按日期的写法读作文字", \
	    "请核对；如不是日期，请把这一列设为“文本”后重新填写") \
	F(KEY_WAS_DATE, ERROR, SCHOOL, CELL, \
	    "编号被电子表格存成了日期，原来的编号已经丢失，按空处理", \
	    "请把这一列设为“文本”后重新填写编号") \
	F(POINT_AMBIGUOUS, ERROR, SCHOOL, CELL, \
	    "编号被电子表格存成了数，分不清是哪一个评估点，按空处理", \
	    "请把这一列设为“文本”后重新填写编号") \
	F(PERCENT_DOUBTFUL, ADVICE, SCHOOL, NOTHING, \
	    "在电子表格中显示为百分数，已按它的数值读取", \
	    "请核对；应填数值，不要设成百分数的格式") \
	F(CELL_TOO_LONG, ERROR, SCHOOL, CELL, \
	    "单元格超过 64 KiB，按空处理", \
	    "请删减内容") \
	F(CELL_FORMULA_ERROR, ERROR, SCHOOL, CELL, \
	    "是电子表格的公式错误，按空处理", \
	    "请在电子表格中改正公式，或直接填写数值后重新导出") \
	F(CELL_SCIENTIFIC, ERROR, SCHOOL, CELL, \
	    "长数字已被电子表格改成科学计数，末尾的数字已经丢失，按空处理", \
	    "请把该列设为“文本”格式后重新填写原来的数字") \
	F(CELL_NOT_NUMBER, ERROR, SCHOOL, CELL, \
	    "不是数字，按空处理", \
	    "请只填数字") \
	F(CELL_NOT_INTEGER, ERROR, SCHOOL, CELL, \
	    "不是整数，按空处理", \
	    "请填整数") \
	F(CELL_TOO_PRECISE, ERROR, SCHOOL, CELL, \
	    "数字超过15位有效数字，无法准确保存，按空处理", \
	    "请按需要的精度填写") \
	F(CELL_NOT_DATE, ERROR, SCHOOL, CELL, \
	    "不是日期，按空处理", \
	    "请按“2024-03-01”的写法填写年月日") \
	F(DATE_AMBIGUOUS, ERROR, SCHOOL, FIELD, \
	    "分不清哪个是月、哪个是日，按空处理", \
	    "请按“2024-03-01”的写法填写整列日期") \
	F(CELL_NOT_MONTH, ERROR, SCHOOL, CELL, \
	    "不是年月，按空处理", \
	    "请按“2024-03”的写法填写") \
	F(CELL_NOT_YEAR, ERROR, SCHOOL, CELL, \
	    "不是年度，按空处理", \
	    "请按“2024”的写法填写") \
	F(CELL_NOT_YESNO, ERROR, SCHOOL, CELL, \
	    "不是“是”或“否”，按空处理", \
	    "请填“是”或“否”") \
	F(CELL_NOT_CHOICE, ERROR, SCHOOL, CELL, \
	    "不在可选的范围内，按空处理", \
	    "请按表单所列的选项填写") \
	F(CELL_NOT_ID, ERROR, SCHOOL, CELL, \
	    "不是身份证号（18位，末位校验不符），按空处理", \
	    "请核对后重填；该列请设为“文本”") \
	F(CELL_NOT_PHONE, ERROR, SCHOOL, CELL, \
	    "不是手机号（11位数字，以1开头），按空处理", \
	    "请核对后重填") \
	F(CHOICE_UNKNOWN, ADVICE, SCHOOL, NOTHING, \
	    "有的选项不在可选的范围内，仍予保存和计数", \
	    "请按表单所列的选项填写") \
	F(MONTH_AMBIGUOUS, ADVICE, SCHOOL, NOTHING, \
	    "可能是10月被电子表格去掉了末尾的0，已按1月读取", \
	    "请按“2024-01”或“2024-10”的写法填写") \
	F(DATE_SYSTEM_DOUBTFUL, ADVICE, SCHOOL, NOTHING, \
	    "整列日期都不在本次的年度之内，而相差1462天就在：可能是电子表格的日期系统不同", \
	    "请打开原文件核对日期") \
	F(NAME_CHARACTER_LOST, ADVICE, SCHOOL, NOTHING, \
	    "姓名里有丢失的字（保存时变成了问号或空框），仍按原样保存", \
	    "请另存为“CSV UTF-8”后重新填写姓名") \
	F(NAME_DOUBTFUL, ADVICE, SCHOOL, NOTHING, \
	    "姓名里有数字，或像是两个人", \
	    "请核对；一格只填一个人的姓名") \
	F(TEXT_CHARACTER_LOST, ADVICE, SCHOOL, NOTHING, \
	    "文字里有丢失的字（保存时变成了乱码），仍按原样保存", \
	    "请另存为“CSV UTF-8”后重新提交") \
	F(CONTROL_CHARACTER, ADVICE, SCHOOL, NOTHING, \
	    "含有看不见的控制字符，已去掉", \
	    "请核对这一格的内容") \
	/* texts that a cell names */ \
	F(TEXT_FILE_MISSING, ERROR, SCHOOL, NOTHING, \
	    "没有找到所写的文件，未读取", \
	    "请把文件放在这张表旁边，并写全文件名（连同扩展名）") \
	F(TEXT_FILE_OUTSIDE, ERROR, SCHOOL, NOTHING, \
	    "所写的路径不在这张表所在的文件夹之内，未读取", \
	    "请把文件放在这张表旁边，只写文件名") \
	F(TEXT_FILE_UNREADABLE, ERROR, SCHOOL, NOTHING, \
	    "所写的文件不能作为文本读取", \
	    "请另存为“纯文本（.txt）”，编码选 UTF-8，并改写文件名") \
	F(TEXT_LENGTH_DIFFERS, ADVICE, SCHOOL, NOTHING, \
	    "填报的字数与文件的字符数不同，以文件为准", \
	    "请按文件改正填报的字数（字符数不含空白）") \
	/* rows */ \
	F(ROW_REPEATED, ADVICE, SCHOOL, NOTHING, \
	    "与前面的一行完全相同，只计一次", \
	    "请删去重复的行") \
	F(KEY_REPEATED, ERROR, SCHOOL, NOTHING, \
	    "与前面的一行重复而内容不同，以前面的为准，本行未采用", \
	    "请核对并只保留正确的一行") \
	F(VALUE_REPEATED, ADVICE, SCHOOL, NOTHING, \
	    "与前面的一行同值，两行都计入", \
	    "如为同一人重复填报，请删去一行；确为两人可忽略本条") \
	F(ROW_NOT_DATA, ADVICE, SCHOOL, NOTHING, \
	    "不是数据的行（合计、填表人、示例等），未读取", \
	    "请核对；如为数据请改正，其余可忽略本条") \
	F(ROW_SHIFTED, ERROR, SCHOOL, TABLE, \
	    "比表头多出一格，可能错位，本行未采用", \
	    "请核对这一行；内容里的逗号应放在引号之内") \
	F(ROW_HIDDEN, ADVICE, SCHOOL, NOTHING, \
	    "有隐藏的行或列，仍已读取", \
	    "请核对；不应提交的请删去") \
	F(VALUE_FROM_ABOVE, ADVICE, SCHOOL, NOTHING, \
	    "空格按合并单元格取上一行的值", \
	    "请核对，并把每一行填满") \
	F(SELF_POINTS_MISSING, ADVICE, SCHOOL, NOTHING, \
	    "自评缺少一些评估点", \
	    "请补填；确不自评的可忽略本条") \
	F(SCORE_REPEATED, ERROR, BUREAU, NOTHING, \
	    "同一专家对同一评估点已有评分，本行未计入", \
	    "请核对并只保留正确的一行") \
	/* scores, found by the assessment */ \
	F(SCORE_NEGATIVE, ERROR, SCHOOL, NOTHING, \
	    "分数小于0，未计分", \
	    "请按0分至满分填写") \
	F(SCORE_ABOVE_MAX, ERROR, SCHOOL, NOTHING, \
	    "高于该评估点满分，未计分", \
	    "请按不超过满分填写") \
	F(SCORE_ABOVE_WEIGHT, ADVICE, BUREAU, NOTHING, \
	    "高于该评估点的分值；该点没有上限，仍按所给的分计", \
	    "请专家核对") \
	F(SCORE_MISPLACED, ERROR, SCHOOL, NOTHING, \
	    "分数填在了别的栏里，未计入", \
	    "请按评估点的计分方式，填在它所用的栏里") \
	F(SCORE_TOO_FINE, ERROR, SCHOOL, NOTHING, \
	    "分数细于0.01分，未计分", \
	    "请最多保留两位小数") \
	F(POINT_UNKNOWN, ERROR, SCHOOL, NOTHING, \
	    "没有这个评估点，未计分", \
	    "请按指标体系的编号填写；电子表格可能把编号改成了日期，请把该列设为“文本”") \
	F(WORD_UNKNOWN, ERROR, SCHOOL, NOTHING, \
	    "不是方案规定的词，未采用", \
	    "请按方案所列的词填写") \
	F(ROLE_UNKNOWN, ERROR, BUREAU, NOTHING, \
	    "没有填角色，或不是方案规定的角色，本行未计入", \
	    "请按方案所列的角色填写") \
	F(ROLE_MISSING, ADVICE, BUREAU, NOTHING, \
	    "有的角色没有评分，其余角色的权重按比例放大", \
	    "请这一角色的专家补评") \
	F(SCORE_NOT_YOURS, ERROR, BUREAU, NOTHING, \
	    "这些评估点不由这位专家评，所给的分未计入", \
	    "请按分工评分；分工有变的请改方案") \
	F(EXPERT_INCOMPLETE, ADVICE, BUREAU, NOTHING, \
	    "专家有评估点没有评，不参加去极值的比较，已评的分照计", \
	    "请专家补评") \
	F(EXPERT_BLANK, ADVICE, BUREAU, NOTHING, \
	    "这位专家的各行都没有填扣分或得分，不算评过，没有计入", \
	    "什么都没有扣的，请在任何一点写扣分0；没有评的请删去这几行") \
	F(SCORED_NOT_ASSESSED, ADVICE, BUREAU, NOTHING, \
	    "已有专家评分，而不合方案的评定条件，按待评审，没有总分", \
	    "请核对评定条件所查的表") \
	F(COMPUTED_OUT_OF_RANGE, ADVICE, BUREAU, NOTHING, \
	    "由材料计算的分数超出上下限，按界限计", \
	    "请核对材料和方案的计算") \
	F(QUOTA_TIE, ADVICE, BUREAU, NOTHING, \
	    "并列而名额不够，都没有进入这一等级，名额到此为止", \
	    "请集体研究决定") \
	F(POINT_NOT_SCORED, ADVICE, BUREAU, NOTHING, \
	    "已有专家评分，但这个评估点没有专家评分，按0分计", \
	    "请专家补评") \
	F(POINT_NOT_COMPUTED, ERROR, SCHOOL, NOTHING, \
	    "由材料计算的得分算不出来，总分暂缺", \
	    "请按本单位的其他各条改正材料后重新提交") \
	F(SCORE_DIFFERS_FROM_COMPUTED, ADVICE, BUREAU, NOTHING, \
	    "与由材料计算的分数不同，以计算的为准", \
	    "请核对材料；材料有误请改正后重新运行") \
	F(WORD_MISSING, ADVICE, BUREAU, NOTHING, \
	    "已有专家评判，但这一项没有专家评判，按未达到计", \
	    "请专家补评") \
	/* more than one studio may cost */ \
	F(QUERY_STOPPED, ERROR, SCHOOL, NOTHING, \
	    "数据太多，有的计算没有做完，所涉各条按待核实处理", \
	    "请核对各表的行数，删去重复或误填的行后重新提交") \
	F(FINDINGS_CUT, ERROR, SCHOOL, NOTHING, \
	    "问题太多，其余的只计数，没有逐条列出", \
	    "请先改正已列出的，多为整表填错或表头不对") \
	/* printing */ \
	F(PAPER_CUT, ADVICE, BUREAU, NOTHING, \
	    "文书超过页数上限，长表只印出前面的行", \
	    "请核对该工作室的材料；全部数据在“结果.sqlite”中") \
	F(REPORT_FAILED, ERROR, SCHEME, NOTHING, \
	    "报告未能写出", \
	    "请把本条说明交给技术人员；其他工作室的报告不受影响") \
	F(DERIVED_PERSONAL, ADVICE, SCHEME, NOTHING, \
	    "由敏感字段算出的值不是六位以内的数，也不是“是”或“否”，没有采用", \
	    "请改 推算.csv 的计算；要用这样的值，就在它的“敏感”一列写“是”") \
	F(CHAR_NO_FONT, ADVICE, BUREAU, NOTHING, \
	    "所有字体都没有这个字，打印为〓", \
	    "请安装含有该字的字体后重新运行") \
	F(CHAR_PRIVATE, ADVICE, SCHOOL, NOTHING, \
	    "是自造字（私用码位），别的机器显示不出；仍按原样保存，打印为〓", \
	    "请用输入法或“字符映射表”换成正式的字") \
	F(CHAR_COMPATIBILITY, ADVICE, SCHOOL, NOTHING, \
	    "不是通用的字，看上去一样，查找时却不是同一个字；仍按原样采用", \
	    "请换成通用的字")

enum finding_code {
#define F(name, level, audience, unread, text, advice) FINDING_##name,
	FINDINGS(F)
#undef F
	FINDING_COUNT
};

struct finding {
	const char *studio;	/* 编号, NULL when it concerns no studio */
	const char *file;	/* relative to the batch, NULL when none */
	const char *sheet;	/* of a workbook; NULL: the file is a text, or
				   the whole workbook */
	size_t line;		/* physical line, from 1; 0: the whole file */
	size_t column;		/* from 1; 0: the whole row */
	size_t row;		/* row as a spreadsheet counts it, from 1 */
	const char *field;	/* the form's field name, or NULL */
	const char *value;	/* as written, masked where personal, or NULL */
	const char *detail;	/* replaces the list's text when not NULL */
	const char *advice;	/* replaces the list's advice when not NULL */
	const char *basis;	/* clause, or NULL */
};

/* Of 问题, but 序: in the order in which they are filled. */
#define FINDING_COLUMNS "工作室, 级别, 代码, 文件, 行, 列, 字段, 值, 说明, 建议," \
	" 依据, 单元格, 次数, 工作表"

/* The code's name, e.g. "FILE_NAME_UNKNOWN", and the rest of its row. */
const char *finding_name(enum finding_code code);
const char *finding_level(enum finding_code code);
const char *finding_audience(enum finding_code code);
const char *finding_unread(enum finding_code code);
const char *finding_text(enum finding_code code);
const char *finding_advice(enum finding_code code);

/*
 * Record a finding of the list, or only count it where there are very many of
 * its kind in its column (finding_limit.h).  Numbers of people in its texts are
 * masked (store_tell); in names of files, by which they are found, they stay.
 * A line, column or row of 0 is stored as
 * NULL; 单元格 is made of file, sheet, column and row (甲/成员.csv!H36,
 * 甲/填报.xlsx!成员!H36; 甲/成员.csv!36:36 for a whole row).  -1 only when the
 * store fails.
 */
int	finding_add(struct store *s, enum finding_code code,
	    const struct finding *f, struct err *err);

/* Record a rule's finding: its own code and level, detail and advice set. */
int	finding_add_rule(struct store *s, const char *rule, const char *level,
	    const struct finding *f, struct err *err);

/* Findings in the order of the files, whatever order found them. */
int	finding_sort(struct store *s, struct err *err);

/*
 * Once all findings are there: those of one cause become one.  The same code
 * in the same column of one source and studio, in at least five rows and more
 * than half of its rows, is one finding at the first cell, which says how many
 * and which rows; 问题单元格 keeps every cell.  序 follows FINDING_ORDER.  What
 * is more than the limit of a studio, or of the whole batch, is counted in its
 * FINDINGS_CUT.
 */
#define FINDING_ORDER	"ORDER BY 工作室 IS NOT NULL, 工作室, 文件, 工作表, 行, 列," \
	" 代码, 字段, 值, 说明, 建议, 依据, 单元格"
int	finding_collapse(struct store *s, struct err *err);
/*
 * All of intake is there: forget what is told of a cell because a byte in it is broken, which is told
 * already: that its � is a lost character, or no value of the field.
 */
int	finding_drop_broken(struct store *s, struct err *err);

/* A spreadsheet's name of a cell: column 8, row 36 is "H36"; in the arena. */
char	*finding_cell(struct arena *a, size_t column, size_t row);

#endif
