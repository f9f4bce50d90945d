"""What is HTML: lists, cards, ledgers, the chronology, the catalogue of tables, entries of reference pages."""
