"""What a phone may ask about its family: one Struct a call; the OpenAPI document shows them."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$(?!\n)")]
Label = Annotated[str, Meta(max_length=80)]
Relation = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$(?!\n)")]
Claim = Annotated[str, Meta(min_length=1, max_length=200)]
Code = Annotated[str, Meta(max_length=40)]
Role = Literal["owner", "member"]
AnyRole = Literal["owner", "member", "helper"]


class Nothing(Struct):
    """A call without a body takes `{}`."""


class NewCaregiver(Struct):
    id: Id | None = None
    name: Annotated[str, Meta(max_length=80)] | None = None
    relation: Relation | None = None


class NewDevice(Struct):
    id: Id | None = None
    label: Label | None = None


class Founding(Struct):
    zone: Annotated[str, Meta(max_length=64)]
    family: Id | None = None
    caregiver: NewCaregiver | None = None
    device: NewDevice | None = None
    claim: Claim | None = None


class Inviting(Struct):
    """`mine`: for another phone of the same person, whose role it then has."""

    role: AnyRole | None = None
    mine: bool = False


class Joining(Struct):
    code: Code
    caregiver: NewCaregiver | None = None
    device: NewDevice | None = None
    claim: Claim | None = None


class Recovering(Struct):
    code: Code
    device: NewDevice | None = None


class Registering(Struct):
    """A new passkey, as `PublicKeyCredential.toJSON()` says it."""

    credential: dict[str, Any]


class SigningIn(Struct):
    credential: dict[str, Any]
    device: NewDevice | None = None


class Forking(Struct):
    label: Label | None = None


class GivingRole(Struct):
    role: Role


class Leaving(Struct):
    """`owner`: who looks after the family from now on, where nobody else does."""

    owner: Id | None = None
