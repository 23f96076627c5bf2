"""Words of the rules about the files behind raw records."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

ORIGINALS = SiteCheck(
    Phrase("采集主机里的原始文件", "The original files in the acquiring computer"),
    Phrase(
        "整盘镜像或导出，计算校验值，记录系统时间", "Image or export with a checksum; note the system's time"
    ),
    Phrase("主机里也是这样", "They are the same there"),
    Phrase("主机里各有各的文件，归档时放错", "Each has its own there; they were filed wrongly"),
)

SAME_FILE = Wording(
    rule="raw.same_file",
    label_zh="同一文件用在几个样品上",
    label_en="One data file, several samples",
    title_zh="原始记录 {raw_record} 的数据文件，另外 {others_total} 个别的样品的结果也在用",
    title_en="The data file of raw record {raw_record} also stands behind other samples' results ({others_total})",
    meaning_zh="原始记录编号不同，文件内容逐字节相同（校验值 {sha256}）。一次采集只出一个文件，"
    "要看它是哪个样品的，其余的结果从哪里来。",
    meaning_en="The raw records have different numbers and one and the same file (SHA-256 {sha256}). One "
    "acquisition makes one file: whose is it, and where do the other results come from?",
    innocent=(
        Innocent(
            "一个文件本来就含一批样品",
            "打开文件，看里面有没有各个样品",
            "One file holds a whole batch by design",
            "Open it and look for each sample",
        ),
        Innocent(
            "附的是公用文件：标准曲线、空白、模板",
            "打开文件，看是什么内容",
            "It is a common file: calibration, blank, form",
            "Open it and see what it is",
        ),
        Innocent(
            "归档时附错，原始文件各有各的",
            "到采集主机里找",
            "It was attached by mistake; each has its own",
            "Look in the acquiring computer",
        ),
    ),
    site=(
        ORIGINALS,
        SiteCheck(
            Phrase("文件内容：样品号、序号、采集时间", "What the file says: sample, sequence, time"),
            Phrase("当场打开，截屏，双方签字", "Open it on the spot; sign the screen shot"),
            Phrase("只有一个样品的数据", "Data of one sample only"),
            Phrase("每个样品各有一段", "A stretch for each sample"),
        ),
        SiteCheck(
            Phrase("各样品的留样", "Retained samples"),
            Phrase("清点封存，现场见证复测", "Count and seal; witness a repeat test"),
            Phrase("没有留样，或复测不符", "Missing, or the repeat disagrees"),
            Phrase("复测一致", "The repeat agrees"),
        ),
    ),
)

AFTER_ISSUE = Wording(
    rule="raw.after_issue",
    label_zh="数据文件晚于报告",
    label_en="Data file later than the report",
    title_zh="原始记录 {raw_record} 的文件时间 {file_time}，晚于报告 {report_no} 的签发",
    title_en="A file of raw record {raw_record} is of {file_time}, after the issue of report {report_no}",
    meaning_zh="报告 {issued_at} 已签发，它依据的数据文件在那以后才创建或改动。"
    "可能是搬迁、重新处理留下的时间，也可能数据是后来补的。",
    meaning_en="The report was issued on {issued_at}; a file it rests on was made or changed after that. "
    "Moving or reprocessing leaves such times; or the data came later.",
    innocent=(
        Innocent(
            "备份、搬迁、换电脑改了文件时间",
            "看同批其他文件的时间和备份记录",
            "Backup or a new computer changed the times",
            "See other files' times and the record of the backup",
        ),
        Innocent(
            "打开看过或重新处理，软件自动保存",
            "看软件的审计追踪",
            "Opened or reprocessed, and saved by the program",
            "See the program's audit trail",
        ),
        Innocent(
            "电脑时钟不准",
            "当场对时",
            "The computer's clock is wrong",
            "Compare it with the time on the spot",
        ),
    ),
    site=(
        ORIGINALS,
        SiteCheck(
            Phrase(
                "软件的审计追踪和文件内部的采集时间",
                "The audit trail, and the time of acquisition within the file",
            ),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("内部采集时间也晚于签发，或无追踪", "Acquired after the issue, or no trail"),
            Phrase("签发前已采集，后来只是复制或打开", "Acquired before; later only copied or opened"),
        ),
    ),
)

FILES = (SAME_FILE, AFTER_ISSUE)
