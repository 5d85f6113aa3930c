"""The plan of a tournament: everything that decides its cells.

A *cell* is one ordered pair of entrants: the first plays the US, the second its partner, every pair
of types, the same matches each. All cells use the same matches of one seed, so that chance treats
all entrants alike and differences between them are told apart with fewer matches (common random
numbers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from ...foundations.fingerprints import fingerprint
from ...foundations.program import program
from ...foundations.records import record
from ...game.game import Game
from ..naming import with_settings
from ..solving import Setting


@record
class Entrant:
    """One strategy that takes part."""

    name: str
    """What it is called in every table."""
    file: str = field(default="", metadata={"fingerprint": False})
    """The file it comes from; empty for a strategy of the shelf. Where it lies decides nothing."""
    class_name: str = ""
    """The class in the file."""
    source: str = ""
    """sha256 of the file and its neighbours (`sources`); empty for a strategy of the shelf."""
    follows: str | None = None
    """The solution concept whose profile it follows, if it follows one."""
    learns: bool = field(default=False, metadata={"fingerprint": False})
    """Whether it is shown earlier talks: its source says so."""
    settings: tuple[tuple[str, Setting], ...] = ()
    """What it is made with, where that is not the default: name and value, in order."""

    @property
    def followed(self) -> str | None:
        """The concept that it follows with its own settings (see `with_settings`)."""
        return None if self.follows is None else with_settings(self.follows, dict(self.settings))


@record
class Plan:
    """What is to be played."""

    scenario: str
    """The scenario's name."""
    game_fingerprint: str
    """sha256 of the compiled game."""
    entrants: tuple[Entrant, ...]
    """Who takes part [a]."""
    matches: int
    """How many matches each type pair plays in each cell."""
    seed: int
    """The seed of every draw."""
    settings: tuple[tuple[str, str, float], ...] = ()
    """What concepts that are followed are solved with: concept, setting, value."""
    noise: float = 0.0
    """The probability that an action is replaced by a legal one, all of them alike."""
    end_probability: float = field(default=0.0, metadata={"fingerprint": False})
    """The probability that talks break off before a round; the game's fingerprint tells it."""
    self_play: bool = True
    """Whether talks against itself count for an entrant's score; they are played anyway."""
    type_pairs: int = field(default=1, metadata={"fingerprint": False})
    """How many pairs of types the game has."""
    rounds: int = field(default=1, metadata={"fingerprint": False})
    """How many rounds it has."""
    packages: int = field(default=0, metadata={"fingerprint": False})
    """How many packages it has; 0 without offers."""

    @property
    def cells(self) -> Iterator[tuple[int, int]]:
        """Every ordered pair of entrants."""
        count = range(len(self.entrants))
        return ((a, b) for a in count for b in count)

    def pairing(self, a: int, b: int) -> str:
        """Return who plays whom in a cell, in words."""
        return f"{self.entrants[a].name} against {self.entrants[b].name}"

    def settings_of(self, a: int, b: int) -> tuple[tuple[str, str, float], ...]:
        """Return the settings that bear on a cell: those of concepts that its entrants follow."""
        followed = {self.entrants[n].follows for n in (a, b)}
        return tuple(setting for setting in self.settings if setting[0] in followed)

    def short_name(self, a: int, b: int) -> str:
        """Return a short text that differs for other games, seeds, numbers of matches and settings.

        Settings that do not bear on a cell change nothing.
        """
        decided = self.game_fingerprint, self.matches, self.seed, self.settings_of(a, b)
        return fingerprint((*decided, self.noise) if self.noise else decided)[:12]

    def cell_fingerprint(self, a: int, b: int) -> str:
        """Return the sha256 of everything that decides one cell, the program included."""
        return fingerprint(
            (
                self.game_fingerprint,
                self.entrants[a],
                self.entrants[b],
                self.matches,
                self.seed,
                self.settings_of(a, b),
                self.noise,
                program(),
            )
        )


def plan_of(  # noqa: PLR0913 - all but the first are named
    game: Game,
    scenario: str,
    entrants: tuple[Entrant, ...],
    *,
    matches: int,
    seed: int,
    settings: tuple[tuple[str, str, float], ...] = (),
    noise: float = 0.0,
    end_probability: float = 0.0,
    self_play: bool = True,
) -> Plan:
    """Return the plan of a tournament in a scenario's compiled game."""
    return Plan(
        scenario=scenario,
        game_fingerprint=game.fingerprint,
        entrants=entrants,
        matches=matches,
        seed=seed,
        settings=settings,
        noise=noise,
        end_probability=end_probability,
        self_play=self_play,
        type_pairs=len(game.type_pairs),
        rounds=len(game.rounds),
        packages=0 if game.packages is None else game.packages.count,
    )
