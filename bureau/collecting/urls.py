"""The addresses of this room; collections and parts are called by their numbers."""

from __future__ import annotations

from django.urls import path

from bureau.collecting.views import collections, own, parts

app_name = "collecting"

ONE, PART, OWN = (
    "collections/<str:reference>/",
    "collection-parts/<str:reference>/",
    "own-parts/<str:reference>/",
)
urlpatterns = [
    path("collections/", collections.collections, name="collections"),
    path("collections/start/", collections.start_collection, name="start-collection"),
    path(ONE, collections.collection, name="collection"),
    path(f"{ONE}export/<str:form>/", collections.export_collection, name="export-collection"),
    path(f"{ONE}hand-over/", collections.hand_over_collection, name="hand-over-collection"),
    path(f"{ONE}close/", collections.close_collection, name="close-collection"),
    path(f"{ONE}withdraw/", collections.withdraw_collection, name="withdraw-collection"),
    path(PART, parts.part, name="part"),
    path(f"{PART}accept/", parts.accept_part, name="accept-part"),
    path(f"{PART}return/", parts.return_part, name="return-part"),
    path(f"{PART}withdraw/", parts.withdraw_part, name="withdraw-part"),
    path(f"{PART}report/", parts.report_part, name="report-part"),
    path("own-parts/", own.own_parts_page, name="own-parts"),
    path(OWN, own.own_part, name="own-part"),
    path(f"{OWN}facts/<str:kind>/", own.fill_in, name="fill-in"),
    path(f"{OWN}send-in/", own.send_in_part, name="send-in-part"),
]
