"""The generic screens of cases: worklist, case, form, procedures, statistics."""
