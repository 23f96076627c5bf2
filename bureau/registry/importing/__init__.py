"""What an import would do with each line of a roster, before anything is written."""

from bureau.registry.importing.planning import Plan, Verdict, plan_lines

__all__ = ["Plan", "Verdict", "plan_lines"]
