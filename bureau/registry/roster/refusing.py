"""What a file that cannot be read gets: one sentence in both languages; nothing of it was taken."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A sentence in Chinese and in English."""

    zh: str
    en: str

    def fill(self, **values: object) -> Said:
        """Both with their places filled in."""
        return Said(self.zh.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        return self.en if os.environ.get("MINGJIAN_LANG", "").lower().startswith("en") else self.zh


class UnreadableError(Exception):
    """The file cannot be read; the sentence says what to do."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


ABSENT = Said("没有这个文件：{name}。", "There is no such file: {name}.")
FOLDER = Said("{name} 是文件夹；请给出其中的文件。", "{name} is a folder; name a file in it.")
FORBIDDEN = Said("没有读 {name} 的权限。", "{name} may not be read by you.")
EMPTY = Said("{name} 是空文件，没有读出任何内容。", "{name} is empty; nothing was read.")
LARGE = Said(
    "{name} 超过 {limit} MB，没有读取；请拆成几份。",
    "{name} is larger than {limit} MB and was not read; split it.",
)
BOMB = Said(
    "{name} 解压后过大，不像名单，没有打开；请另存为 xlsx 再试。",
    "{name} grows too large when unpacked and was not opened; save it as xlsx anew.",
)
KIND = Said(
    "{name} 不是能读的名单。可以读 xlsx、xls、et（WPS 表格）、csv 和 docx 中的表格；请另存为 xlsx。",
    "{name} is no list that can be read: xlsx, xls, et, csv and tables in docx are. Save it as xlsx.",
)
LOCKED = Said(
    "{name} 有密码，打不开。请在 WPS 中“文件 > 文档加密”去掉密码后再试。",
    "{name} has a password and cannot be opened. Remove the password and save it again.",
)
BROKEN = Said(
    "{name} 已损坏或格式不对，打不开；请在 WPS 中打开并另存为 xlsx 再试。",
    "{name} is damaged or not what its name says; open it in an office program and save it as xlsx.",
)
NO_TABLE = Said(
    "{name} 里没有表格（也许是图片）；请给出含表格的文件。",
    "{name} holds no table (perhaps a picture); give a file with the table itself.",
)
WIDE = Said(
    "{name} 的“{sheet}”有 {columns} 列，超过 {most} 列，不像名单；请删去多余的列。",
    "Sheet {sheet} of {name} has {columns} columns, more than {most}; remove those that are not needed.",
)
LONG = Said(
    "{name} 超过 {most:,} 行，没有读取；请拆成几份。", "{name} has more than {most:,} rows; split it."
)
