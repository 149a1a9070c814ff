"""One of everything that the studio has pages for."""

from pathlib import Path

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import batches
from repository.authorities.changing import add
from repository.correspondence.deliveries import ask_for_copy
from repository.correspondence.feedback import give_feedback
from repository.editing import Change, Selection
from repository.editing.making import preview_change
from repository.institutions import find_institution
from repository.invitations import invite
from repository.models import (
    Article,
    Authority,
    AuthorityKind,
    BatchKind,
    Collection,
    Page,
    Role,
    User,
    Work,
)
from repository.repository import open_repository
from repository.settings import Settings
from tests.browser.arranged import arranged_book

LIST = (
    "№;Файл;Заглавие (рус);Автор;Год;Цвет\n"
    "1;01;Жеті жарғы;Тәуке хан;1680;\n"
    "2;02;Казахские пословицы;Диваев А.;давно;\n"
    "3;03;Ботагөз;Мұқанов С.;1938;\n"
)


def furnish(data_dir: Path, disc: Path) -> dict[str, str]:
    """The ids of what was made, by the names that addresses have for them."""
    work_id = arranged_book(data_dir)
    opened = open_repository(Settings(data_dir=data_dir))
    with opened.database.write() as session:
        ids = {"work": work_id, **_about(session, session.get_one(Work, work_id))}
    owner, by = ids["institution"], ids["user"]
    _fill(disc)
    wanted = batches.Wanted(owner, "диск 1.csv", BatchKind.LIST, str(disc), by)
    ids["batch"] = batches.receive(opened, wanted, LIST.encode())
    opened.close()
    return ids


def _about(session: Session, work: Work) -> dict[str, str]:
    """What hangs together with a work, a library and a curator of it."""
    library = find_institution(session, "nlrk")
    user = session.scalars(select(User).where(User.name == "gulnara")).one()
    name = {"kk": ["Абай Құнанбайұлы"], "ru": ["Абай Кунанбаев"]}
    links = {"viaf": "19707424", "wikidata": "Q317548"}
    person = add(session, Authority(kind=AuthorityKind.PERSON, label=name, **links))
    message = give_feedback(session, work, 3, "picture", "Бет екі рет түсірілген.", "", "kk")
    copy = ask_for_copy(session, work, "1-12", "Для диссертации", "Айгүл", "a@b.kz", "ru")
    change = Change("language", "add", value="kk")
    edit = preview_change(session, Selection(institution=library.id), change, user).edit
    invite(session, Role.CATALOGUER, library.id, user.id, "Жазгүл, каталог бөлімі")
    session.flush()
    pages = select(Page.id).where(Page.work_id == work.id).order_by(Page.position)
    return {
        "page": session.scalars(pages).first() or "",
        "institution": library.id,
        "user": user.id,
        "authority": person.id,
        "edit": edit.id,
        "messages": message.id,
        "copies": copy.id,
        "collection": session.scalars(select(Collection.id)).first() or "",
        "article": session.scalars(select(Article.id)).first() or "",
    }


def _fill(disc: Path) -> None:
    for number in (1, 3):
        folder = disc / f"{number:02}"
        folder.mkdir(parents=True)
        Image.new("RGB", (30, 40), (90, 60, 30)).save(folder / "1.png")
