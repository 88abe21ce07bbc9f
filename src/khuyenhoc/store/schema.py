"""The tables as they are now. An observation row is never updated; a batch row changes its state only."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# One row; `number` is the data version: stepped by whatever changes what is shown, the key of every cache.
counter = Table(
    "counter", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("schema_number", Integer, nullable=False),
)  # fmt: skip

unit = Table(
    "unit", metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(20), nullable=False, unique=True),
    Column("code", String(10), nullable=False),
    Column("version", String(10), nullable=False),
    Column("level", String(10), nullable=False),
    Column("name", String(200), nullable=False),
    Column("short_name", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("parent", String(20)),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("lat", Float),
    Column("lon", Float),
)  # fmt: skip

succession = Table(
    "succession", metadata,
    Column("old_key", String(20), ForeignKey("unit.key"), primary_key=True),
    Column("new_key", String(20), ForeignKey("unit.key"), primary_key=True),
    Column("relation", String(10), nullable=False),
)  # fmt: skip

# Words that observations repeat, as small integers: indicator, ethnicity and poverty codes, sources, documents.
word = Table(
    "word", metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False, unique=True),
)  # fmt: skip

period = Table(
    "period", metadata,
    Column("id", Integer, primary_key=True),
    Column("text", String(40), nullable=False, unique=True),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
)  # fmt: skip

batch = Table(
    "batch", metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(12), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("content", LargeBinary),
    Column("created_at", String(40), nullable=False),
    Column("created_by", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("problems", Text, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("published_version", BigInteger),
    Column("published_at", String(40)),
    Column("published_by", Text),
    Column("rolled_back_version", BigInteger),
    Column("rolled_back_at", String(40)),
    Column("rolled_back_by", Text),
    Column("content_hash", String(64)),  # SHA-256 of the file, which stays when its bytes are purged
    Column("purged_at", String(40)),
    Column("purged_by", Text), Column("said", Text),  # said: of a file that waits, by a person, as JSON (intake.draft)
)  # fmt: skip

observation = Table(
    "observation", metadata,
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False),
    Column("row", Integer, nullable=False),
    Column("unit_id", Integer, ForeignKey("unit.id"), nullable=False),
    Column("indicator_id", Integer, ForeignKey("word.id"), nullable=False),
    Column("period_id", Integer, ForeignKey("period.id"), nullable=False),
    Column("ethnicity_id", Integer, ForeignKey("word.id"), nullable=False),
    Column("poverty_id", Integer, ForeignKey("word.id"), nullable=False),
    Column("numerator", Float(53)),
    Column("denominator", Float(53)),
    Column("stated_rate", Float(53)),
    Column("stated_decimals", SmallInteger, nullable=False),
    Column("approximate", String(2), nullable=False),
    Column("state", String(10), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("source_id", Integer, ForeignKey("word.id"), nullable=False),
    Column("denominator_source_id", Integer, ForeignKey("word.id"), nullable=False),
    Column("document_id", Integer, ForeignKey("word.id"), nullable=False),
    UniqueConstraint("batch_id", "unit_id", "indicator_id", "period_id", "ethnicity_id", "poverty_id"),
    # Without it a unit's scorecard reads the whole table.
    Index("observation_place", "unit_id", "indicator_id", "period_id"),
)  # fmt: skip

# Geometry as the browser gets it, packed by the geography package; `hash` names the content.
layer = Table(
    "layer", metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("level", String(10), nullable=False),
    Column("province", String(20)),
    Column("valid_on", Date, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("import_id", Integer, ForeignKey("boundary_import.id")),
)  # fmt: skip

# A boundary file somebody brought, with what it said of itself. Its layers are shown until it is withdrawn.
boundary_import = Table(
    "boundary_import", metadata,
    Column("id", Integer, primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("level", String(10), nullable=False),
    Column("province", String(20)),
    Column("valid_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("shareable", Boolean, nullable=False),
    Column("report", Text, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("created_by", Text, nullable=False),
    Column("withdrawn_at", String(40)),
    Column("withdrawn_by", Text),
)  # fmt: skip

# What people changed in the targets of data/targets.csv, oldest first. Rows are only added: taking back is one more.
# `target` is the new target as JSON, NULL where one is withdrawn; `version` is the data version that it made.
target_change = Table(
    "target_change", metadata,
    Column("id", Integer, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("changed_at", String(40), nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("effective", Date, nullable=False),
    Column("replaces", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("target", Text),
)  # fmt: skip

# Which figures by group are hidden from everybody but officials: what each data version added, as compressed JSON rows.
small_pattern = Table(
    "small_pattern", metadata,
    Column("id", Integer, primary_key=True),
    Column("place", String(20), ForeignKey("unit.key"), nullable=False),
    Column("indicators", Text, nullable=False),
    Column("period", String(40), nullable=False),
    Column("rule", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("sums", Boolean, nullable=False),
    Column("cells", LargeBinary, nullable=False),
    UniqueConstraint("place", "indicators", "period", "rule", "version"),
)  # fmt: skip

# Ý kiến của địa phương: the newest row of a unit, indicator and period counts, an empty text withdraws it.
remark = Table(
    "remark", metadata,
    Column("id", Integer, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("signed_at", String(40), nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("unit", String(20), ForeignKey("unit.key"), nullable=False),
    Column("indicator", Text, nullable=False),
    Column("period", String(40), nullable=False),
    Column("text", Text, nullable=False),
)  # fmt: skip

# Shares of split units as people entered them, all parts of one old unit together; the newest entry counts. `parts` is
# JSON, [[new key, whole ten-thousandths], …]; NULL takes back what was entered before.
unit_share = Table(
    "unit_share", metadata,
    Column("id", Integer, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("entered_at", String(40), nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("old_key", String(20), ForeignKey("unit.key"), nullable=False),
    Column("parts", Text),
    Column("measured", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("document_day", Date),
    Column("reason", Text, nullable=False),
)  # fmt: skip

# What people set on screen, by name: the newest row counts. province: the key of the unit followed, '' for the sample.
setting = Table(
    "setting", metadata,
    Column("id", Integer, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("set_at", String(40), nullable=False),
    Column("set_by", Text, nullable=False),
    Column("name", String(40), nullable=False),
    Column("value", Text, nullable=False),
)  # fmt: skip

# What a person said of an office form, by its shape (intake.office_form.shape): the newest row counts, '' forgets.
form_shape = Table(
    "form_shape", metadata,
    Column("id", Integer, primary_key=True),
    Column("shape", String(64), nullable=False, index=True),
    Column("answers", Text, nullable=False),
    Column("said_at", String(40), nullable=False),
    Column("said_by", Text, nullable=False),
)  # fmt: skip

# An official list of units somebody imported; `changes`: JSON, what store.unit_changes needs to take it back.
unit_import = Table(
    "unit_import", metadata, Column("id", Integer, primary_key=True), Column("version", BigInteger, nullable=False),
    Column("imported_at", String(40), nullable=False), Column("imported_by", Text, nullable=False),
    Column("file_name", Text, nullable=False), Column("content_hash", String(64), nullable=False),
    Column("changes", Text, nullable=False), Column("withdrawn_at", String(40)), Column("withdrawn_by", Text),
)  # fmt: skip

# Bản chụp of the signed Phiếu xác nhận of a batch. A wrong one is marked as withdrawn, its bytes stay.
scan = Table(
    "scan", metadata,
    Column("id", Integer, primary_key=True),
    Column("batch_id", Integer, ForeignKey("batch.id"), nullable=False, index=True),
    Column("file_name", Text, nullable=False),
    Column("media", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", String(40), nullable=False),
    Column("added_by", Text, nullable=False),
    Column("withdrawn_at", String(40)),
    Column("withdrawn_by", Text),
)  # fmt: skip
