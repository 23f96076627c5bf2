"""The root addresses: every room under its own first word."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from bureau.console import panels  # noqa: F401 - what they fill stands ready when the first page is asked for
from bureau.console.views import chain, health, home, search, system

_own = (
    [
        path("", home.home, name="home"),
        path("search/", search.search, name="search"),
        path("help/", home.help_page, name="help"),
        path("chain/", chain.chains, name="chains"),
        path("chain/<path:reference>/", chain.chain, name="chain"),
        path("system/", system.system, name="system"),
        path("healthz", health.healthz, name="healthz"),
    ],
    "console",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(_own)),
    path("", include("bureau.people.urls")),
    path("files/", include("bureau.files.urls")),
    path("jobs/", include("bureau.jobs.urls")),
    path("reminders/", include("bureau.reminders.urls")),
    path("approvals/", include("bureau.approvals.urls")),
    path("law/", include("bureau.law.urls")),
    path("papers/", include("bureau.papers.urls")),
    path("", include("bureau.registry.urls")),
    path("", include("bureau.collecting.urls")),
    path("campaigns/", include("bureau.campaign.urls")),
    path("", include("bureau.inspection.urls")),
    path("", include("bureau.rectification.urls")),
    path("", include("bureau.screening.urls")),
    path("", include("bureau.ui.urls")),
]
handler403 = "bureau.console.middleware.denied"
handler404 = "bureau.console.middleware.absent"
handler500 = "bureau.console.middleware.fault"
