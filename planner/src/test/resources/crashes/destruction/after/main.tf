# Nothing any more: everything goes, in the order of what rests on what.
