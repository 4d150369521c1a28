reset-title = Passwort vergessen?
reset-lead = Wir senden Ihnen einen Code, mit dem Sie ein neues festlegen.
reset-email = E-Mail-Adresse
reset-button = Code senden
reset-remembered = Wieder eingefallen?
reset-sign-in = Anmelden
reset-new-password = Neues Passwort
reset-done = Ihr neues Passwort ist gespeichert, und Sie sind überall abgemeldet. Melden Sie sich jetzt damit an.

codes-act-reset = Neues Passwort speichern
codes-link-reset = Neues Passwort festlegen
mail-reset-subject = Wählen Sie ein neues Passwort für { $name }
mail-reset-title = Wählen Sie ein neues Passwort
mail-reset-lead = Geben Sie diesen Code dort ein, wo Sie ein neues Passwort für { $name } angefordert haben, oder benutzen Sie die Schaltfläche im selben Browser.
mail-reset-decline = Wenn Sie das nicht angefordert haben, bleibt Ihr Passwort, wie es ist.
