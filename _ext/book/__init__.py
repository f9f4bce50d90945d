"""How the book is built: a Sphinx extension a file, in groups that say what they do for the book.

`execute` checks the data and runs the pages, `content` makes what stands in them, `run` lets readers run them elsewhere, `site` makes what
belongs to all pages together, `assets` what a browser loads with each; `around_jupyter_book` goes where the command does not go by itself.
"""
