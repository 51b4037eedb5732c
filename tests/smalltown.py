"""A small town's catalogue, and a screening of it that holds every kind of answer."""

from cse_check.catalogue.load import load
from cse_check.model import Answer, Basis, Edition, Response, When
from cse_check.screening import Screening, screen
from examples import TODAY, bundled

LEEDS = bundled("leeds")
BATHNES = bundled("bathnes")

SMALL = load(
    b"""
format: 1
area: {id: smalltown, name: Smalltown, authority: Smalltown Council, aliases: [small]}
revision: "2026-11-01"
sources:
  - {id: guide, title: Our guide, publisher: Smalltown Council, published: "2024-05"}
  - {id: page, title: Our page, publisher: Smalltown Council, published_note: undated,
     url: "https://smalltown.example/ring"}
guide:
  definition: {text: What it is., source: guide}
  who: {text: Anyone., source: guide}
  actions: [{name: Act, text: Ring somebody., source: guide}]
categories:
  - id: home
    name: Home
    kind: indicator
    grouping: editorial
    indicators:
      - {id: home.late, text: Comes home late, source_text: late/away, source: guide}
      - {id: home.away, text: Is away overnight, source_text: late/away, source: guide}
      - {id: home.hurt, text: Is hurt, source_text: Is hurt, source: guide, urgent: true}
  - id: school
    name: School
    kind: indicator
    grouping: source
    indicators:
      - {id: school.absent, text: Is absent, source_text: Absent, source: guide}
contacts:
  - {id: police, team: Police, phone: "999", audience: anyone, hours: any,
     hours_text: immediate danger, source: page}
  - {id: duty, team: Duty Team, phone: "01632 960001", option: option 1, audience: professional,
     hours: office, hours_text: 9 to 5, source: guide, note: Ask for the manager.}
gaps: [No number is for the public.]
""",
    "small.yaml",
)


def screening(edition: Edition = SMALL, **answers: Response) -> Screening:
    """Return a screening of these answers, in which `home__late` means `home.late`."""
    given = {name.replace("__", "."): response for name, response in answers.items()}
    return screen(edition, given, screened_on=TODAY, case_ref="SMT-7")


FULL = screening(
    home__late=Response(Answer.YES, When.PAST, Basis.OPINION, "Twice | in May.\n# `b` <b>"),
    home__away=Response(Answer.NOT_KNOWN),
    home__hurt=Response(Answer.YES),
    school__absent=Response(Answer.NO, note="Register seen."),
)
