"""The validator of all schemas that come from a pack or from somebody else."""

from collections.abc import Mapping

import jsonschema_rs

from forms.formats import FORMATS
from forms.pack import Json


def checker(schema: Json) -> jsonschema_rs.Draft202012Validator:
    """A validator with our formats that reads nothing but *schema*; ValueError for what is none.

    Left to itself it asks the network, and the disk, for what a `$ref` names.
    """
    written = dict(schema) if isinstance(schema, Mapping) else schema
    return jsonschema_rs.Draft202012Validator(written, validate_formats=True, formats=dict(FORMATS), offline=True)
