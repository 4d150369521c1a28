security-title = Sicherheit
security-lead = Wege in Ihr Konto, und was sie schützt.
security-password = Passwort
security-password-set = Ein Passwort ist festgelegt.
security-password-none = Kein Passwort festgelegt. Sie melden sich ohne an.
security-change = Passwort ändern
security-set = Passwort festlegen

security-change-title = Passwort ändern
security-change-lead = Danach melden Sie sich mit dem neuen an. Codes und Links, die wir Ihnen vorher gesendet haben, gelten dann nicht mehr.
security-set-title = Passwort festlegen
security-set-lead = Danach können Sie sich damit anmelden. Codes und Links, die wir Ihnen vorher gesendet haben, gelten dann nicht mehr.
security-email = E-Mail-Adresse
security-current = Aktuelles Passwort
security-forgot = Aktuelles Passwort vergessen?
security-new = Neues Passwort
security-end-others = In anderen Browsern abmelden
security-end-others-hint = Wer Ihr Konto dort benutzt, muss sich neu anmelden. Hier bleiben Sie angemeldet.
security-save = Speichern
security-cancel = Abbrechen

security-current-empty = Geben Sie Ihr aktuelles Passwort ein.
security-current-wrong = Das ist nicht Ihr aktuelles Passwort.
security-overtaken = Ihr Passwort oder ein anderer Weg in Ihr Konto wurde im selben Moment an anderer Stelle geändert. Hier wurde nichts gespeichert. Bitte prüfen Sie das, und versuchen Sie es noch einmal.
security-has-password = Ihr Konto hat schon ein Passwort. Um es zu ändern, geben Sie das aktuelle ein.
security-has-none = Ihr Konto hat noch kein Passwort, das sich ändern ließe.

security-saved = Ihr neues Passwort ist gespeichert.
security-saved-others-ended = Ihr neues Passwort ist gespeichert, und Sie sind in allen anderen Browsern abgemeldet.

mail-set-subject = Ein Passwort für { $name } wurde festgelegt
mail-set-title = Ein Passwort wurde festgelegt
mail-set-lead = Für Ihr Konto bei { $name }, das bisher keines hatte, wurde ein Passwort festgelegt: { $at }.
mail-changed-subject = Ihr Passwort für { $name } wurde geändert
mail-changed-title = Ihr Passwort wurde geändert
mail-changed-lead = Das Passwort Ihres Kontos bei { $name } wurde geändert: { $at }.
mail-changed-decline = Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, wählen Sie jetzt ein neues Passwort. Das meldet alle ab, die unter Ihrem Namen angemeldet sind.
sessions-by-password = Anmeldung mit Passwort: { $when }
step-up-button = Bestätigen
step-up-wrong = Dieses Passwort ist falsch.
sign-in-forgot = Passwort vergessen?
sign-in-wrong = E-Mail-Adresse oder Passwort stimmt nicht.
sign-in-password-empty = Geben Sie Ihr Passwort ein.
