"""The desk's tables as queries name them. schema/*.sql makes them; a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

metadata = MetaData()

plan = Table(
    "plan",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("period", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("check", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("figure", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
)

presentation = Table(
    "presentation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("frozen_at", Text, nullable=False),
    Column("frozen_by", Text, nullable=False),
    Column("withdrawn_at", Text),
    Column("withdrawn_by", Text),
)

approved_way = Table(
    "approved_way",
    metadata,
    Column("id", Text, primary_key=True),
    Column("customer", Text),
    Column("body", Text),
    Column("reason", Text),
    Column("approved_at", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("gone", Text),
    Column("gone_at", Text),
)

draft = Table(
    "draft",
    metadata,
    Column("who", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("departments", Text, nullable=False),
    Column("teams", Text, nullable=False),
    Column("by_groups", Text, nullable=False),
    Column("revoked_at", Text),
    Column("first_came", Text, nullable=False),
    Column("last_came", Text, nullable=False),
)

ended = Table(
    "ended",
    metadata,
    Column("token", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

look = Table(
    "look",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("day", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("thing", Text, nullable=False),
)
