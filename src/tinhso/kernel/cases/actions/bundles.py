"""Loading a procedure, and moving a case from one version of it to another."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.cases.models import Bundle, Case
from tinhso.kernel.cases.procedures import Known, parse, texts
from tinhso.kernel.cases.procedures.checking import problems
from tinhso.kernel.cases.queries.bundles import compiled, versions
from tinhso.kernel.declarations import DeclarationError, fingerprint
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor


def load_bundle(
    folder: Path, *, actor: Actor, now: datetime, known: Known | None = None
) -> tuple[Bundle, bool]:
    """Enter a procedure's folder as an immutable bundle; return it and whether it is new.

    The same content is never entered twice unless another one was in between. Raises
    DeclarationError with every mistake.
    """
    files = texts(folder)
    package = parse(files, folder=str(folder))
    found = sorted(set(problems(package, known or Known())))
    if found:
        raise DeclarationError(found)
    content = {"files": files}
    hash_ = fingerprint(content)
    declared = package.declared
    with transaction.atomic():
        old = Bundle.objects.filter(hash=hash_).first()
        if old is not None:
            return old, False
        before = versions(declared.procedure).values_list("hash", flat=True).first()
        bundle = Bundle.objects.create(
            hash=hash_,
            name=declared.procedure,
            title_vi=declared.title.vi,
            title_en=declared.title.en,
            valid_from=declared.valid_from,
            content=content,
            loaded_at=now,
        )
        record(
            "cases.procedure.loaded",
            f"procedure:{bundle.name}",
            actor=actor,
            now=now,
            data={"bundle": hash_, "before": before, "valid_from": str(bundle.valid_from)},
        )
    return bundle, True


def move_case(
    case_id: UUID,
    bundle_hash: str,
    mapping: Mapping[str, str],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Case:
    """Let a case go on under another version of its procedure.

    `mapping` names for each open step the step it becomes; the citizen's clock stays as it is.
    Raises Invalid where a step isn't mapped, or isn't known in the other version.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().select_related("bundle").get(pk=case_id)
        bundle = Bundle.objects.get(hash=bundle_hash)
        steps = compiled(bundle.pk).procedure.steps
        open_ = list(case.steps.filter(closed_at=None))
        wrong = {
            step.name: _("Hãy nói bước “%s” thành bước nào của bản mới.") % step.name
            for step in open_
            if mapping.get(step.name) not in steps or steps[mapping[step.name]].final
        }
        if bundle.name != case.bundle.name:
            wrong["procedure"] = _("Hồ sơ chỉ chuyển được giữa các bản của cùng một quy trình.")
        if wrong:
            raise Invalid(wrong)
        before = case.bundle.hash
        for step in open_:
            step.name = mapping[step.name]
            owner = steps[step.name].owner
            step.role = " ".join(owner.roles) if owner else step.role
            step.save(update_fields=["name", "role"])
        case.bundle = bundle
        case.save(update_fields=["bundle"])
        record(
            "cases.case.moved",
            f"case:{case.pk}",
            actor=actor,
            now=now,
            data={"from": before, "to": bundle.hash, "steps": dict(mapping)},
            commitments={"reason": reason},
        )
    return case
