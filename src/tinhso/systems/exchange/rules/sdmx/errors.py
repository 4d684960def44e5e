"""What can be wrong with an SDMX query, as an HTTP status and the code of SDMX's guidelines."""


class SdmxError(Exception):
    """A query that gets no data: `status` of HTTP, `code` and `title` of the message."""

    status = 500
    code = 500
    title = "Internal server error"


class BadQueryError(SdmxError):
    """The query can't be understood; the message says what to write."""

    status, code, title = 400, 140, "Syntax error"


class NothingFoundError(SdmxError):
    """The query is right and nothing answers it."""

    status, code, title = 404, 100, "No results found"


class NotOfferedError(SdmxError):
    """No form of answer that the client accepts is offered."""

    status, code, title = 406, 1406, "Not acceptable"


class TooLargeError(SdmxError):
    """The answer would be larger than is given in one piece."""

    status, code, title = 413, 130, "Response too large"


class NotImplementedHereError(SdmxError):
    """The standard has it, this service hasn't."""

    status, code, title = 501, 501, "Not implemented"
