"""What stands behind `B-…` for whoever may know: a basis that was chosen."""

from __future__ import annotations

from django.urls import reverse

from bureau.kernel.access import Actor
from bureau.kernel.references import Card, resolves
from bureau.law.models import Choice
from bureau.law.selectors.faces import words
from bureau.law.wording import article_words
from bureau.people.permissions import P
from bureau.ui.tones import tone


@resolves("B-")
def choice_card(reference: str, actor: Actor) -> Card | None:
    """A chosen basis. It is no step of the chain: it says by which law a step is judged."""
    rows = Choice.objects.visible_to(actor).select_related("chosen_by") if actor.may(P.LAW_READ) else None
    choice: Choice | None = rows.filter(reference=reference).first() if rows is not None else None
    if choice is None:
        return None
    return Card(
        reference=choice.reference,
        stage="",
        title=f"{choice.law} {words(article_words(choice.article))}",
        url=reverse("law:choice", args=[choice.reference]),
        state=str(choice.get_state_display()),
        tone=tone(choice.state),
        at=choice.chosen_at,
        by=str(choice.chosen_by),
        note=choice.taken_back_why,
    )
