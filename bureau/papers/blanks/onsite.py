"""The on-site record 现场笔录, form 9 of 2021: who went when, what was shown and read, what was seen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bureau.papers.blanks.declaring import Blank, Field, Piece

SIGNED = "当事人（签名）：　　　　　　　　　　见证人（签名）：\n检查人员（签名）：　　　　　　　　　、"
PARTY = (
    Field("当事人", _("Party"), kept=True),
    Field("统一社会信用代码", _("Unified social credit code"), needed=False),
    Field("证照名称", _("Name of the licence"), by="officer", needed=False),
    Field("住所", _("Address of the party"), by="officer", needed=False),
    Field("法定代表人", _("Representative or head"), by="officer", needed=False),
)
OFFICERS = (
    Field("执法人员一", _("First officer"), kept=True),
    Field("执法证号一", _("Certificate of the first officer"), kept=True),
    Field("执法人员二", _("Second officer"), kept=True),
    Field("执法证号二", _("Certificate of the second officer"), kept=True),
)
BUREAU = Field("机关名称", _("Name of the bureau"), by="office", kept=True)

ON_SITE = Blank(
    slug="on-site-record",
    title="现场笔录",
    label=_("On-site record"),
    official=9,
    sources=("V-",),
    fields=(
        BUREAU,
        Field("检查编号", _("Number of the visit")),
        Field("检查事项", _("Purpose of the visit")),
        Field("开始时间", _("Began at"), kept=True),
        Field("结束时间", _("Ended at"), kept=True),
        Field("地点", _("Place"), by="officer", kept=True),
        *OFFICERS,
        *PARTY,
        Field("在场人员", _("Attended by"), kept=True),
        Field("到场情况", _("How the party was asked to attend"), by="officer", needed=False),
        Field("现场情况", _("What was seen on site"), long=True, kept=True),
        Field("当事人意见", _("Remarks of the party"), needed=False, long=True),
        Field("廉政确认", _("Conduct of the officers")),
    ),
    pieces=(
        Piece("PaperBureau", "{{机关名称}}"),
        Piece("PaperTitle", "现场笔录"),
        Piece("PaperLine", "检查编号：{{检查编号}}"),
        Piece("PaperLine", "时间：{{开始时间}}至{{结束时间}}"),
        Piece("PaperLine", "地点：{{地点}}"),
        Piece("PaperLine", "检查人员：{{执法人员一}}　执法证号：{{执法证号一}}"),
        Piece("PaperLine", "检查人员：{{执法人员二}}　执法证号：{{执法证号二}}"),
        Piece("PaperLine", "当事人：{{当事人}}"),
        Piece("PaperLine", "主体资格证照名称：{{证照名称}}"),
        Piece("PaperLine", "统一社会信用代码：{{统一社会信用代码}}"),
        Piece("PaperLine", "住所（住址）：{{住所}}"),
        Piece("PaperLine", "法定代表人（负责人、经营者）：{{法定代表人}}"),
        Piece("PaperLine", "身份证件号码（手写）："),
        Piece("PaperLine", "联系电话（手写）："),
        Piece("PaperLine", "现场人员：{{在场人员}}"),
        Piece("PaperLine", "通知当事人到场情况：{{到场情况}}"),
        Piece(
            "PaperText",
            "检查人员：我们是{{机关名称}}的执法人员，现就“{{检查事项}}”依法进行现场检查，请予以配合。"
            "这是我们的执法证件，请过目。执法证件是否看清？",
        ),
        Piece("PaperLine", "当事人（手写）："),
        Piece(
            "PaperText",
            "检查人员：你（单位）有权陈述、申辩，应当如实回答询问、协助检查，不得拒绝、阻挠。"
            "认为检查人员与你（单位）有直接利害关系或者有其他关系可能影响公正执法的，有权申请回避。"
            "是否申请检查人员回避？",
        ),
        Piece("PaperLine", "当事人（手写）："),
        Piece("PaperHead", "现场情况"),
        Piece("PaperText", "{{现场情况}}"),
        Piece("PaperHead", "当事人的陈述、申辩和意见"),
        Piece("PaperText", "{{当事人意见}}"),
        Piece("PaperText", "执法人员廉洁执法情况：{{廉政确认}}"),
        Piece("PaperText", "检查人员：以上是本次现场检查的记录，请核对（已向你宣读）；属实的，请签名。"),
        Piece("PaperLine", "当事人（手写“属实”或者不同意见）："),
        Piece("PaperLine", "当事人（签名、日期）："),
        Piece("PaperLine", "见证人（签名、日期）："),
        Piece("PaperLine", "检查人员（签名、日期）："),
    ),
    on_every_page=SIGNED,
)
