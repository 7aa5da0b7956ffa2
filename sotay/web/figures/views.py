"""The records behind one figure, its charts, and both as files."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.web.door import ActorRequest, needs
from sotay.web.figures.asked import NoSuchFigure
from sotay.web.figures.board import Board, board_of, board_page
from sotay.web.figures.files import board_sheet, file_of
from sotay.web.figures.records import records_page
from sotay.web.lookup import name_on, organisation_or_404
from sotay.web.periods import Window, window_of

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


@needs(Permission.FIGURES_VIEW)
@require_safe
def records(request: ActorRequest, public_id: str, code: str) -> HttpResponse:
    """A figure of a node, with every record that it counts and the cells that it leaves out."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    window = window_of(request.GET, node, today)
    try:
        context = records_page(request, node, code, window, today=today)
    except NoSuchFigure as error:
        raise Http404 from error
    return render(request, "web/records.html", context)


def _node(request: ActorRequest, public_id: str) -> tuple["Organisation", Window]:
    """The organisation and period of an address."""
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    return node, window_of(request.GET, node, clock.today())


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
