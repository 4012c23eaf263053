"""What the page says besides the document."""

from __future__ import annotations

from repurchase_cli.document import Text

CONTENTS = Text("Contents", "目录")
SKIP = Text("Skip to the report", "跳到正文")
BEHIND = Text("Numbers of the chart", "图表数据")
COLUMNS = Text("What the columns mean", "各列含义")
SETTINGS = Text("Settings in force", "当前设置")
FILTER = Text("Filter rows", "筛选行")
OF = Text("of", "/")
DAYS = Text("days", "天")
BEFORE = Text("from {}", "上期 {}")
YEAR_BEFORE = Text("from {} a year before", "去年同期 {}")
FIGURES = Text("Key figures as a table", "关键指标表")
TREND = Text("trend", "走势")
DAY = "%Y-%m-%d"


def first_rows(count: int, total: int, command: str) -> Text:
    """Say that a table goes on, and where all of it is."""
    return Text(
        f"The first {count:,} of {total:,} rows. "
        f"All of them: the same command with -o {command}.xlsx",
        f"前 {count:,} 行，共 {total:,} 行。查看全部：在同一命令后加 -o {command}.xlsx",
    )
