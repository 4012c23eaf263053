"""The period in one document: what happened, who moved, what to do tomorrow."""
