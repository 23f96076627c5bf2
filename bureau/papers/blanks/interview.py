"""The interview record 询问笔录, form 14 of 2021; the number of the identity card is written on it by hand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bureau.papers.blanks.declaring import Blank, Field, Piece
from bureau.papers.blanks.onsite import BUREAU, OFFICERS

INTERVIEW = Blank(
    slug="interview-record",
    title="询问笔录",
    label=_("Interview record"),
    official=14,
    sources=("V-", "P-"),
    fields=(
        BUREAU,
        Field("案由", _("What it is about"), kept=True),
        Field("开始时间", _("Began at"), by="officer", kept=True),
        Field("结束时间", _("Ended at"), by="officer", kept=True),
        Field("地点", _("Place"), by="officer", kept=True),
        *OFFICERS,
        Field("被询问人", _("Person interviewed"), by="officer", kept=True),
        Field("性别", _("Sex"), by="officer", needed=False),
        Field("工作单位", _("Works for")),
        Field("职务", _("Post"), by="officer", needed=False),
        Field("与案件关系", _("How they are concerned"), by="officer", needed=False),
        Field("询问内容", _("Questions and answers"), by="officer", long=True, kept=True),
    ),
    pieces=(
        Piece("PaperBureau", "{{机关名称}}"),
        Piece("PaperTitle", "询问笔录"),
        Piece("PaperLine", "案由：{{案由}}"),
        Piece("PaperLine", "时间：{{开始时间}}至{{结束时间}}"),
        Piece("PaperLine", "地点：{{地点}}"),
        Piece("PaperLine", "询问人：{{执法人员一}}　执法证号：{{执法证号一}}"),
        Piece("PaperLine", "记录人：{{执法人员二}}　执法证号：{{执法证号二}}"),
        Piece("PaperLine", "被询问人：{{被询问人}}　性别：{{性别}}"),
        Piece("PaperLine", "身份证件号码（手写）："),
        Piece("PaperLine", "工作单位：{{工作单位}}　职务：{{职务}}"),
        Piece("PaperLine", "与案件关系：{{与案件关系}}"),
        Piece("PaperLine", "联系电话（手写）："),
        Piece("PaperLine", "联系地址（手写）："),
        Piece(
            "PaperText",
            "告知：我们是{{机关名称}}的执法人员，这是我们的执法证件，请过目。现依法向你询问，请如实回答，"
            "不得作虚假陈述。你有权陈述、申辩；认为执法人员与本案有直接利害关系或者有其他关系可能影响公正执法的，"
            "有权申请回避。",
        ),
        Piece("PaperLine", "问：执法证件是否看清？答（手写）："),
        Piece("PaperLine", "问：是否申请执法人员回避？答（手写）："),
        Piece("PaperText", "{{询问内容}}"),
        Piece("PaperText", "以上笔录我已看过（已向我宣读），与我说的一致（手写）："),
        Piece("PaperLine", "被询问人（签名、日期）："),
        Piece("PaperLine", "询问人、记录人（签名、日期）："),
    ),
    on_every_page="被询问人（签名）：　　　　　　　　询问人、记录人（签名）：　　　　　　、",
)
