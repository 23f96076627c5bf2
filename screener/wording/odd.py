"""Words of the anomalies of values: digits, replicates, spread, values that come back, and limits."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

_RAW = SiteCheck(
    Phrase(
        "随机抽 20 份这个参数的原始记录和仪器存储的数据",
        "Raw records and instrument files of 20 of these tests, at random",
    ),
    Phrase("电子数据提取并计算校验值，记录拍照", "Extract the files with a checksum; photograph the records"),
    Phrase("没有仪器数据，或报告值与仪器数据不符", "No instrument data, or values that differ from them"),
    Phrase("逐份都有仪器数据，且与报告一致", "Instrument data for each, equal to the report"),
)
_BENCH = SiteCheck(
    Phrase(
        "现场做一次：留样复测，或看一次从头到尾的试验",
        "Test a kept sample again, or watch one test from start to end",
    ),
    Phrase("录像，复测记录双方签字", "Film it; both sign the record"),
    Phrase("现场的数据和报告里的明显不是一种样子", "The values of the day look nothing like those reported"),
    Phrase("现场的数据也是这个样子", "The values of the day look the same"),
)
_CLIENTS = Innocent(
    "客户和样品与同行不同，比如只接一种样品",
    "看委托单和样品登记，按样品类别分开再比",
    "Its clients and samples differ from the peers', such as one kind only",
    "See the orders and the register of samples; compare kind by kind",
)
_ROUNDING = Innocent(
    "仪器分度或修约规则不同",
    "看仪器分度值、修约规定和读数方法",
    "The instrument's scale or the rule of rounding differs",
    "See the scale, the rule of rounding and how readings are taken",
)

TERMINAL = Wording(
    rule="digits.terminal",
    label_zh="末位数字不均匀",
    label_en="Uneven last digits",
    title_zh="{parameter}的末位数字分布不均匀：{n} 个值，效应 w = {effect}",
    title_en="Last digits of {parameter} are uneven: {n} values, effect w = {effect}",
    meaning_zh="测量值的最后一位一般各数字差不多一样多。这里差得多，同行没有这样。读数估读、修约和仪器分度也会造成，"
    "凭空写的数字也会；从数字本身分不清。",
    meaning_en="The last digit of a measured value is usually spread evenly. Here it is not, and not so at the peers. "
    "Estimated readings, rounding and the instrument's scale do this too, and so do numbers made up; the "
    "digits alone do not tell which.",
    innocent=(_ROUNDING, _CLIENTS),
    site=(_RAW, _BENCH),
)
FIRST = Wording(
    rule="digits.first",
    label_zh="首位数字异常",
    label_en="Unusual first digits",
    title_zh="{parameter}的首位数字与同行不同：{n} 个值，平均偏差 {effect}",
    title_en="First digits of {parameter} differ from the peers': {n} values, mean deviation {effect}",
    meaning_zh="跨几个数量级的量，首位数字小的多、大的少。这里偏离了，而且偏离是同行中位数的两倍以上。",
    meaning_en="Where values reach over several orders of magnitude, small first digits are commoner than large "
    "ones. These depart from that, at least twice as far as the median peer.",
    innocent=(_CLIENTS, _ROUNDING),
    site=(_RAW, _BENCH),
)
ALIKE = Wording(
    rule="replicates.too_alike",
    label_zh="平行样过于接近",
    label_en="Replicates too alike",
    title_zh="{parameter}的平行样过于接近：样内方差只有同行中位数的 {effect} 倍，共 {samples} 个样品",
    title_en="Replicates of {parameter} are too alike: {effect} times the median peer's variance, {samples} samples",
    meaning_zh="同一样品重复测，总会有些差别。这家的差别比同行小得多。做得好会这样，"
    "只测一次、其余照抄改几位也会这样。",
    meaning_en="Repeated tests of one sample always differ a little. Here they differ far less than at the peers. "
    "Good work does that; so does one test whose other values are copied and changed a little.",
    innocent=(
        Innocent(
            "仪器更好，或全自动",
            "看仪器型号、精密度核查记录",
            "A better or automatic instrument",
            "See the model and its checks of precision",
        ),
        Innocent(
            "平行值是同一次测定的重复读数",
            "看作业指导书怎样定义平行",
            "Replicates are readings of one test",
            "See how its procedure defines a replicate",
        ),
        _CLIENTS,
    ),
    site=(_RAW, _BENCH),
)
SPREAD = Wording(
    rule="spread.unlike_peers",
    label_zh="样品间差异与同行不同",
    label_en="Spread unlike the peers'",
    title_zh="{parameter}在样品之间的离散是同行中位数的 {ratio} 倍（|z| = {effect}，{samples} 个样品）",
    title_en="{parameter} spreads between samples {ratio} times as the median "
    "peer's (|z| = {effect}, {samples} samples)",
    meaning_zh="不同样品的结果该有多分散，同行大致相近。这家离得远。业务结构不同最常见，"
    "编数字的人也常把离散写小或写大。",
    meaning_en="How far results of different samples lie apart is much the same at the peers. Here it is not. Other "
    "business is the commonest cause; those who make numbers up also make them spread too little or too much.",
    innocent=(_CLIENTS, _ROUNDING),
    site=(_RAW, _BENCH),
)
RECYCLED = Wording(
    rule="values.recycled",
    label_zh="数值反复出现",
    label_en="Values that come back",
    title_zh="{parameter}在不同样品间重复的值过多：相同 {equal} 对，是同行比例的 {effect} 倍",
    title_en="Too many values of {parameter} come back in other samples: {equal} pairs, {effect} times the peers' rate",
    meaning_zh="不同样品碰巧得到同一个值是有的，和“差 10 或 20 个末位”的对数相比就知道多不多。这里多得多。",
    meaning_en="Two samples may happen to give one value; how many should is told by the pairs 10 or 20 units of the "
    "last digit apart. Here there are many more.",
    innocent=(
        Innocent(
            "同一批样品或质控样多次登记",
            "看样品来源，去掉质控样再比",
            "One batch or a control was registered often",
            "See where samples came from; compare without controls",
        ),
        Innocent(
            "结果落在检出限或量程上限",
            "看检出限和稀释记录",
            "Results stand at a limit of detection or of the range",
            "See the limit of detection and dilutions",
        ),
        _ROUNDING,
    ),
    site=(_RAW, _BENCH),
)
BUNCHING = Wording(
    rule="limit.bunching",
    label_zh="扎堆在限值内侧",
    label_en="Bunched inside the limit",
    title_zh="{parameter}扎堆在限值内侧：内侧 {inside} 个，外侧 {outside} 个，是同行比例的 {effect} 倍",
    title_en="{parameter} bunches inside the limit: {inside} inside, {outside} "
    "outside, {effect} times the peers' ratio",
    meaning_zh="紧挨着限值的两边，个数本应差不多。这里合格一边多得多，同行没有这样。",
    meaning_en="Close to a limit there should be about as many values on one side as on the other. Here far more are "
    "on the side that passes, and not so at the peers.",
    innocent=(
        Innocent(
            "不合格的当场复测，合格才报",
            "看复测规定，找第一次测得的值",
            "What fails is tested again until it passes",
            "See the rule for retests; find the first values",
        ),
        Innocent(
            "生产方按限值控制工艺",
            "看客户是否同一家、同一工艺",
            "The maker steers its process to the limit",
            "See whether it is one client or process",
        ),
        Innocent("按限值修约", "看修约规定", "Values are rounded to the limit", "See the rule of rounding"),
    ),
    site=(_RAW, _BENCH),
)

ODD = (TERMINAL, FIRST, ALIKE, SPREAD, RECYCLED, BUNCHING)
