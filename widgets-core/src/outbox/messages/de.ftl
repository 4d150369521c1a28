mail-footer = { $name } hat diese Nachricht an { $address } geschickt, weil mit dieser Adresse bei { $name } etwas getan wurde. Antworten liest niemand.

mail-code-label = Ihr Code
mail-code-lasts = Er gilt einmal, noch { $wait } lang. Geben Sie ihn niemandem, auch nicht jemandem, der sagt, er arbeite für uns.
mail-decline = Das war ich nicht
mail-button-otherwise = Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:

mail-reset-button = Neues Passwort wählen
