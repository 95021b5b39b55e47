"""What is NPS, how is it measured, and what do we make of it?"""

from pages.ui import glossary, header, learn, quiz

header.bar()
section = learn.section()
if section == learn.MEASURES:
    learn.measures()
elif section == learn.WORDS:
    glossary.show()
else:
    found = learn.read()
    if section == learn.QUIZ:
        quiz.show(found)
    elif section == learn.SURE:
        learn.sure(found)
    else:
        learn.score(found)
        learn.eight(found)
