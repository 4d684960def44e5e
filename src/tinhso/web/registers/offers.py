"""The registers that everyone may read, as data for everyone."""

from collections.abc import Iterator

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from tinhso.kernel.declarations import Text
from tinhso.kernel.registers import queries
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.rules.rights import may_read
from tinhso.web.offers import Column, File, Offer


def offered() -> Iterator[Offer]:
    """Yield the public registers that hold something."""
    counts = queries.counts(on=timezone.localdate())
    changes = dict(Record.objects.values_list("register").annotate(Max("changed_at")).order_by())
    for register in queries.declared():
        if not may_read(register, ()) or not counts.get(register.code):
            continue
        name = register.code
        files = [
            File("csv", reverse("registers:csv", args=[name])),
            File("xlsx", reverse("registers:excel", args=[name])),
        ]
        if register.of_type("place"):
            files.append(File("geojson", reverse("registers:places", args=[name])))
        columns = [Column(field, one.help or one.title) for field, one in register.fields.items()]
        yield Offer(
            code=f"so-{name.replace('_', '-')}",
            title=register.title,
            description=register.lead or register.title,
            theme="GOVE",
            periodicity="IRREG",
            files=tuple(files),
            columns=(*columns, _demonstration()),
            page=reverse("registers:table", args=[name]),
            changed=changes.get(name),
        )


def _demonstration() -> Column:
    meaning = Text(vi="“yes” khi là dữ liệu trình diễn", en="“yes” where it is made up")
    return Column("demonstration", meaning)
