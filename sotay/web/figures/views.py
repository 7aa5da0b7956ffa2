"""The records behind one figure, its charts, two periods side by side; each also as a file."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.period import Period
from sotay.web.door import ActorRequest, needs
from sotay.web.figures.asked import NoSuchFigure
from sotay.web.figures.board import Board, board_of, board_page
from sotay.web.figures.compare import compare_page, compare_sheet, compared
from sotay.web.figures.files import board_sheet, file_of, records_sheet
from sotay.web.figures.reading import read_as_asked
from sotay.web.figures.records import Behind, behind_of, records_page
from sotay.web.lookup import name_on, organisation_or_404
from sotay.web.periods import Window, window_of

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


@needs(Permission.FIGURES_VIEW)
@require_safe
def records(request: ActorRequest, public_id: str, code: str) -> HttpResponse:
    """A figure of a node, with every record that it counts and the cells that it leaves out."""
    behind = _behind(request, public_id, code)
    return render(request, "web/records.html", records_page(request, behind, today=clock.today()))


@needs(Permission.FIGURES_VIEW)
@require_safe
def records_file(request: ActorRequest, public_id: str, code: str, form: str) -> HttpResponse:
    """The records of the chosen filter as a table. The journal notes that it left."""
    behind = _behind(request, public_id, code)
    node, window = behind.node, behind.window
    sheet = records_sheet(behind, name_on(node, clock.today()))
    return file_of(request, node, sheet, what="records", code=code, window=window, form=form, at=clock.now())


def _behind(request: ActorRequest, public_id: str, code: str) -> Behind:
    node, window = _node(request, public_id)
    try:
        return behind_of(request, node, code, window)
    except NoSuchFigure as error:
        raise Http404 from error


def _node(request: ActorRequest, public_id: str) -> tuple["Organisation", Window]:
    """The organisation and period of an address."""
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    return node, read_as_asked(window_of(request.GET, node, clock.today()), request.GET, node)


def _board(request: ActorRequest, public_id: str, code: str) -> Board:
    node, window = _node(request, public_id)
    try:
        return board_of(request, node, code, window)
    except NoSuchFigure as error:
        raise Http404 from error


@needs(Permission.FIGURES_VIEW)
@require_safe
def charts(request: ActorRequest, public_id: str, code: str) -> HttpResponse:
    """A figure over time, by block, and month by month for the next level."""
    board = _board(request, public_id, code)
    return render(request, "web/charts.html", board_page(request, board, today=clock.today()))


@needs(Permission.FIGURES_VIEW)
@require_safe
def charts_file(request: ActorRequest, public_id: str, code: str, form: str) -> HttpResponse:
    """The same as a table. The journal notes that it left."""
    board = _board(request, public_id, code)
    name = name_on(board.node, clock.today())
    sheet = board_sheet(board, name)
    return file_of(
        request, board.node, sheet, what="charts", code=code, window=board.window, form=form, at=clock.now()
    )


@needs(Permission.FIGURES_VIEW)
@require_safe
def compare(request: ActorRequest, public_id: str) -> HttpResponse:
    """Two periods side by side."""
    found = compared(request, *_node(request, public_id))
    return render(request, "web/compare.html", compare_page(request, found, today=clock.today()))


@needs(Permission.FIGURES_VIEW)
@require_safe
def compare_file(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The same as a table. The journal notes that it left."""
    found = compared(request, *_node(request, public_id))
    sheet = compare_sheet(found, name_on(found.node, clock.today()))
    first, second = found.periods
    window = replace(
        found.window, period=Period(min(first.first, second.first), max(first.last, second.last))
    )
    return file_of(
        request, found.node, sheet, what="compare", code="", window=window, form=form, at=clock.now()
    )
