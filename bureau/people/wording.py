"""What permissions and roles are called on pages: a noun, a verb, and what a role is for."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.people.roles import Role

# The first half of a permission's value.
NOUNS: dict[str, Promise] = {
    "unit": _("Units"),
    "account": _("Accounts"),
    "role": _("Roles"),
    "delegation": _("Delegation"),
    "trail": _("Trail"),
    "job": _("Background work"),
    "file": _("Files"),
    "queue": _("Work queue"),
    "approval": _("Approvals"),
    "institution": _("Institutions"),
    "speaker": _("Accounts of institutions"),
    "contact": _("Contacts"),
    "fact": _("Facts of a dossier"),
    "roster": _("Rosters"),
    "annex": _("Annex form"),
    "collection": _("Collections"),
    "campaign": _("Campaigns"),
    "ledger": _("Report ledgers"),
    "hit": _("Hits and leads"),
    "visit": _("Visits"),
    "problem": _("Problem register"),
    "law": _("Law"),
    "paper": pgettext_lazy("documents", "Papers"),
    "template": _("Templates"),
}
# The second half.
VERBS: dict[str, Promise] = {
    "read": _("read"),
    "manage": _("open, amend, close"),
    "grant": _("grant and withdraw"),
    "make": _("lend one's own powers"),
    "arrange": _("arrange for others"),
    "cancel": _("cancel"),
    "add": _("add"),
    "propose": _("propose"),
    "decide": _("decide"),
    "amend": _("amend"),
    "close": _("close"),
    "assign": _("assign"),
    "export": _("export"),
    "accept": _("accept"),
    "import": _("import"),
    "undo": _("undo"),
    "submit": _("submit"),
    "hand_in": _("hand in"),
    "screen": _("screen again"),
    "triage": _("accept as leads, dismiss"),
    "plan": _("plan"),
    "conduct": _("conduct and conclude"),
    "record": _("record"),
    "answer": _("answer"),
    "verify": _("verify"),
    "extend": _("extend deadlines"),
    "draft": _("draft, propose, issue"),
    "approve": _("approve"),
    "replace": _("replace"),
    "confirm": _("confirm doubtful entries"),
    "choose": _("choose a basis"),
}
ROLE_PURPOSES: dict[str, Promise] = {
    Role.LEADER: _("Head and deputy heads of the lead group: see everything here, approve, lend powers."),
    Role.OFFICE: _("The section that runs the campaign: keeps dossiers, imports rosters, sends forms up."),
    Role.EXPERT: _("Technical experts: read dossiers, add opinions and files."),
    Role.INSPECTOR: _("Officers who inspect: amend dossiers of their unit's institutions, propose."),
    Role.SUPERIOR: _("City and region: read what is rolled up, change nothing here."),
    Role.ADMINISTRATOR: _("Units, accounts and roles; no business of the office."),
    Role.INSTITUTION: _("One inspection body: proposes facts of its own dossier, sees no other."),
}


def noun_of(permission: str) -> str:
    """What a permission is about, in words."""
    noun = permission.split(".", maxsplit=1)[0]
    return str(NOUNS.get(noun, noun))


def verb_of(permission: str) -> str:
    """What a permission lets one do, in words."""
    verb = permission.split(".")[1]
    return str(VERBS.get(verb, verb))
