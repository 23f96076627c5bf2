"""Words of the rules about raw records and values: missing, used twice, copied."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

RAW_MISSING = Wording(
    rule="raw.missing",
    label_zh="结果没有原始记录",
    label_en="No raw record",
    title_zh="报告 {report_no} 有 {count} 个结果没有原始记录编号",
    title_en="Report {report_no}: results without the number of a raw record ({count})",
    meaning_zh="报告给出了“{parameter}”的数值，台账里找不到它出自哪一份原始记录。没有原始记录，"
    "这个结果就无法复核。",
    meaning_en="The report gives a value for “{parameter}” and the ledger does not say from which raw "
    "record. Without one the result cannot be rechecked.",
    innocent=(
        Innocent(
            "原始记录在，台账漏登编号",
            "按样品号到档案里找",
            "The record exists and its number was not entered",
            "Look it up in the archive by sample number",
        ),
        Innocent(
            "数据由设备自动采集，没有单独编号",
            "看采集软件里的文件和时间",
            "The data were acquired automatically and carry no number",
            "See the files in the software and their times",
        ),
        Innocent(
            "数值由其他项目计算得出",
            "看计算依据和被引用的记录",
            "The value is computed from other items",
            "See the computation and the records it draws on",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("这份报告的原始记录档案", "The archive of raw records of this report"),
            Phrase("当场清点，列清单，双方签字", "Count on the spot; list signed by both sides"),
            Phrase("找不到，也没有合理去向", "Not found, and nobody can say where it went"),
            Phrase("找到，数值一致，形成时间合理", "Found, with the same value and a plausible date"),
        ),
        SiteCheck(
            Phrase("采集软件的数据文件", "Files of the acquisition software"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("没有这个样品的文件", "No file of this sample"),
            Phrase("有文件，创建时间与试验时间一致", "A file created at the time of the test"),
        ),
    ),
)

RAW_REUSED = Wording(
    rule="raw.reused",
    label_zh="一份原始记录多个样品",
    label_en="Raw record used twice",
    title_zh="原始记录 {raw_record} 同时用在 {samples} 个样品上",
    title_en="Raw record {raw_record} stands behind {samples} samples",
    meaning_zh="一份原始记录记的是一次试验。台账里不同样品引用了同一份，要看它原本属于哪个样品，"
    "其余的结果从哪里来。",
    meaning_en="A raw record is of one test. Here different samples cite the same one: which sample was it "
    "made for, and where do the other results come from?",
    innocent=(
        Innocent(
            "一张记录表本来就登几个样品",
            "看记录表的格式和每一行的样品号",
            "One sheet holds several samples by design",
            "See the form and the sample number on each line",
        ),
        Innocent(
            "登的是批次号或文件夹号，不是单份记录号",
            "看编号规则",
            "The number is that of a batch or folder",
            "See how records are numbered",
        ),
        Innocent(
            "同一样品换了编号",
            "看收样登记和分样记录",
            "One sample under two numbers",
            "See the sample register and the record of splitting",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("这份原始记录原件", "The raw record itself"),
            Phrase("调取原件，复印件逐页签字", "Take the original; sign each page of the copy"),
            Phrase("只有一个样品的数据", "Data of one sample only"),
            Phrase("每个样品各有自己的读数", "Readings of every sample"),
        ),
        SiteCheck(
            Phrase("设备日志、谱图或曲线", "Logs, spectra or curves"),
            Phrase("电子数据提取，比对校验值和采集时间", "Extract; compare checksums and times"),
            Phrase("只有一次采集，用在几份报告里", "Acquired once, used in several reports"),
            Phrase("每个样品各有一次采集", "Acquired once for each sample"),
        ),
        SiteCheck(
            Phrase("各样品的留样", "Retained samples"),
            Phrase("清点封存，现场见证复测", "Count and seal; witness a repeat test"),
            Phrase("有的样品没有留样，或复测不符", "Some missing, or the repeat disagrees"),
            Phrase("留样齐全，复测一致", "All there, and the repeat agrees"),
        ),
    ),
)

RESULTS_COPIED = Wording(
    rule="results.copied",
    label_zh="不同样品数据雷同",
    label_en="Copied results",
    title_zh="{reports_total} 份不同样品的报告，{members_total} 个数据完全相同",
    title_en="{reports_total} reports on different samples agree in all {members_total} values",
    meaning_zh="“{product}”的这几份报告样品不同，全部数据却逐个相同，合计 {digits} 位有效数字。"
    "各做各的试验，碰巧全部相同的可能性很小。",
    meaning_en="These reports on “{product}” are of different samples, yet every value is the same, "
    "{digits} significant digits in all. Tests done separately would hardly come out like that.",
    innocent=(
        Innocent(
            "其实是同一个样品，换了编号或重出报告",
            "看收样登记、留样和更正记录",
            "It is one sample under two numbers, or a reissue",
            "See the register, the retained sample and corrections",
        ),
        Innocent(
            "同一批次一次试验，按约定分发几份报告",
            "看委托单和报告里的说明",
            "One test of one batch, reported several times as agreed",
            "See the order and the statement in the reports",
        ),
        Innocent(
            "数值多是未检出或修约到很粗",
            "看未修约的原始读数",
            "Most values are “not detected” or coarsely rounded",
            "See the readings before rounding",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("各份报告的原始记录和未修约读数", "Raw records and unrounded readings"),
            Phrase("调取原件，复印件逐页签字", "Take the originals; sign each page of the copies"),
            Phrase("只有一份有原始读数，或读数也全相同", "Only one has readings, or these agree as well"),
            Phrase("读数各不相同，修约后才相同", "Readings differ and agree only after rounding"),
        ),
        SiteCheck(
            Phrase("设备里的文件、谱图或曲线", "Files, spectra or curves of the instrument"),
            Phrase("电子数据提取，比对校验值", "Extract; compare checksums"),
            Phrase("同一文件用在几份报告里", "One file behind several reports"),
            Phrase("每份报告各有一次采集", "One acquisition for each report"),
        ),
        SiteCheck(
            Phrase("留样", "Retained samples"),
            Phrase("封存，现场见证复测", "Seal; witness a repeat test"),
            Phrase("复测结果彼此明显不同", "The repeats clearly differ"),
            Phrase("复测后仍然很接近", "The repeats are close again"),
        ),
    ),
)

RECORDS = (RAW_MISSING, RAW_REUSED, RESULTS_COPIED)
