"""The rooms: which files an app may have, and which lines of the house each may not cross.

A new kind of file is entered here with the reason why none of the rooms holds it.
"""

# The same in every app; a room grown past some 300 lines becomes a package of the same name.
ROOMS = {
    "apps": "Django's own entry",
    "choices": "closed sets",
    "rules": "decisions from plain values",
    "events": "what happened",
    "models": "tables",
    "queries": "answers",
    "operations": "changes",
    "indicators": "numerators and denominators",
    "reactions": "answers to journal events",
    "migrations": "written by Django",
}

# Rooms that one app alone has.
OWN_ROOMS: dict[str, dict[str, str]] = {
    "access": {
        "replay": "what a restore takes away again",
        "giving": "who may give a role, or open an account: asked by queries and operations",
        "handbook": "the table as a page of docs/",
        "permissions": "the Permission enum and the one table of who may do what",
    },
    "accounts": {
        "replay": "what a restore does to accounts and their keys",
        "code_words": "the words of enrolment codes",
        "digests": "keyed digests and sealed texts: what is kept of secrets",
        "sessions": "Django's session engine on our own table",
    },
    "demo": {
        "data": "invented names and sentences",
        "district": "the invented district, unit by unit and month by month",
        "files": "the district's spreadsheets, as offices keep them",
        "month": "the meetings that its first commune holds this month",
    },
    "documents": {
        "reading": "from bytes of outside to what may be kept",
    },
    "facts": {
        "drill": "the records behind a figure, as plain data",
        "assembly": "counts put together into figures, scope by scope",
        "figures": "figures as plain data, for pages and papers",
        "registry": "the indicators that the apps declare, in one list",
        "structure": "the flows read a second time, under the structure of one day",
        "series": "counts month by month and quarter by quarter, for trends and maps",
    },
    "imports": {
        "columns": "the columns of each workbook, once for reader, templates and docs",
        "plan": "what a workbook would change, as plain data",
        "planning": "from rows to a plan: new, changed, same, wrong",
        "reading": "from a file to rows",
        "waiting": "the private folder where uploaded files wait",
        "templates": "the empty workbooks, written from the columns",
    },
    "journal": {
        "answering": "which reaction answers which event, each entry once",
        "ledger": "the rights ledger, in a file outside the database",
    },
    "minutes": {
        "printing": "who lays out minutes as the paper that the seal keeps",
        "record": "the record of a meeting as plain data, for pages, minutes and papers",
    },
    "notifications": {
        "calendar": "the writer of a private calendar feed",
    },
    "upkeep": {
        "runs": "when a command of upkeep last ran, in a file outside the database",
    },
    "reporting": {
        "docx": "the writer of Word files",
        "drawing": "the figure of a paper as SVG, drawn once for PDF and page",
        "forms": "how an official paper looks on its date",
        "frozen": "a closed report as plain JSON and back",
        "html": "the writer of pages for a browser",
        "layouts": "an organisation's own Word layout: placeholders, checking, filling",
        "meeting_papers": "the papers of a meeting, put together from its record",
        "opening": "which records a printed figure counts, as its cell keeps it",
        "paper": "a paper as plain data, before any writer",
        "papers": "which outline a kind of report follows",
        "pdf": "the writer of PDF files, and the one face they are set in",
        "lists": "members and organisations as lists: plain data, paper, file",
        "review": "the review of a period, put together from facts",
        "review_json": "the writer of its JSON",
        "writers": "the one door to all writers",
        "xlsx": "the writer of workbooks",
        "statistics": "the figures of a month, quarter or year, put together from facts",
        "sheets": "a table of figures as a spreadsheet, and its writers",
    },
}

# Apps laid out by their own plan.
FREE = {
    "core": "values without tables",
    "web": "an area a folder: urls, views, forms, templates",
    "jobs": "the command line, a command a file",
}

# Below the faces nobody speaks HTTP or draws pages.
FACES = ("web", "jobs")
FACE_WORDS = (
    "django.contrib.messages",
    "django.forms",
    "django.http",
    "django.shortcuts",
    "django.template",
    "django.urls",
    "django.views",
)

FILE_LINES = 500  # the alarm; the habit is 300
FUNCTION_LINES = 50
TEMPLATE_LINES = 150
# Long on purpose: lists of invented names and sentences, not logic.
DATA = ("sotay/demo/data/",)
