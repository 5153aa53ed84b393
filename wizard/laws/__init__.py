"""The rules of law: what each says, where it comes from, and which of them a policy prints."""
