"""Renders a piece of a template as a page would, and reads what came out."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler
from lxml import html


def render(source: str, path: str = "/list/", **context: Any) -> str:
    """The markup of a piece of template."""
    request: HttpRequest = RequestFactory().get(path)
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render({"request": request, **context}, request)


def parse(markup: str) -> html.HtmlElement:
    """The elements of a piece of markup."""
    return html.fragment_fromstring(markup, create_parent="div")


def text(markup: str) -> str:
    """What one reads, blanks in a row taken as one."""
    return re.sub(r"\s+", " ", parse(markup).text_content()).strip()
