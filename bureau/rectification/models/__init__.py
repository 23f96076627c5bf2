"""Problems, the institution's answers, their verifications, every deadline that was set, and what was revised."""

from bureau.rectification.models.problems import Origin, Problem, ProblemQuerySet
from bureau.rectification.models.steps import Answer, Deadline, Revision, Verification, Way

__all__ = ["Answer", "Deadline", "Origin", "Problem", "ProblemQuerySet", "Revision", "Verification", "Way"]
