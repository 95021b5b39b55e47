"""What would another plan have paid, and how often would it pay the wrong team?"""

from pages.ui import cards, header, pay_history, pay_save, reward, what_if

header.bar()
if what_if.is_open():
    cards.question(what_if.reports.QUESTION)
    these = what_if.asked()
    if these is None:
        reward.no_plan()
        pay_save.first()
    else:
        found = what_if.compared(these)
        what_if.opening(found, these)
        what_if.teams(found)
        what_if.past(found, these)
        what_if.honesty(these)
        what_if.one_answer(these, found.header)
        pay_save.next_version(these, found)
        pay_history.section(these.base, None)
