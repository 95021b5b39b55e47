"""Who may come in, what may they see, and who looked at what?"""

from pages.ui import cards, header, people, people_edit

header.bar()
if people.is_open():
    cards.question("Who may come in, and what may they see?")
    people.told()
    if people.opening():
        if people.mode() == people.LOG:
            people.log()
        else:
            one = people.table()
            if one is not None:
                people_edit.card(one)
