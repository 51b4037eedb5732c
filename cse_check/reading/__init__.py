"""From bytes to typed values, through a guard: catalogues, answers, records, drafts, mappings."""
