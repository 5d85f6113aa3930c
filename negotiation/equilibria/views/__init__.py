"""Views of a game that solution concepts ask for: the bargaining problem, the moment's matrix."""
