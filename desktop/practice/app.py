"""The portal as an ASGI application: routes, problems, and the wire around them."""

from functools import partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from desktop.practice import (
    acceptance,
    admin,
    answers,
    consents,
    discovery,
    dossiers,
    lookup,
    messages,
    oauth,
    payments,
    results,
    uploads,
)
from desktop.practice.openapi import document, operation_id
from desktop.practice.pages.account_routes import router as account_pages
from desktop.practice.pages.routes import router as pages
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.wire import Wire, refusal

ROUTERS = tuple(
    part.router
    for part in (
        discovery,
        oauth,
        consents,
        uploads,
        acceptance,
        dossiers,
        answers,
        messages,
        payments,
        results,
        lookup,
        admin,
    )
)
_SLUGS = {404: "not-found", 405: "method-not-allowed"}


def create_app(portal: Portal) -> ASGIApp:
    """All of one portal, as it is served."""
    app = contract()
    app.state.portal = portal
    return Wire(app, portal.requests, portal.faults)


def contract() -> FastAPI:
    """The routes of any portal and what they answer when something is wrong."""
    app = FastAPI(
        title="HSM-1",
        version="1.0",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
    )
    app.openapi = partial(document, app)  # type: ignore[method-assign]  # FastAPI's documented way
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(pages)
    app.include_router(account_pages)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)
    return app


async def _problem(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, Problem)  # noqa: S101  the signature is Starlette's
    return refusal(problem, request)


async def _unreadable(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    errors = [
        {"pointer": "/" + "/".join(str(part) for part in one["loc"][1:]), "code": one["type"], "detail": one["msg"]}
        for one in error.errors()
    ]
    return refusal(Problem("malformed", 400, errors=errors), request)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    return refusal(Problem(_SLUGS.get(error.status_code, "malformed"), error.status_code), request)


async def _bug(request: Request, _error: Exception) -> JSONResponse:
    return refusal(Problem("bug", 500), request)
