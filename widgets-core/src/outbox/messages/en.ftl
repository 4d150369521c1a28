# $name (String) - the application's name
# $address (String) - the reader's address
mail-footer = { $name } sent this to { $address } because this address was used at { $name }. Replies aren’t read.

mail-code-label = Your code
# $wait (String) - how long, in words
mail-code-lasts = It expires in { $wait } and can be used once. Don’t share it with anyone. We will never ask for it.
mail-decline = I didn’t request this
mail-button-otherwise = If the button doesn’t work, open this link:

mail-reset-button = Choose a new password
