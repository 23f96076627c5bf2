"""The correction order 责令改正通知书, form 33 of 2021: approved, numbered, with articles of the day of the conduct."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bureau.papers.blanks.declaring import Blank, Field, Piece
from bureau.papers.blanks.onsite import BUREAU, PARTY

ORDER = Blank(
    slug="correction-order",
    title="责令改正通知书",
    label=_("Correction order"),
    official=33,
    sources=("P-",),
    fields=(
        BUREAU,
        Field("文号", _("Official number"), by="office", kept=True),
        Field("年份", _("Year of the number"), by="office"),
        Field("序号", _("Number in the year"), by="office"),
        *PARTY,
        Field("问题编号", _("Number of the problem")),
        Field("违法行为", _("Unlawful conduct"), long=True, kept=True),
        Field("违反条款", _("Article not kept"), by="law", kept=True),
        Field("责令依据", _("Article of the order"), by="law", kept=True),
        Field("改正要求", _("Corrections asked for"), long=True, kept=True),
        Field("改正期限", _("Until the day"), kept=True),
        Field("复议机关", _("Who decides on a reconsideration"), by="officer", again=True),
        Field("管辖法院", _("Court that hears a suit"), by="officer", again=True),
        Field("救济告知", _("Reconsideration and court"), by="law", needed=False, kept=True, struck=False),
        Field("联系人", _("Contact of the bureau")),
        Field("联系电话", _("Telephone of the bureau"), by="officer", again=True),
        Field("联系地址", _("Address of the bureau"), by="officer", needed=False, again=True),
        Field("成文日期", _("Day of the document"), by="office", kept=True),
    ),
    pieces=(
        Piece("PaperBureau", "{{机关名称}}"),
        Piece("PaperTitle", "责令改正通知书"),
        Piece("PaperNumber", "{{文号}}"),
        Piece("PaperLine", "当事人：{{当事人}}"),
        Piece("PaperLine", "主体资格证照名称：{{证照名称}}"),
        Piece("PaperLine", "统一社会信用代码：{{统一社会信用代码}}"),
        Piece("PaperLine", "住所（住址）：{{住所}}"),
        Piece("PaperLine", "法定代表人（负责人、经营者）：{{法定代表人}}"),
        Piece("PaperText", "经查，你单位涉嫌存在下列行为："),
        Piece("PaperText", "{{违法行为}}"),
        Piece(
            "PaperText",
            "上述行为违反了{{违反条款}}的规定。依据{{责令依据}}的规定，现责令你单位于{{改正期限}}前改正。改正内容及要求：",
        ),
        Piece("PaperText", "{{改正要求}}"),
        Piece(
            "PaperText",
            "改正后请书面报告本局，本局将复查；逾期不改正的，本局将依法处理。责令改正不是行政处罚。"
            "问题编号：{{问题编号}}。",
        ),
        Piece("PaperText", "{{救济告知}}"),
        Piece("PaperText", "联系人：{{联系人}}　联系电话：{{联系电话}}"),
        Piece("PaperText", "联系地址：{{联系地址}}"),
        Piece("PaperLine", ""),
        Piece("PaperLine", ""),
        Piece("PaperSeal", "{{机关名称}}"),
        Piece("PaperSeal", "{{成文日期}}"),
        Piece("PaperText", "本文书一式两份，一份送达，一份归档。"),
    ),
    approved=True,
    served=True,
    mark="责改",
)
