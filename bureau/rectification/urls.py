"""The addresses of this room; problems are called by their references."""

from __future__ import annotations

from django.urls import path

from bureau.rectification.views import moves, own, problems, register, revisions

app_name = "rectification"

ONE = "problems/<str:reference>/"
urlpatterns = [
    path("problems/", register.problems, name="problems"),
    path("problems/print/", register.print_problems, name="print-problems"),
    path("problems/export/", register.export_problems, name="export-problems"),
    path("problems/record/", problems.record_problem, name="record-problem"),
    path(ONE, problems.problem, name="problem"),
    path(f"{ONE}record-answer/", moves.record_answer, name="record-answer"),
    path(f"{ONE}return/", moves.return_answer, name="return-answer"),
    path(f"{ONE}verify/", moves.verify_answer, name="verify-answer"),
    path(f"{ONE}close/", moves.close_problem, name="close-problem"),
    path(f"{ONE}extend/", moves.extend_deadline, name="extend-deadline"),
    path(f"{ONE}hand-over/", revisions.hand_over_problem, name="hand-over-problem"),
    path(f"{ONE}correct/", revisions.correct_problem, name="correct-problem"),
    path(f"{ONE}withdraw/", moves.withdraw_problem, name="withdraw-problem"),
    path(f"{ONE}reopen/", moves.reopen_problem, name="reopen-problem"),
    path("own-problems/", own.own_problems, name="own-problems"),
    path("own-problems/<str:reference>/answer/", own.answer_problem, name="answer-problem"),
    path("own-orders/", own.own_orders, name="own-orders"),
    path("own-orders/<str:reference>/file/", own.download_own_order, name="download-own-order"),
]
