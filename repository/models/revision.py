"""How often what readers see has changed."""

from sqlalchemy.orm import Mapped, mapped_column

from repository.models.base import Base


class CatalogueRevision(Base):
    """One row: a number that grows whenever anything changes that a collection shows.

    `members` grows when a member of any collection comes, goes or moves: what was counted then
    has to be counted again.
    """

    __tablename__ = "catalogue_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]
    members: Mapped[int] = mapped_column(default=0)
