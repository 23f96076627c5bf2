"""The list of work in the background, one job, and stopping it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.jobs import selectors, services
from bureau.jobs.forms import CancelJobForm
from bureau.jobs.models import Job
from bureau.kernel.access import actor_of, gate, needs
from bureau.people.permissions import P


@needs(P.JOB_READ)
def jobs(request: HttpRequest) -> HttpResponse:
    """Work that somebody asked for or may stop; asks again every two seconds while any is under way."""
    lines = selectors.job_lines(actor_of(request))
    context = {"lines": lines, "under_way": any(not line.job.is_over for line in lines)}
    return render(request, f"jobs/jobs.html{_part(request, 'jobs-list')}", context)


@needs(P.JOB_READ)
def job(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One job: how far, what came of it, or what to do about its failure."""
    by = actor_of(request)
    found = gate(Job.objects.select_related("asked_by", "unit"), for_=by, pk=key)
    context = {"job": selectors.as_told(found), "objection": selectors.cancel_objection(found, by)}
    return render(request, f"jobs/job.html{_part(request, 'job-progress')}", context)


@needs(P.JOB_READ)
def cancel_job(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then stop it."""
    by = actor_of(request)
    found = gate(Job.objects.select_related("asked_by", "unit"), for_=by, pk=key)
    form = CancelJobForm(request.POST or None)
    if request.method == "POST":
        stopped = services.cancel_job(job=found, by=by)
        said = _("Stopped: %(title)s.") if stopped.is_over else _("%(title)s stops at its next step.")
        messages.success(request, said % {"title": stopped.title})
        return redirect("jobs:job", key)
    context = {"job": found, "form": form, "objection": selectors.cancel_objection(found, by)}
    return render(request, "jobs/cancel_job.html", context)


def _part(request: HttpRequest, name: str) -> str:
    """The fragment of this name, where that is what was asked for."""
    return f"#{name}" if request.headers.get("HX-Target") == name else ""
