"""Estimating how precisely people play: the logit precision behind records of talks."""
