"""Everything a person may be permitted to do, one a line: the first of the two pages of authority."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """`NOUN_VERB`; the value is what stands in tables and tests."""

    # people 人员
    UNIT_READ = "unit.read"
    UNIT_MANAGE = "unit.manage"
    ACCOUNT_MANAGE = "account.manage"
    ROLE_GRANT = "role.grant"
    DELEGATION_MAKE = "delegation.make"
    DELEGATION_ARRANGE = "delegation.arrange"
    TRAIL_READ = "trail.read"
    # work in the background 后台任务
    JOB_READ = "job.read"
    JOB_CANCEL = "job.cancel"
    # files 文件
    FILE_READ = "file.read"
    FILE_ADD = "file.add"
    # reminders and approvals 提醒与审批
    QUEUE_READ = "queue.read"
    APPROVAL_PROPOSE = "approval.propose"
    APPROVAL_DECIDE = "approval.decide"
    # law 法律
    LAW_READ = "law.read"
    # papers 文书
    PAPER_READ = "paper.read"
    PAPER_DRAFT = "paper.draft"
    PAPER_APPROVE = "paper.approve"
    TEMPLATE_REPLACE = "template.replace"
    LAW_CONFIRM = "law.confirm"
    LAW_CHOOSE = "law.choose"
    # registry 机构档案
    INSTITUTION_READ = "institution.read"
    INSTITUTION_AMEND = "institution.amend"
    INSTITUTION_CLOSE = "institution.close"
    INSTITUTION_ASSIGN = "institution.assign"
    INSTITUTION_EXPORT = "institution.export"
    SPEAKER_MANAGE = "speaker.manage"
    CONTACT_READ = "contact.read"
    FACT_PROPOSE = "fact.propose"
    FACT_ACCEPT = "fact.accept"
    ROSTER_IMPORT = "roster.import"
    ROSTER_UNDO = "roster.undo"
    ANNEX_READ = "annex.read"
    ANNEX_SUBMIT = "annex.submit"
    # collecting 信息采集
    COLLECTION_MANAGE = "collection.manage"
    # campaign 专项行动
    CAMPAIGN_READ = "campaign.read"
    CAMPAIGN_MANAGE = "campaign.manage"
    CONTACT_RECORD = "contact.record"
    # screening 台账与疑点
    LEDGER_READ = "ledger.read"
    LEDGER_HAND_IN = "ledger.hand_in"
    LEDGER_SCREEN = "ledger.screen"
    HIT_READ = "hit.read"
    HIT_TRIAGE = "hit.triage"
    # inspection 现场检查
    VISIT_READ = "visit.read"
    VISIT_PLAN = "visit.plan"
    VISIT_CONDUCT = "visit.conduct"
    # rectification 问题台账
    PROBLEM_READ = "problem.read"
    PROBLEM_RECORD = "problem.record"
    PROBLEM_ANSWER = "problem.answer"
    PROBLEM_VERIFY = "problem.verify"
    PROBLEM_EXTEND = "problem.extend"
    PROBLEM_CLOSE = "problem.close"


P = Permission
