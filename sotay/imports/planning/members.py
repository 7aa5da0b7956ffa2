"""Sheet "Đảng viên": who is in which cell, since when and with what standing."""

from dataclasses import dataclass
from datetime import date, timedelta

from sotay.access.choices import Permission
from sotay.core.vietnamese import fold
from sotay.imports.choices import TwinAnswer
from sotay.imports.columns import ALL_POSTS
from sotay.imports.planning.changed import note_change, said_of
from sotay.imports.planning.landed import land
from sotay.imports.planning.naming import cell_of
from sotay.imports.planning.organisations import words
from sotay.imports.planning.steps import Steps
from sotay.imports.planning.twins import Likeness, Newcomer, settle
from sotay.imports.planning.world import Held, Org, Person, World
from sotay.imports.reading import values
from sotay.imports.reading.sheets import Row, Sheet
from sotay.members.choices import IdentifierKind, Post, Sex, Status

NUMBER_KINDS = (
    ("record", IdentifierKind.RECORD),
    ("card", IdentifierKind.CARD),
    ("citizen", IdentifierKind.CITIZEN),
)
SEX_WORDS = words((), Sex)
POST_WORDS = words((), Post) | dict(
    zip(
        map(fold, ALL_POSTS),
        (str(Post.SECRETARY), str(Post.DEPUTY), str(Post.COMMITTEE), str(Post.STANDING)),
        strict=True,
    )
)
POST_WORDS[fold("Chi ủy viên")] = str(Post.COMMITTEE)
"""So a cell's lists call the members of its committee, as its minutes do; Cấp ủy viên says the same."""
UNKNOWN = "Không có đảng viên với số này trong phạm vi của đồng chí: kiểm tra lại số."


@dataclass(slots=True)
class _Read:
    row: Row
    numbers: list[tuple[str, str]]
    cell: Org
    full_name: str
    sex: str
    born_on: date | None
    birth_year: int | None
    joined_on: date | None
    official_on: date | None
    place_from: date | None
    post: str
    post_from: date | None


def numbers_of(row: Row) -> list[tuple[str, str]]:
    """The identifiers of a row, as (kind, number)."""
    found = []
    for key, kind in NUMBER_KINDS:
        if key in row.sheet.index and (number := values.text_of(row.raw(key))):
            if len(number) > 30:
                row.fault(key, "Dài quá 30 chữ: kiểm tra lại số.")
            found.append((str(kind), number))
    if not found:
        row.fault("Số lý lịch", "Cần ít nhất một trong ba số: lý lịch, thẻ, định danh.")
    return found


def may_change(world: World, person: Person) -> bool:
    """Whether the present cell, and so the record, is in the actor's hands (new ones are nobody's)."""
    return person.home is None or world.may(person.home)


def plan_members(world: World, sheets: list[Sheet]) -> None:
    """Take every row of these sheets."""
    seen: dict[tuple[str, str], Row] = {}
    likeness = Likeness(world) if sheets else None
    for sheet in sheets:
        for row in sheet.rows():
            numbers = numbers_of(row)
            twin = next((seen[n] for n in numbers if n in seen), None)
            if twin is not None:
                place = f"dòng {twin.number}" + ("" if twin.sheet is sheet else f" ({twin.sheet.table.file})")
                row.fault("full_name", f"Trùng số với {place}: giữ lại một dòng.")
            seen |= {n: row for n in numbers if n not in seen}
            one = _read(world, row, numbers)
            if one is not None and likeness is not None:
                _take(world, one, likeness)
        if sheet.respelt:
            sheet.notice(f"{sheet.respelt} họ tên viết không dấu hoặc viết hoa cả: giữ cách viết đang có.")
        if sheet.years_alone:
            sheet.notice(
                f"{sheet.years_alone} đảng viên chỉ ghi năm vào Đảng: tính từ Ngày chính thức, Ngày vào Đảng "
                "giữ như đang có hoặc để trống. Có hồ sơ thì ghi đủ ngày rồi nhập lại."
            )


def _read(world: World, row: Row, numbers: list[tuple[str, str]]) -> _Read | None:
    cell, full_name = cell_of(world, row), row.text("full_name", limit=120)
    year, official_on = values.year_of(row.raw("born")), row.date("official_on")
    joined_year = _joined_year(row, official_on)
    one = _Read(
        row=row,
        numbers=numbers,
        cell=cell or Org(""),
        full_name=full_name,
        sex=row.choice("sex", SEX_WORDS) or "",
        born_on=None if year else row.date("born"),
        birth_year=year,
        joined_on=None if joined_year else row.date("joined_on"),
        official_on=official_on,
        place_from=row.date("place_from"),
        post=row.choice("post", POST_WORDS) or "",
        post_from=row.date("post_from"),
    )
    _check_days(world, one)
    return None if row.wrong else one


def _joined_year(row: Row, official_on: date | None) -> int | None:
    """The year of a joining day of which only the year is said, where another day says from when the person
    counts: the joining day then stays empty. None: a day is needed, and asked for as ever."""
    year = values.year_of(row.raw("joined_on"))
    if year is None or official_on is None:
        return None
    if year > official_on.year:
        row.fault("joined_on", "Sau năm chính thức: sửa một trong hai.")
    row.sheet.years_alone += 1
    return year


def _check_days(world: World, one: _Read) -> None:
    row, begin = one.row, one.joined_on or one.official_on
    if begin is None:
        if not values.text_of(row.raw("joined_on")) and not values.text_of(row.raw("official_on")):
            row.fault("joined_on", "Cần Ngày vào Đảng hoặc Ngày chính thức.")
        return
    if one.official_on and one.official_on < begin:
        row.fault("official_on", "Sớm hơn Ngày vào Đảng: sửa một trong hai ngày.")
    if one.born_on and begin.year - one.born_on.year < 16:
        row.fault("born", "Chưa đủ tuổi vào Đảng: kiểm tra lại ngày.")
    if one.birth_year and begin.year - one.birth_year < 16:
        row.fault("born", "Chưa đủ tuổi vào Đảng: kiểm tra lại năm.")
    for key, day in (
        ("joined_on", one.joined_on),
        ("official_on", one.official_on),
        ("place_from", one.place_from),
    ):
        if day and day > world.today:
            row.fault(key, "Ngày chưa tới: kiểm tra lại.")
    if one.place_from and one.place_from < begin:
        row.fault("place_from", "Sớm hơn ngày vào Đảng: kiểm tra lại.")
    if not one.cell.exists_on(place_from(one)):
        row.fault(
            "place_from" if one.place_from else "cell",
            "Chi bộ chưa có hoặc đã kết thúc vào ngày này: sửa ngày.",
        )
    if one.post_from and not one.post:
        row.fault("post", "Có ngày giữ chức mà thiếu Chức vụ.")


def place_from(one: _Read) -> date:
    """The first day in the cell: as said, else from admission, not before the cell's founding."""
    begin = one.joined_on or one.official_on
    return one.place_from or max(begin or date.min, one.cell.founded_on)


def _take(world: World, one: _Read, likeness: Likeness) -> None:
    known = {id(p): p for n in one.numbers if (p := world.persons.get(n))}
    if any(not may_change(world, p) for p in known.values()):
        return one.row.fault(
            "Số lý lịch", "Số này không dùng được trong phạm vi của đồng chí: kiểm tra lại số."
        )
    if len(known) > 1:
        return one.row.fault("Số lý lịch", "Các số này là của hai người khác nhau: kiểm tra lại.")
    person, open_ = _decided(world, one, next(iter(known.values()), None), likeness)
    if open_ or one.row.wrong:
        return None
    if person is None:
        person = Person()
        _apply(world, person, one)
        likeness.note(person, one.row)
        land(world, one.row, person, fresh=True)
    else:
        if not _place_is_clear(person, one):
            return None
        # Who draws a member into a cell whose names they see has not seen the member before.
        before, visible = said_of(person, world.today), _may_see(world, person)
        if not _apply(world, person, one):
            one.row.sheet.plan.same += 1
            return None
        land(world, one.row, person, fresh=False)
        if person.pk is not None:
            visible = visible and _may_see(world, person)
            note_change(world, one.row, "Đảng viên", before, said_of(person, world.today), visible=visible)
    world.dirty_persons[person] = None
    world.belong(one.cell, person)
    return None


def _may_see(world: World, person: Person) -> bool:
    """Whether the actor sees the records of the member's present cell."""
    return person.home is not None and world.actor.may(Permission.MEMBER_VIEW, person.home)


def _decided(
    world: World, one: _Read, known: Person | None, likeness: Likeness
) -> tuple[Person | None, bool]:
    """Whom the row means, after what was decided of a likely twin; and whether the row waits or is left."""
    newcomer = Newcomer(
        one.row,
        tuple(one.numbers),
        one.cell,
        one.full_name,
        one.sex,
        one.born_on,
        one.birth_year,
        one.joined_on,
        one.official_on,
    )
    found = likeness.of(newcomer, known)
    if found is None:
        return known, False
    twin, person = found
    answer = settle(world, one.row, twin)
    if answer == TwinAnswer.SAME:
        return person, False
    if answer == TwinAnswer.BOTH:
        if known is not None:
            one.row.fault("Số lý lịch", "Số này là của một người khác: sửa số của một trong hai người.")
        return None, False
    return None, True


def _place_is_clear(person: Person, one: _Read) -> bool:
    """A known member in a cell that was never theirs needs the day of the move."""
    if one.place_from or one.cell in person.places.values:
        return True
    one.row.fault(
        "place_from",
        "Đảng viên đang ở chi bộ khác: ghi Ngày về chi bộ, hoặc ghi Chuyển chính thức ở trang biến động.",
    )
    return False


def spelling(known: str, given: str) -> str:
    """How a name stays written: the same name without marks, or in capitals, says less than the one known."""
    if fold(known) != fold(given):
        return given
    plain = given.casefold() == fold(given) and known.casefold() != fold(known)
    capitals = given.isupper() and not known.isupper() and given.casefold() == known.casefold()
    return known if plain or capitals else given


def _year(person: Person) -> int | None:
    return person.birth_year or (person.born_on.year if person.born_on else None)


def _apply(world: World, person: Person, one: _Read) -> bool:
    """Take the row over into the person; an empty cell keeps what is known. Whether anything changed."""
    before = (person.full_name, person.sex, person.born_on, person.birth_year)
    person.full_name, person.sex = spelling(person.full_name, one.full_name), one.sex or person.sex
    if person.full_name != one.full_name:
        one.row.sheet.respelt += 1
    # A year alone says nothing against the day that is known of that year.
    if one.born_on or (one.birth_year and one.birth_year != _year(person)):
        person.born_on = one.born_on
        person.birth_year = one.birth_year or (one.born_on.year if one.born_on else None)
    changed = before != (person.full_name, person.sex, person.born_on, person.birth_year)
    changed |= _standing(
        person.statuses, Status.PROBATIONARY, one.joined_on if one.joined_on != one.official_on else None
    )
    changed |= _standing(person.statuses, Status.OFFICIAL, one.official_on)
    if one.place_from or not person.places.days:
        changed |= person.places.put(place_from(one), one.cell)
    for number in one.numbers:
        if number not in person.numbers:
            person.numbers[number] = world.today if person.pk else person.statuses.days[0]
            world.persons[number] = person
            changed = True
    if one.post:
        changed |= take_post(person, one.cell, one.post, one.post_from, place_from(one))
    person.home = home_of(person, world.today)
    return changed


def _standing(statuses: Steps[str], status: str, day: date | None) -> bool:
    """Let a standing begin on that day, in place of the day known before."""
    if day is None:
        return False
    old = next((d for d, v in zip(statuses.days, statuses.values, strict=True) if v == status), None)
    if old == day:
        return False
    if old is not None:
        statuses.drop(old)
    return statuses.put(day, str(status))


def take_post(person: Person, cell: Org, post: str, first: date | None, otherwise: date) -> bool:
    """Note a post; an earlier open post in the same cell ends. Whether anything changed."""
    value = (cell, post)
    if any(p.value == value and (first is None or p.first == first) for p in person.posts):
        return False
    begin = first or otherwise
    if any(p.value == value and p.holds_on(begin) for p in person.posts):
        return False
    for other in person.posts:
        if other.value[0] is cell and other.end is None and other.first < begin:
            other.end = begin
    person.posts.append(Held(begin, None, value))
    return True


def home_of(person: Person, today: date) -> Org | None:
    """The present cell; the last one when membership has ended; the first one when it is still to come."""
    found = person.places.on(today)
    if found is not None:
        return found
    past = [c for d, c in zip(person.places.days, person.places.values, strict=True) if c and d <= today]
    if past:
        return past[-1]
    return next((c for c in person.places.values if c is not None), None)


def day_after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1)
