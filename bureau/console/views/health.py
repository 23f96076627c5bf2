"""Whether the program is well, for whatever watches it."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from bureau.kernel.access import open_to_all


@open_to_all
def healthz(request: HttpRequest) -> JsonResponse:
    """200 and `ok` when the database answers and is up to date, else 503 and what is wrong; nothing of the inside."""
    del request
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"status": "database out of reach"}, status=503)
    if behind:
        return JsonResponse({"status": "database not up to date"}, status=503)
    return JsonResponse({"status": "ok"})
