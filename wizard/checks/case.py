from wizard.checks.model import find_question

question_at = find_question
