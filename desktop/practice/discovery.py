"""Discovery, health and the published keys."""

from typing import Any

from fastapi import APIRouter, Request, Response

from desktop.practice import officers
from desktop.practice.profile_views import PersonView, ProfileView
from desktop.practice.tokens import SCOPE
from desktop.practice.upload_store import CHUNK_MAX, KEEP_DAYS, MAX_SIZE
from desktop.practice.views import shown
from desktop.practice.web import Caller, PortalHere, base_of, problems_of, tagged

router = APIRouter()
MAX_ATTACHMENTS = 60
MAX_TOTAL = 500 * 1024 * 1024


@router.get(
    "/.well-known/hoso-portal", summary="Profile and capabilities", responses={200: shown(ProfileView), **problems_of()}
)
def profile(request: Request, portal: PortalHere) -> Response:
    """Who this portal is, where its parts are and what it can take."""
    base = base_of(request)
    content: dict[str, Any] = {
        "portal_id": portal.key.portal_id,
        "name": officers.text("portal.name"),
        "mode": "practice",
        "province": "H56",
        "result_ca": portal.paperwork.root_pem,
        "api": ["1.0"],
        "issuer": base,
        "api_base": f"{base}/api/v1",
        "catalogue": {"metadata_url": None, "targets_url": None},
        "upload": {
            "protocols": ["tus-1.0.0"],
            "max_size": MAX_SIZE,
            "chunk_max": CHUNK_MAX,
            "keep_days": KEEP_DAYS,
        },
        "limits": {"max_attachments": MAX_ATTACHMENTS, "max_total": MAX_TOTAL},
        "receipt_jwks": portal.key.jwks(),
        "key_updates": portal.key.updates(),
        "min_client": "0.1.0",
        "notices": [],
    }
    return tagged(request, content)


@router.get("/api/v1/health", status_code=204, summary="Is this really the portal?", responses=problems_of())
def health() -> Response:
    """204 with the marker: a Wi-Fi login page cannot give that."""
    return Response(status_code=204)


@router.get("/.well-known/openid-configuration", responses=problems_of())
def openid(request: Request) -> Response:
    """Where signing in happens."""
    base = base_of(request)
    content = {
        "issuer": base,
        "authorization_endpoint": f"{base}/oauth/authorize",
        "token_endpoint": f"{base}/oauth/token",
        "device_authorization_endpoint": f"{base}/oauth/device_authorization",
        "revocation_endpoint": f"{base}/oauth/revoke",
        "jwks_uri": f"{base}/oauth/jwks",
        "response_types_supported": ["code"],
        "grant_types_supported": [
            "authorization_code",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "authorization_response_iss_parameter_supported": True,
        "subject_types_supported": ["public"],
        "scopes_supported": [SCOPE],
    }
    return tagged(request, content)


@router.get("/oauth/jwks", responses=problems_of())
def jwks(request: Request, portal: PortalHere) -> Response:
    """The public keys of receipts and fee notices."""
    return tagged(request, portal.key.jwks())


@router.get("/api/v1/me", responses={200: shown(PersonView), **problems_of(401)})
def me(request: Request, account: Caller) -> Response:
    """Who is signed in; the number is masked."""
    masked = f"{'•' * 8}{account.id_no[-4:]}" if account.id_no else None
    content = {
        "sub": account.id,
        "tech_id": account.id,
        "name": account.name,
        "id_no": masked,
        "kind": "citizen",
        "assurance": "practice",
        "roles": ["citizen"],
    }
    return tagged(request, content)
