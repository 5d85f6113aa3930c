"""Exploring: experiments over scenarios, each with its question, design and finding."""
