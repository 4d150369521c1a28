# $name (String) - the application's name
# $address (String) - the reader's address
mail-footer = { $name } sent this to { $address } because of something done at { $name } with this address. Nobody reads replies.

mail-code-label = Your code
# $wait (String) - how long, in words
mail-code-lasts = It works once, for { $wait }. Give it to nobody, not even to somebody who says they work for us.
mail-decline = I did not ask for this
mail-button-otherwise = If the button does not work, open this address:

mail-reset-button = Choose a new password
