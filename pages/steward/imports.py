"""How does feedback come in, and how does it go out again?"""

from pages.ui import cards, company, counts, forgetting, header, intake, steward

header.bar()
if steward.is_open():
    cards.question("How does feedback come in?")
    intake.told()
    file = steward.dropped()
    if file is not None and company.is_organisation(file):
        company.intake(file)
    elif file is not None:
        about = steward.recognised(file)
        if about is not None:
            intake.facts(about)
        intake.correction(file, about or steward.last(file))
        if about is not None:
            outcome = intake.counting(file)
            if outcome is not None:
                counts.dry_run(outcome)
                intake.commit(file)
    cards.label("In the record")
    intake.batches()
    forgetting.section()
