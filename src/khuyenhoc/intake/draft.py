"""What a person has said so far of a file that waits: kept beside its bytes, so that it is read again just as they left it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from khuyenhoc.intake.proposals import Accepted


@dataclass(frozen=True)
class Draft:
    """`answers`: the values accepted; `tabs`: the sheets chosen, none where the file has one; `forms`: by tab the period
    (canonical) and the unit (as places label it) said of it; `columns`: what its columns mean (office_form.Answers as text);
    `pasted`: the text of the page's own field, not a file."""

    answers: tuple[Accepted, ...] = ()
    tabs: tuple[str, ...] = ()
    forms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    columns: str = ""
    pasted: bool = False

    @property
    def has_work(self) -> bool:
        """Whether something would be lost that is not in the file itself."""
        return bool(self.answers or self.forms)

    @classmethod
    def parse(cls, text: str) -> "Draft":
        """As `str` wrote it."""
        said = json.loads(text)
        answers = tuple(Accepted(**each) for each in said["answers"])
        forms = {tab: (period, unit) for tab, (period, unit) in said["forms"].items()}
        return cls(answers, tuple(said["tabs"]), forms, said["columns"], said["pasted"])

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
