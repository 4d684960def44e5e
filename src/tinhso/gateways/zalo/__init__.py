"""Zalo Official Account: answers by its Open API v3, and what its web hook tells.

Built on the published contract at https://developers.zalo.me/docs (Official Account API: gửi tin
tư vấn, webhook, xác thực và ủy quyền), against a demonstration peer; not yet against the service.

Known from there and from several published clients that agree:
- a consultation message is POST /v3.0/oa/message/cs on openapi.zalo.me with the header
  `access_token` and {"recipient": {"user_id"}, "message": {"text"}}; the answer is HTTP 200 also
  for refusals, with `error` 0 or a negative code; a text has at most 2,000 characters;
- an access token lives about a day; POST /v4/oa/access_token on oauth.zaloapp.com with the header
  `secret_key` gives the next one and the next refresh token, and each refresh token works once;
- a web hook bears `X-ZEvent-Signature: mac=<hex>`, the SHA-256 of app id, body, timestamp and the
  OA's secret key written one after another.

Not confirmed: whether Zalo repeats a web hook that was not answered with 200; the full list of
codes (all but `sending.TOKEN` and `sending.LATER` count as refused for good); the hosts that its
pictures lie on (`hearing.PICTURES`).
"""

from tinhso.gateways.zalo.hearing import parse, signature
from tinhso.gateways.zalo.sending import API, OAUTH, Account, Tokens, carrier, pieces

__all__ = ["API", "OAUTH", "Account", "Tokens", "carrier", "parse", "pieces", "signature"]
