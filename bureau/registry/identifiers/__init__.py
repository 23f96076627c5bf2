"""Identifiers of institutions: the unified social credit code, the number of a certificate."""

from bureau.registry.identifiers.certificates import CertificateNumber, read_certificate_number
from bureau.registry.identifiers.uscc import Uscc, check_character, read_uscc

__all__ = ["CertificateNumber", "Uscc", "check_character", "read_certificate_number", "read_uscc"]
