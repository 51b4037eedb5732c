"""A PDF: its columns one after the other, wrapped lines as one, page numbers left out."""

from cse_check.guides.pdf.reading import pdf_lines

__all__ = ["pdf_lines"]
