"""Are we on course together?"""

from pages.ui import about, cards, filters, header, objectives

header.bar()
view = filters.row("an objective was set on the score as answered and is measured as it was set.")
found = objectives.read(view)

cards.question(found.question)
cards.answer(found.verdict)
about.popover("objectives", "objectives bridge", objectives.table(found))
objectives.listed(found)
cards.notes(found.notes)
