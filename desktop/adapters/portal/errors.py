"""What a failed exchange comes to: the exceptions of requests and urllib3 as answer classes (contract §4.4)."""

import ssl
from collections.abc import Iterator

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
)

from desktop.adapters.portal.session import ReplyTooLargeError
from desktop.services.ports import LINE_CUT, Answer, AnswerClass

WIRE_ERRORS = (requests.RequestException, HTTPError, OSError)
"""All that a session may raise for what a network or a portal does."""

_HANDSHAKE = ("WRONG_VERSION_NUMBER", "UNSUPPORTED_PROTOCOL", "HANDSHAKE_FAILURE", "TLSV1_ALERT", "UNKNOWN_PROTOCOL")
_NEVER_SENT = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidHeader,
    LocationParseError,
)


def translate(error: BaseException) -> Answer:
    """The answer that an exchange ended by *error* comes to.

    `wrote` is true for everything after the connection stood: what is not surely earlier may have reached the portal.
    """
    causes = tuple(_causes(error))
    if any(isinstance(cause, _NEVER_SENT) for cause in causes):
        return Answer(AnswerClass.NOT_REACHED, "network.address")
    if any(isinstance(cause, NameResolutionError) for cause in causes):
        return Answer(AnswerClass.NOT_REACHED, "network.name")
    if any(isinstance(cause, ReplyTooLargeError) for cause in causes):
        return Answer(AnswerClass.NOT_THE_PORTAL, "portal.reply-too-large", wrote=True)
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return _tls(cause)
    if any(isinstance(cause, NewConnectionError) for cause in causes):
        return Answer(AnswerClass.NOT_REACHED, "network.refused")
    if any(isinstance(cause, (requests.ConnectTimeout, ConnectTimeoutError)) for cause in causes):
        return Answer(AnswerClass.NOT_REACHED, "network.connect-timeout")
    if any(isinstance(cause, (requests.ReadTimeout, ReadTimeoutError, TimeoutError)) for cause in causes):
        return Answer(AnswerClass.WAIT, "network.read-timeout", wrote=True)
    return Answer(AnswerClass.WAIT, LINE_CUT, wrote=True)


def _tls(error: ssl.SSLError) -> Answer:
    """A certificate that does not hold, or no TLS at all, stands before the first byte; others may come after it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        is_dated = error.verify_code in {9, 10}
        return Answer(AnswerClass.NOT_THE_PORTAL, "network.clock" if is_dated else "network.certificate")
    is_handshake = any(word in str(error).upper().replace(" ", "_") for word in _HANDSHAKE)
    return Answer(AnswerClass.NOT_THE_PORTAL, "network.tls", wrote=not is_handshake)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps, each once; never `__context__`, which may be another exchange's failure."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = (*one.args, getattr(one, "reason", None), one.__cause__)
        waiting += [item for item in inner if isinstance(item, BaseException)]
