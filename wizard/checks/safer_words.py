from wizard.checks.wording import apply_suggestion

taken_over = apply_suggestion
