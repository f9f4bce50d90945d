"""What is counted and measured from the tables: frames in, frames and numbers out; no words, no HTML, no drawing."""
