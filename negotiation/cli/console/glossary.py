"""The words that results use, for a reader without game theory."""

from __future__ import annotations

from collections.abc import Mapping

GLOSSARY: Mapping[str, str] = {
    "package": "one level for each issue on the table: a complete deal",
    "type": "what a government is and only it knows for certain, such as how much it minds a "
    "concession or a rise of yields",
    "posture": "the public stand of a government: how far it has gone with its card or its threat",
    "belief": "the probability that everyone gives to a government being of a type, given all that "
    "it has done in public",
    "no deal": "what a player has if nothing is ever agreed; a payoff is to be judged against it",
    "equilibrium": "a plan for each type of each side from which, given the plans of the others "
    "and the beliefs, none gains by deviating (in a logit equilibrium: but for the errors assumed)",
    "subgame perfect": "an equilibrium that rests on no threat or promise that its maker would "
    "rather break; here both types are known to both",
    "logit": "an equilibrium in which better choices are made more often than worse ones, not "
    "always",
    "precision": "how seldom players err in a logit equilibrium: at precision L a choice worth "
    "$1bn more is e to the power L times as likely (L = 2: 7.4 times)",
    "certificate": "the largest gain that any other plan would bring any type, computed by code "
    "that shares nothing with the solver; 0 where nobody errs, and at a finite precision it holds "
    "the errors assumed",
}
"""Each word with its meaning in a sentence."""
