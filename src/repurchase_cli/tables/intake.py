"""Columns of what was read: problems, fields, files and settings."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import column, pick

PROBLEM_COLUMNS: tuple[Column, ...] = (
    column("file", "text", "File", "文件", "file of the record", "记录所在文件"),
    column("line", "integer", "Line", "行号", "physical line on which the record starts, the first being 1", "记录起始的物理行号，首行为 1"),
    column("column", "text", "Column", "列", "header of the column that shows why", "说明原因的列"),
    column("value", "text", "Value", "值", "what stands there, contacts masked", "该处的内容，联系方式已遮盖"),
    column("code", "text", "Code", "代码", "name of the reason", "原因代码"),
    column("action", "text", "Action", "处理", "rejected, excluded or repaired", "拒绝、排除或修复"),
    column("reason", "text", "Reason", "原因", "why, in words", "原因说明"),
)  # fmt: skip

KIND_COLUMNS: tuple[Column, ...] = (
    *pick(PROBLEM_COLUMNS, "code action"),
    column("records", "integer", "Records", "记录数", "records with this problem", "有此问题的记录数"),
    column("amount", "money", "Amount", "金额", "their money, as far as it is known", "其金额（已知部分）"),
    *pick(PROBLEM_COLUMNS, "reason"),
)  # fmt: skip

FIELD_COLUMNS: tuple[Column, ...] = (
    column("field", "text", "Field", "字段", "what the program needs", "程序需要的字段"),
    column("header", "text", "Column", "列名", "column that it is read from", "读取的列"),
    column("sample", "text", "Sample", "样例", "a value of the column, contacts masked", "该列的一个值，联系方式已遮盖"),
)  # fmt: skip

DECISION_COLUMNS: tuple[Column, ...] = (
    column("file", "text", "File", "文件", "file of which it was decided", "所涉文件"),
    column("decision", "text", "Decision", "判断", "what was decided: a field, or a level", "判断的内容：字段或层级"),
    column("chosen", "text", "Chosen", "采用", "column that was taken", "采用的列"),
    column("evidence", "text", "Evidence", "依据", "what shows it", "判断依据"),
    column("alternative", "text", "Otherwise", "其他可能", "option by which the next best reading is taken", "改用次选读法的选项"),
    column("revenue_if", "money", "Revenue then", "届时金额", "revenue of customers by that reading", "按该读法的客户金额"),
    column("customers_if", "integer", "Customers then", "届时客户数", "customers by that reading", "按该读法的客户数"),
)  # fmt: skip

FILE_COLUMNS: tuple[Column, ...] = (
    column("path", "text", "File", "文件", "file as named", "文件"),
    column("system", "text", "System", "系统", "shop system, where it is known", "识别出的店铺系统"),
    column("encoding", "text", "Encoding", "编码", "how its text is written", "文本编码"),
    column("delimiter", "text", "Cut by", "分隔符", "what separates its cells", "单元格分隔符"),
    column("header_line", "integer", "Header", "表头行", "line of the header, 0 for none", "表头所在行，0 表示没有"),
    column("records", "integer", "Records", "记录数", "records below the header", "表头以下的记录数"),
)  # fmt: skip

JOIN_COLUMNS: tuple[Column, ...] = (
    column("way", "text", "By", "方式", "what joins ids: the file of aliases, a phone or e-mail of the sales or of the customers file", "合并依据：编号对照表、销售或客户文件中的手机号、邮箱"),
    column("outcome", "text", "Outcome", "结果", "joined, or why the ids were left apart", "已合并，或未合并的原因"),
    column("contacts", "integer", "Contacts", "联系方式数", "phones or e-mails left apart", "未合并的手机号或邮箱数"),
    column("ids", "integer", "Ids", "编号数", "ids that were joined to another one, or left apart", "并入其他编号或未合并的编号数"),
    column("customers", "integer", "Customers", "客户数", "customers that the joined ids became", "合并后的客户数"),
)  # fmt: skip

JOINED_COLUMNS: tuple[Column, ...] = (
    column("old_id", "id", "Old id", "原编号", "id in the files", "文件中的编号"),
    column("new_id", "id", "New id", "新编号", "id of the customer in all tables; as a file, the table is one for --aliases", "各表采用的客户编号；导出后可用于 --aliases"),
    *pick(JOIN_COLUMNS, "way"),
)  # fmt: skip

SETTING_COLUMNS: tuple[Column, ...] = (
    column("setting", "text", "Setting", "设置", "dotted key, as --set takes it", "设置键"),
    column("value", "text", "Value", "值", "effective value", "生效的值"),
)  # fmt: skip
