"""Made-up requests by the thousand: never a server error, never an answer that the document does not know."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.contract.practice.office import Running, running, sign_in

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SPARED = {"admin.reset", "admin.set_faults", "admin.set_clock"}
"""What would take the ground from under the other requests."""
BREATH = 4


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("fuzzed") / "data") as portal:
        yield portal


def fuzz(portal: Running, examples: int) -> int:
    """Send *examples* made-up requests to every operation; gives how many were sent."""
    schema = schemathesis.openapi.from_dict(portal.call("GET", "/openapi.json").json())
    schema.config.update(base_url=portal.url)
    citizen = sign_in(portal, "fuzz").tokens["access_token"]
    every: Iterator[Any] = schema.get_all_operations()
    operations = [found.ok() for found in every]
    return sum(
        fuzz_one(portal, operation, portal.token if operation.path.startswith("/practice/") else citizen, examples)
        for operation in operations
        if operation.definition.raw["operationId"] not in SPARED
    )


def fuzz_one(portal: Running, operation: Any, token: str, examples: int) -> int:
    sent = 0

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples == BREATH,  # the short run is the same every time, the long one searches
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def sends(case: Any) -> None:
        nonlocal sent
        sent += 1
        answer = case.call(headers={"Authorization": f"Bearer {token}"}, session=portal.session, timeout=20)
        case.validate_response(answer, checks=CHECKS)

    sends()
    return sent


def test_made_up_requests(alone: Running) -> None:
    assert fuzz(alone, BREATH) > 100


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_many_made_up_requests(alone: Running, pytestconfig: pytest.Config) -> None:
    assert fuzz(alone, int(pytestconfig.getoption("--examples"))) > 1000
