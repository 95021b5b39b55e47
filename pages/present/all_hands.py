"""What do we tell everyone about our customers?"""

from pages.ui import header, present, present_frozen, present_state, present_way

asked = present_state.address()
if asked.show:
    present.screen()
elif asked.deck:
    header.bar()
    present.frozen(asked.deck)
else:
    header.bar()
    present.put_together()
    present_way.choose()
    present_frozen.listed()
