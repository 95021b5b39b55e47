"""What is each team on course for, and why?"""

from pages.ui import cards, header, incentives, pay_beside, pay_history, pay_signs, reward

header.bar()
version = reward.in_force()
if version is None:
    reward.no_plan()
else:
    found, team, period = incentives.chosen(version)
    incentives.opening(found, team)
    if team is None:
        incentives.company(found)
    incentives.team(found, team)
    pay_signs.section(found, team)
    incentives.chain(team, period)
    pay_beside.past(found, team, version, period)
    incentives.shared(found, version, period)
    pay_history.section(version, period)
    cards.notes((found.hole, *found.notes))
