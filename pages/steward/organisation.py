"""What is our journey, and who answers for it?"""

from pages.ui import (
    cards,
    header,
    organisation,
    organisation_forms,
    organisation_preview,
    organisation_versions,
)

header.bar()
if organisation.is_open():
    cards.question("What is our journey, and who answers for it?")
    organisation.told()
    versions = organisation.held()
    if versions is not None:
        organisation.newest(versions)
        draft = organisation.draft(versions)
        if organisation.first(draft):
            mode = organisation.mode()
            if mode == organisation.VERSIONS:
                organisation_versions.page(versions)
            elif mode == organisation.TEXT:
                organisation.edit_text(draft)
            else:
                organisation_forms.edit(draft)
            if mode != organisation.VERSIONS:
                organisation_preview.standing(draft, versions)
