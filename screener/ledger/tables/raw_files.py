"""The table `raw_files` of the ledger: 原始数据文件, files of raw data."""

from __future__ import annotations

from screener.ledger.columns import Table, text, timestamp

TABLE = Table(
    "raw_files",
    "原始数据文件",
    "files of raw data",
    (
        text("uscc", "所属机构", "institution", refers="institutions.uscc"),
        text("raw_record", "原始记录", "raw record"),
        text("sha256", "文件校验值", "SHA-256 of the file"),
        timestamp("created_at", "文件创建时间", "file created at", nullable=True),
        timestamp("modified_at", "文件修改时间", "file modified at", nullable=True),
    ),
    key=("uscc", "raw_record", "sha256"),
    supplementary=True,
)
