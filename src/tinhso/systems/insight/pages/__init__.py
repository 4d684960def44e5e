"""The screens of insight: documents to review, one review, findings, exports."""
