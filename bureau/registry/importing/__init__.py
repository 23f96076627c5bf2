"""What an import would do with each line of a roster, before anything is written, and what is odd about the whole."""

from bureau.registry.importing.planning import Plan, plan_lines
from bureau.registry.importing.strangeness import Strange, strangeness

__all__ = ["Plan", "Strange", "plan_lines", "strangeness"]
