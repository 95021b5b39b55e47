-- Answers of the record to a question and response that the file answers too.
-- params   none
-- columns  none
create temp table known as
from record.answer a
semi join incoming i on a.response = i.response and a.question = i.question;
