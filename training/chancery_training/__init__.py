"""Trains the reader of English: tags, lemmas, trees and names from one small network.

What never enters: anything the finished program needs at run time (that is Rust).
"""
