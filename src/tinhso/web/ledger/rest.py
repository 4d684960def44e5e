"""What machines read: the key, the newest head, all heads, and proofs. Nothing here is personal."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tinhso.kernel.ledger import keys, queries
from tinhso.kernel.ledger.models import Event

PLAIN = "text/plain; charset=utf-8"


@require_safe
def key(_request: HttpRequest) -> HttpResponse:
    """Answer with the log's public key as a C2SP signed-note verifier key."""
    return HttpResponse(f"{keys.verifier()}\n", content_type=PLAIN)


@require_safe
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """Answer with the newest signed checkpoint (C2SP tlog-checkpoint); 404 before the first."""
    head = queries.latest_head()
    if head is None:
        raise Http404
    return HttpResponse(head.checkpoint, content_type=PLAIN)


@require_safe
def heads(request: HttpRequest) -> JsonResponse:
    """Answer with signed checkpoints oldest first, at most 1000, of sizes beyond `?after=`."""
    after = request.GET.get("after", "0")
    if not after.isascii() or not after.isdecimal() or len(after) > 18:
        return JsonResponse(
            {"error": "after: a whole number of events, as in ?after=1000"}, status=400
        )
    return JsonResponse({"checkpoints": queries.export_heads(after=int(after))})


@require_safe
def inclusion(_request: HttpRequest, event: UUID) -> JsonResponse:
    """Answer with the proof that completes a receipt: position, path and checkpoint.

    404 for an event that is not there; 202 with `null` while it waits to be sealed.
    """
    try:
        proof = queries.receipt(event).inclusion
    except Event.DoesNotExist as error:
        raise Http404 from error
    if proof is None:
        return JsonResponse({"inclusion": None}, status=202)
    return JsonResponse({"inclusion": proof.model_dump()})


@require_safe
def consistency(_request: HttpRequest, old: int, new: int) -> JsonResponse:
    """Answer with the hashes (hex) that prove that the log of `new` only adds to that of `old`."""
    head = queries.latest_head()
    if head is None or not 0 < old <= new <= head.size:
        raise Http404
    return JsonResponse(
        {
            "old": old,
            "new": new,
            "path": [step.hex() for step in queries.consistency_proof(old, new)],
        }
    )
