"""The narrow waist: a multi-stage game with observed actions and independent private types.

A finite sequence of stages. At a stage one player (or nature) chooses one of finitely many public
actions in a finite public state; the action pays each player an amount that depends on the public
state, the action and the types, and leads to the next public state or ends the game. Types are
drawn once, independently, from a common prior.

Source: Fudenberg and Tirole (1991), *Game Theory*, chapter 8.
"""
