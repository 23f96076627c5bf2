"""Problems, the institution's answers, their verifications, and every deadline that was set."""

from bureau.rectification.models.problems import Origin, Problem, ProblemQuerySet
from bureau.rectification.models.steps import Answer, Deadline, Verification, Way

__all__ = ["Answer", "Deadline", "Origin", "Problem", "ProblemQuerySet", "Verification", "Way"]
