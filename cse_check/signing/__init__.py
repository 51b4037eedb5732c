"""Signatures of files in OpenSSH's own format, which `ssh-keygen -Y verify` checks as well."""

from cse_check.signing.keys import Names, PublicKey, Signer, open_signer, read_public_keys, verify

__all__ = ["Names", "PublicKey", "Signer", "open_signer", "read_public_keys", "verify"]
