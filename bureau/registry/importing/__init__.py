"""What an import would do with each line of a roster or schedule, before anything is written; what is odd about it."""

from bureau.registry.importing.districts import given_in
from bureau.registry.importing.planning import Plan, plan_lines
from bureau.registry.importing.scheduling import Chosen, ScheduleLine, left_out, plan_schedule
from bureau.registry.importing.strangeness import Strange, strangeness

__all__ = [
    "Chosen",
    "Plan",
    "ScheduleLine",
    "Strange",
    "given_in",
    "left_out",
    "plan_lines",
    "plan_schedule",
    "strangeness",
]
