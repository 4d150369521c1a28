reset-title = Passwort vergessen?
reset-lead = Wir senden Ihnen einen Code, mit dem Sie ein neues festlegen.
reset-button = Code senden
reset-remembered = Wieder eingefallen?
reset-sign-in = Anmelden
reset-new-password = Neues Passwort
reset-done = Passwort geändert. Wir haben Sie überall abgemeldet; melden Sie sich mit dem neuen an.

codes-act-reset = Neues Passwort speichern
codes-link-reset = Neues Passwort festlegen
mail-reset-subject = { $code } ist Ihr Code für ein neues Passwort bei { $name }
mail-reset-title = Wählen Sie ein neues Passwort
mail-reset-lead = Geben Sie diesen Code dort ein, wo Sie das neue Passwort für { $name } angefordert haben, oder benutzen Sie die Schaltfläche im selben Browser.
mail-reset-decline = Falls Sie das nicht angefordert haben, ignorieren Sie diese E-Mail: Ihr Passwort bleibt gleich.
