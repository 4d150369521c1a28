reset-title = Passwort vergessen?
reset-lead = Wir senden Ihnen einen Code, mit dem Sie ein neues festlegen.
reset-email = E-Mail-Adresse
reset-button = Code senden
reset-remembered = Wieder eingefallen?
reset-sign-in = Anmelden
reset-new-password = Neues Passwort
reset-done = Ihr neues Passwort ist gespeichert, und Sie sind überall abgemeldet. Melden Sie sich jetzt damit an.
