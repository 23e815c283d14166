"""What an export takes: the whole archive, or chosen records with what hangs on them."""

from django.db.models import Model, QuerySet


class Scope:
    """The whole archive, or the records `chosen` of one model; with its history or without."""

    def __init__(self, chosen: QuerySet | None = None, *, with_history: bool = True):
        self.chosen, self.with_history = chosen, with_history

    @property
    def is_whole(self) -> bool:
        return self.chosen is None

    def of(self, model: type[Model], **hangs_on: str) -> QuerySet:
        """Give the records of a model to write.

        `hangs_on` names the model on which they hang, and the field that leads to it.
        """
        records = model._default_manager.all()
        if self.chosen is None:
            return records
        keys = self.chosen.order_by().values("pk")
        if self.chosen.model is model:
            return records.filter(pk__in=keys)
        field = hangs_on.get(str(self.chosen.model._meta.model_name))
        return records.filter(**{f"{field}__in": keys}) if field else records.none()
