"""The client side of Git: hooks put into a repository and taken out of it, and the diff driver for cards.

Nothing here touches what somebody else has made: a hook without our mark, or one of ours that was edited.
"""
