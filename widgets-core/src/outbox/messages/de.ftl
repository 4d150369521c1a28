mail-footer = { $name } hat diese Nachricht an { $address } geschickt, weil mit dieser Adresse bei { $name } etwas getan wurde. Antworten liest niemand.

mail-code-label = Ihr Code
mail-code-lasts = Er gilt einmal, noch { $wait } lang. Geben Sie ihn niemandem, auch nicht jemandem, der sagt, er arbeite für uns.
mail-decline = Das war ich nicht
mail-button-otherwise = Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:

mail-sign-up-subject = Schließen Sie die Registrierung bei { $name } ab
mail-sign-up-title = Bestätigen Sie Ihre E-Mail-Adresse
mail-sign-up-lead = Geben Sie diesen Code dort ein, wo Sie die Registrierung bei { $name } begonnen haben, oder benutzen Sie die Schaltfläche im selben Browser.
mail-sign-up-button = Adresse bestätigen
mail-sign-up-decline = Wenn Sie sich nicht registriert haben, entsteht kein Konto.

mail-taken-subject = Sie haben schon ein Konto bei { $name }
mail-taken-title = Sie haben schon ein Konto
mail-taken-lead = Jemand, vielleicht Sie selbst, wollte sich mit dieser Adresse bei { $name } registrieren. Zu ihr gibt es schon ein Konto, und nichts wurde geändert. Sie können sich einfach anmelden.
mail-taken-button = Anmelden
mail-taken-reset = Sie wissen Ihr Passwort nicht mehr?
mail-taken-decline = Wenn Sie es nicht waren, müssen Sie nichts tun. Wer es versucht hat, hat nicht erfahren, dass Sie ein Konto haben.

mail-sign-in-subject = Ihr Code zur Anmeldung bei { $name }
mail-sign-in-title = Bei { $name } anmelden
mail-sign-in-lead = Geben Sie diesen Code dort ein, wo Sie die Anmeldung begonnen haben, oder benutzen Sie die Schaltfläche im selben Browser.
mail-sign-in-button = Anmelden
mail-sign-in-decline = Wenn Sie sich nicht anmelden wollten, ist noch nichts geschehen.

mail-reset-subject = Wählen Sie ein neues Passwort für { $name }
mail-reset-title = Wählen Sie ein neues Passwort
mail-reset-lead = Geben Sie diesen Code dort ein, wo Sie ein neues Passwort für { $name } angefordert haben, oder benutzen Sie die Schaltfläche im selben Browser.
mail-reset-button = Neues Passwort wählen
mail-reset-decline = Wenn Sie das nicht angefordert haben, bleibt Ihr Passwort, wie es ist.

mail-step-up-subject = Ihr Code zur Bestätigung bei { $name }
mail-step-up-title = Bestätigen Sie, dass Sie es sind
mail-step-up-lead = Geben Sie diesen Code in dem Browser ein, in dem Sie bei { $name } angemeldet sind.
mail-step-up-button = Bestätigen
mail-step-up-decline = Wenn Sie ihn nicht angefordert haben, ist vielleicht jemand anderes unter Ihrem Namen angemeldet.

mail-set-subject = Ein Passwort für { $name } wurde festgelegt
mail-set-title = Ein Passwort wurde festgelegt
mail-set-lead = Für Ihr Konto bei { $name }, das bisher keines hatte, wurde ein Passwort festgelegt: { $at }.

mail-changed-subject = Ihr Passwort für { $name } wurde geändert
mail-changed-title = Ihr Passwort wurde geändert
mail-changed-lead = Das Passwort Ihres Kontos bei { $name } wurde geändert: { $at }.
mail-changed-decline = Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, wählen Sie jetzt ein neues Passwort. Das meldet alle ab, die unter Ihrem Namen angemeldet sind.

mail-invitation-subject = Sie sind zu { $name } eingeladen
mail-invitation-title = Kommen Sie zu { $name }
mail-invitation-lead = Sie sind eingeladen, ein Konto bei { $name } zu eröffnen.
mail-invitation-by = { $by } lädt Sie ein, ein Konto bei { $name } zu eröffnen.
mail-invitation-button = Einladung annehmen
mail-invitation-lasts = Die Einladung gilt nur für Sie, noch { $wait } lang.
mail-invitation-decline = Wenn Sie sie nicht annehmen wollen, müssen Sie nichts tun.
