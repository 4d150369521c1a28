mail-footer = { $name } hat diese E-Mail an { $address } geschickt, weil diese Adresse bei { $name } verwendet wurde. Antworten werden nicht gelesen.

mail-code-label = Ihr Code
mail-code-lasts = Er ist { $wait } gültig und nur einmal verwendbar. Geben Sie ihn nicht weiter; wir fragen nie danach.
mail-decline = Das habe ich nicht angefordert
mail-button-otherwise = Falls die Schaltfläche nicht funktioniert, öffnen Sie diesen Link:

mail-reset-button = Neues Passwort wählen
