"""Words of clones.near: reports that are nearly copies of each other."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

NEAR = Wording(
    rule="clones.near",
    label_zh="报告近似雷同",
    label_en="Nearly equal reports",
    title_zh="{pairs} 对不同样品的报告近似雷同，凑巧约有 {chance} 对：只差一个参数 {but_one} 对，"
    "整体平移 {offset} 对，整体按比例 {factor} 对",
    title_en="{pairs} pairs of reports on different samples are nearly equal, {chance} expected by chance: "
    "{but_one} but for one parameter, {offset} shifted as a whole, {factor} scaled as a whole",
    meaning_zh="不同样品的整组数据，要么除一个参数外全都相同，要么整体相差同样多个末位，要么整体差同一个倍数。"
    "把各参数的数据在同类报告之间打乱，凑巧得到的远没有这么多。照着一份改几处、加个数或乘个数会这样。",
    meaning_en="Whole sets of values of different samples are equal but for one parameter, or apart by the same number "
    "of last digits, or by the same factor. With each parameter's values shuffled among like reports, chance gives "
    "far fewer. Changing one report in places, or adding or multiplying, gives such pairs.",
    innocent=(
        Innocent(
            "同一批或同一样品分次登记，只补测或改测了一个参数",
            "看样品来源、委托单，是否同一批或复测",
            "One batch or sample registered again, with one parameter tested anew",
            "See where samples came from and whether it was a retest",
        ),
        Innocent(
            "多数参数总是落在检出限或同一标称值上",
            "看检出限和报告规则，去掉这些参数再比",
            "Most parameters always stand at a limit of detection or a nominal value",
            "See the limits of detection; compare without them",
        ),
        Innocent(
            "换算单位、稀释倍数或含水率后重新出具",
            "看更正申请和原报告，两份是否本是同一样品",
            "A report issued again in other units, or after a dilution or moisture was corrected",
            "See the request and the first report: one sample or two",
        ),
    ),
    site=(
        SiteCheck(
            Phrase(
                "按证据列出的报告对，逐对调取两份的原始记录和仪器存储的数据",
                "For each pair listed, the raw records and instrument files of both",
            ),
            Phrase(
                "两份并排拍照，电子数据提取并计算校验值",
                "Photograph both side by side; extract files with a checksum",
            ),
            Phrase(
                "只有一份有数据，或两份出自同一次测定", "Data for one only, or one measurement behind both"
            ),
            Phrase("两份各有各的数据，时间、样品都对得上", "Each has its own data, times and sample"),
        ),
        SiteCheck(
            Phrase(
                "两份报告的样品：留样、流转单、制样记录",
                "Both samples: what is kept, who passed them on, preparation",
            ),
            Phrase("留样拍照封存，必要时复测", "Photograph and seal; test again if need be"),
            Phrase("只有一个样品，或样品从未制备", "One sample only, or one never prepared"),
            Phrase(
                "两个样品都在，复测结果各自相符", "Both are there, and tests again give each its own values"
            ),
        ),
    ),
)

CLONES = (NEAR,)
