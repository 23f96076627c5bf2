"""The addresses of this room; collections and parts are called by their numbers."""

from __future__ import annotations

from django.urls import path

from bureau.collecting.views import by_link, collections, links, own, parts

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
    path(f"{PART}link/give/", links.give_link, name="give-link"),
    path(f"{PART}link/revoke/", links.revoke_link, name="revoke-link"),
    path("by-link/", by_link.link_part, name="link-part"),
    path("by-link/facts/<str:kind>/", by_link.link_fill_in, name="link-fill-in"),
    path("by-link/send-in/", by_link.link_send_in, name="link-send-in"),
    path("by-link/leave/", by_link.leave_link, name="leave-link"),
    path("by-link/open/<str:token>/", by_link.open_link, name="open-link"),
    path("own-parts/", own.own_parts_page, name="own-parts"),
    path(OWN, own.own_part, name="own-part"),
    path(f"{OWN}facts/<str:kind>/", own.fill_in, name="fill-in"),
    path(f"{OWN}send-in/", own.send_in_part, name="send-in-part"),
]
