"""Who is not heard?"""

from pages.ui import cards, filters, header, heard

header.bar()
view = filters.row("who answered is what this page is about.")
found = heard.read(view)

cards.question(found.question)
cards.answer(found.verdict)
cards.facts(found.weighted)
heard.groups(found)
cards.notes(found.notes)
